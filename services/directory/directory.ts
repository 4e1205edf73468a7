import { AppError } from '../app-error.ts';

/** A person as Microsoft Graph knows them. The key is the Entra object id within the one tenant; names are display only. */
export type DirectoryPerson = {
  readonly objectId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly employeeId: string | null;
  readonly isGuest: boolean;
};

export type SyncState = {
  /** `null`: the directory did not say. */
  readonly enabled: boolean | null;
  /** ISO 8601, UTC: when the last directory sync ended; `null` when never or not told. */
  readonly lastSyncAt: string | null;
};

/**
 * Microsoft Graph as Steward needs it. Kept by the client over HTTP and by the in-process fake, under one test
 * suite. Every method may throw a `DirectoryError`; a directory that cannot be asked never means "no".
 */
export type Directory = {
  readonly person: (objectId: string, signal?: AbortSignal) => Promise<DirectoryPerson | undefined>;
  /** Those of `groupIds` that the person is in, directly or through other groups. Never cached here. */
  readonly memberOf: (
    objectId: string,
    groupIds: readonly string[],
    signal?: AbortSignal,
  ) => Promise<readonly string[]>;
  /** The people in a group, directly or through other groups; none where there is no such group. */
  readonly peopleIn: (groupId: string, signal?: AbortSignal) => Promise<readonly string[]>;
  readonly syncState: (signal?: AbortSignal) => Promise<SyncState>;
  /** Whether the whole user object is cloud-managed (`onPremisesSyncBehavior`); `null` when Graph cannot tell. */
  readonly isObjectCloudManaged: (objectId: string, signal?: AbortSignal) => Promise<boolean | null>;
};

export class DirectoryError extends AppError {}
