import { type DirectoryOnline, OBJECT_KINDS, type SyncedObject } from '../directory/directory-tenant.ts';

/**
 * The user, group or contact with this object id, read afresh: whatever an id was shown as before counts for nothing.
 * Throws `DirectoryError`: a directory that could not be asked is no "nothing there".
 */
export async function findObject(
  directory: Pick<DirectoryOnline, 'object'>,
  objectId: string,
  signal?: AbortSignal,
): Promise<SyncedObject | undefined> {
  for (const kind of OBJECT_KINDS) {
    const object = await directory.object({ kind, objectId }, signal);
    if (object) return object;
  }
  return undefined;
}
