import type { Snapshot } from '../mailbox/snapshot.ts';
import type { RequestStore } from '../store/request-store.ts';
import type { Archive } from './archive.ts';
import { findSnapshot } from './list-snapshots.ts';

/**
 * The mailbox as it was when it went to the cloud: the last values that Active Directory wrote. `undefined` when there is
 * no such snapshot, or none that can be believed: then what differs is unknown, not nothing.
 */
export async function baselineSnapshot(
  { store, archive }: { readonly store: Pick<RequestStore, 'baselineOf'>; readonly archive: Archive },
  objectId: string,
): Promise<Snapshot | undefined> {
  const hash = await store.baselineOf(objectId);
  const found = hash === undefined ? undefined : await findSnapshot(archive, objectId, hash);
  return found?.ok ? found.snapshot : undefined;
}
