import * as z from 'zod/v4';
import { isGuid } from '../http/guid.ts';
import type { Member, ObjectRef, SyncedObject } from './directory-tenant.ts';
import { directoryError } from './graph-failure.ts';
import type { GraphPages } from './graph-pages.ts';
import { pathOf } from './objects.ts';
import { parsedAnswer } from './parsed-answer.ts';
import { PROPERTIES, syncedObject } from './synced-object.ts';

/** A larger group is one that no card can show; its answer would not be a part of the truth either. */
const MOST_LISTED = 100_000;

const memberSchema = z.object({
  '@odata.type': z.string(),
  id: z.string().refine(isGuid),
  displayName: z.string().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
});

/**
 * Direct members of a group; none where there is no such group. Applications among them are not listed by v1.0 (Microsoft
 * Learn, "List group members", known issue). A member of whom Graph shows only the id, because the
 * permission to read it is missing, counts as not synced: that holds a rollback back instead of losing the member.
 */
export async function readMembers(
  pages: GraphPages,
  groupId: string,
  signal: AbortSignal | undefined,
): Promise<readonly Member[]> {
  const select = 'id,displayName,onPremisesSyncEnabled';
  const path = `v1.0/${pathOf({ kind: 'group', objectId: groupId })}/members?$select=${select}&$top=999`;
  return (await everything(pages({ name: 'membersOf', path, signal }))).map(memberOf);
}

const limited = z.object({ displayName: z.null().optional() });

/**
 * Groups that an object is directly in. Without the permission to read groups, Graph shows their ids alone (Microsoft
 * Learn, "Limited information returned for inaccessible member objects"), which would make each look not synced: that is
 * `directory_permission`. Asking for one type of object makes it an advanced query, so it is answered
 * from an index that follows the directory within minutes (Microsoft Learn, "Advanced query capabilities on Microsoft
 * Entra ID objects").
 */
export async function readGroupsOf(
  pages: GraphPages,
  ref: ObjectRef,
  signal: AbortSignal | undefined,
): Promise<readonly SyncedObject[]> {
  const path = `v1.0/${pathOf(ref)}/memberOf/microsoft.graph.group?$select=${PROPERTIES.group}&$count=true&$top=999`;
  const values = await everything(pages({ name: 'groupsOf', path, eventual: true, signal }));
  if (values.some((value) => limited.safeParse(value).success))
    throw directoryError('directory_permission', { question: 'groupsOf', failure: 'limited' });
  return values.map((value) => syncedObject('group', value, 'groupsOf'));
}

async function everything(pages: AsyncIterable<readonly unknown[]>): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const page of pages) {
    all.push(...page);
    if (all.length > MOST_LISTED) throw directoryError('directory_protocol', { failure: 'too-many' });
  }
  return all;
}

function memberOf(value: unknown): Member {
  const member = parsedAnswer(memberSchema, value, 'membersOf');
  const objectId = member.id.toLowerCase();
  return {
    kind: kindOf(member['@odata.type']),
    objectId,
    displayName: member.displayName || objectId,
    isSynced: member.onPremisesSyncEnabled === true,
  };
}

function kindOf(type: string): Member['kind'] {
  switch (type) {
    case '#microsoft.graph.user':
      return 'user';
    case '#microsoft.graph.group':
      return 'group';
    case '#microsoft.graph.orgContact':
      return 'contact';
    default:
      return 'other';
  }
}
