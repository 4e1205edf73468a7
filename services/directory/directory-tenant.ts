import type { Directory } from './directory.ts';

/** The kinds of object whose whole authority can move (Graph `onPremisesSyncBehavior`). */
export const OBJECT_KINDS = ['user', 'group', 'contact'] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

export type ObjectRef = { readonly kind: ObjectKind; readonly objectId: string };

/** A user, group or organisational contact as Graph shows it. `null`: Graph did not tell. */
export type SyncedObject = ObjectRef & {
  readonly displayName: string;
  /** UPN of a user, else the mail address, else the display name: what people call it by. */
  readonly name: string;
  readonly mail: string | null;
  /** `onPremisesSyncEnabled`: true while synced; false for null and false, which Graph uses alike for "not". */
  readonly isSynced: boolean;
  /**
   * It is synced, or has an on-premises security identifier: it was synced once. Contacts never have one, so theirs is
   * `null`.
   */
  readonly wasSynced: boolean | null;
  /** `onPremisesDomainName`. */
  readonly domain: string | null;
  /** When directory sync last changed this object, ISO 8601, UTC. */
  readonly lastSyncedAt: string | null;
  /** Of groups; `null` for the others. */
  readonly isMailEnabled: boolean | null;
  readonly isSecurityEnabled: boolean | null;
};

/** A direct member of a group. */
export type Member = {
  readonly kind: ObjectKind | 'other';
  readonly objectId: string;
  readonly displayName: string;
  readonly isSynced: boolean;
};

/** A synchronisation job that writes Exchange attributes back to Active Directory. */
export type WritebackJob = {
  readonly id: string;
  /** The AD domain it serves, lower case; `null` when the job does not say. */
  readonly domain: string | null;
  /** `status.code`: Active, Paused, Quarantine, NotRun, NotConfigured …; `Unknown` when the job does not say. */
  readonly status: string;
  /** `schedule.state`: Active or Disabled; `Unknown` when the job does not say. */
  readonly schedule: string;
  /** `schedule.interval`, ISO 8601 duration, usually PT20M. */
  readonly interval: string | null;
  readonly lastRunAt: string | null;
  /** `status.lastExecution.state`, for example Succeeded. */
  readonly lastRun: string | null;
  /** Whether the schema maps `Mail` to `mail`: jobs made before 3 August 2026 do not. `null`: could not be read. */
  readonly mapsMail: boolean | null;
};

/**
 * Microsoft Graph beyond people: whole objects, their authority, and writeback. Kept by the client over HTTP and by the
 * in-process fake under one suite. Every method may throw a `DirectoryError`; being unable to ask never means "no".
 */
export type DirectoryTenant = {
  readonly object: (ref: ObjectRef, signal?: AbortSignal) => Promise<SyncedObject | undefined>;
  /**
   * Groups and contacts with exactly this mail or proxy address, or failing that exactly this display name, in whatever
   * case. At most 20; none for an empty name.
   */
  readonly findObjects: (name: string, signal?: AbortSignal) => Promise<readonly SyncedObject[]>;
  /**
   * Groups or contacts of the organisation that are, or once were, synced, page by page; of contacts all, since nothing
   * tells. Throws when the list was cut short: never a part as the whole.
   */
  readonly objects: (kind: 'group' | 'contact', signal?: AbortSignal) => AsyncIterable<readonly SyncedObject[]>;
  /** `onPremisesSyncBehavior.isCloudManaged`; `null` when Graph cannot tell (no permission, no such segment). */
  readonly isCloudManaged: (ref: ObjectRef, signal?: AbortSignal) => Promise<boolean | null>;
  /**
   * Returning is no proof: read it back. Never repeated when the outcome of an attempt is unknown; then it throws
   * `directory_unconfirmed`. After `directory_refused` and `directory_permission` nothing was changed.
   */
  readonly setCloudManaged: (ref: ObjectRef, value: boolean, signal?: AbortSignal) => Promise<void>;
  /**
   * Direct members of a group, except applications, which Graph v1.0 does not list; none where there is no such group.
   * What cannot be read of one counts as not synced.
   */
  readonly membersOf: (groupId: string, signal?: AbortSignal) => Promise<readonly Member[]>;
  /** Groups that the object is directly in, as of some minutes ago; none where there is no such object. */
  readonly groupsOf: (ref: ObjectRef, signal?: AbortSignal) => Promise<readonly SyncedObject[]>;
  /** Jobs of template `Entra2ADExchangeOnlineAttributeWriteback`, over all service principals. */
  readonly writebackJobs: (signal?: AbortSignal) => Promise<readonly WritebackJob[]>;
};

/** Microsoft Graph with everything that Steward asks of it. */
export type DirectoryOnline = Directory & DirectoryTenant;
