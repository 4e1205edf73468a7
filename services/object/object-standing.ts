import type { SyncedObject } from '../directory/directory-tenant.ts';
import type { HandedBack } from './handed-back.ts';

/**
 * Who has the authority over a whole object. `waiting`: handed back, and no directory sync has taken it over yet;
 * `not-synced`: neither Graph nor our own ledger tells whether it waits or was born in the cloud.
 */
export const OBJECT_STANDINGS = ['synced', 'cloud', 'waiting', 'born-in-cloud', 'not-synced', 'unknown'] as const;
export type ObjectStanding = (typeof OBJECT_STANDINGS)[number];

type Evidence = {
  readonly object: Pick<SyncedObject, 'isSynced' | 'wasSynced'>;
  /** `onPremisesSyncBehavior.isCloudManaged`; `null` when Graph could not tell. */
  readonly isCloudManaged: boolean | null;
  /** What our own ledger remembers. */
  readonly handedBack: HandedBack | null;
};

/**
 * While an object waits it looks to Graph like one born in the cloud; of groups and users their past tells, of contacts
 * only the ledger (Microsoft Learn, user, group and contact source of authority, state table, 2026).
 */
export function objectStanding({ object, isCloudManaged, handedBack }: Evidence): ObjectStanding {
  if (isCloudManaged === null) return 'unknown';
  if (isCloudManaged) return 'cloud';
  if (object.isSynced) return 'synced';
  if (handedBack !== null || object.wasSynced === true) return 'waiting';
  return object.wasSynced === false ? 'born-in-cloud' : 'not-synced';
}
