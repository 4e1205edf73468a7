import * as z from 'zod/v4';
import { isGuid } from '../http/guid.ts';
import type { ObjectKind, SyncedObject } from './directory-tenant.ts';
import { parsedAnswer } from './parsed-answer.ts';

/** Where Graph keeps the objects of a kind. */
export const SEGMENTS: Readonly<Record<ObjectKind, string>> = { user: 'users', group: 'groups', contact: 'contacts' };

const SHARED = 'id,displayName,mail,onPremisesSyncEnabled,onPremisesLastSyncDateTime';

/**
 * What is asked of each kind. An organisational contact has neither a security identifier nor a domain, and Graph
 * answers 400 when asked for them (Microsoft Learn, orgContact resource type).
 */
export const PROPERTIES: Readonly<Record<ObjectKind, string>> = {
  user: `${SHARED},userPrincipalName,onPremisesSecurityIdentifier,onPremisesDomainName`,
  group: `${SHARED},onPremisesSecurityIdentifier,onPremisesDomainName,mailEnabled,securityEnabled`,
  contact: SHARED,
};

const schema = z.object({
  id: z.string().refine(isGuid),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  mail: z.string().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  onPremisesLastSyncDateTime: z.iso.datetime({ offset: true }).nullish(),
  onPremisesSecurityIdentifier: z.string().nullish(),
  onPremisesDomainName: z.string().nullish(),
  mailEnabled: z.boolean().nullish(),
  securityEnabled: z.boolean().nullish(),
});
type Entity = z.output<typeof schema>;

/** Reads an entity of Graph as an object of this kind. @throws DirectoryError `directory_protocol`. */
export function syncedObject(kind: ObjectKind, value: unknown, question: string): SyncedObject {
  const entity = parsedAnswer(schema, value, question);
  const objectId = entity.id.toLowerCase();
  const displayName = entity.displayName || objectId;
  const lastSync = entity.onPremisesLastSyncDateTime;
  return {
    kind,
    objectId,
    displayName,
    name: (kind === 'user' && entity.userPrincipalName) || entity.mail || displayName,
    mail: entity.mail || null,
    isSynced: entity.onPremisesSyncEnabled === true,
    wasSynced: wasSynced(kind, entity),
    domain: entity.onPremisesDomainName?.toLowerCase() || null,
    lastSyncedAt: lastSync ? new Date(lastSync).toISOString() : null,
    isMailEnabled: kind === 'group' ? (entity.mailEnabled ?? null) : null,
    isSecurityEnabled: kind === 'group' ? (entity.securityEnabled ?? null) : null,
  };
}

// A group can come from a directory without security identifiers; while it is synced, it was synced.
function wasSynced(kind: ObjectKind, entity: Entity): boolean | null {
  if (kind === 'contact') return null;
  if (entity.onPremisesSyncEnabled === true) return true;
  return entity.onPremisesSecurityIdentifier === undefined ? null : Boolean(entity.onPremisesSecurityIdentifier);
}
