import { type Archive, ArchiveError } from '../archive/archive.ts';
import { readSnapshot } from '../archive/snapshot-archive.ts';
import { type Change, diffSnapshots } from '../mailbox/diff.ts';
import type { Snapshot } from '../mailbox/snapshot.ts';
import { isMailboxSnapshot } from '../snapshot/subject-snapshot.ts';
import type { Divergence } from './divergence.ts';

/** A divergence with what differs. `null`: one of the two snapshots is not in the archive, or could not be read. */
export type DivergenceReport = { readonly divergence: Divergence; readonly changes: readonly Change[] | null };

export async function describeDivergence(archive: Archive, divergence: Divergence): Promise<DivergenceReport> {
  const { objectId, approvedHash, foundHash } = divergence;
  if (approvedHash === null) return { divergence, changes: null };
  const [approved, found] = await Promise.all([
    readOrUndefined(archive, objectId, approvedHash),
    readOrUndefined(archive, objectId, foundHash),
  ]);
  return { divergence, changes: approved && found ? diffSnapshots(approved, found) : null };
}

/** What cannot be read is unknown; it must not keep anybody from deciding. */
async function readOrUndefined(archive: Archive, objectId: string, hash: string): Promise<Snapshot | undefined> {
  try {
    const snapshot = await readSnapshot(archive, objectId, hash);
    return snapshot && isMailboxSnapshot(snapshot) ? snapshot : undefined;
  } catch (error) {
    if (error instanceof ArchiveError) return undefined;
    throw error;
  }
}
