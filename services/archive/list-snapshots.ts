import type { Snapshot } from '../mailbox/snapshot.ts';
import { type Archive, ArchiveError } from './archive.ts';
import { readSnapshot, snapshotName } from './snapshot-archive.ts';

/** `null`: its file was changed after it was written, so what it says is not believed. */
export type ArchivedSnapshot = { readonly hash: string; readonly snapshot: Snapshot | null };

export type SnapshotList = {
  /** Newest first; changed files last. */
  readonly snapshots: readonly ArchivedSnapshot[];
  /** There are more than were read. */
  readonly more: boolean;
};

export type FoundSnapshot =
  | { readonly ok: true; readonly hash: string; readonly snapshot: Snapshot }
  | { readonly ok: false; readonly why: 'none' | 'several' | 'tampered' };

/** A mailbox has one for each request and each value it was found with: more than this is not looked through. */
const MOST_READ = 500;
const AT_ONCE = 20;
const HASH = /\/([0-9a-f]{64})\.json$/;

/** Every snapshot of a mailbox in the archive. Throws `ArchiveError` with code `archive_unavailable`. */
export async function listSnapshots(archive: Archive, objectId: string): Promise<SnapshotList> {
  const hashes = await hashesOf(archive, objectId, { begin: '', most: MOST_READ + 1 });
  const snapshots: ArchivedSnapshot[] = [];
  for (let at = 0; at < Math.min(hashes.length, MOST_READ); at += AT_ONCE) {
    const some = hashes.slice(at, Math.min(at + AT_ONCE, MOST_READ));
    const read = await Promise.all(some.map((hash) => mailboxSnapshot(archive, objectId, hash)));
    snapshots.push(...some.flatMap((hash, index) => whole(hash, read[index])));
  }
  return { snapshots: snapshots.sort(newestFirst), more: hashes.length > MOST_READ };
}

/** The one snapshot whose hash begins so. Never guesses between two. */
export async function findSnapshot(archive: Archive, objectId: string, begin: string): Promise<FoundSnapshot> {
  const [hash, another] = await hashesOf(archive, objectId, { begin, most: 2 });
  if (hash === undefined) return { ok: false, why: 'none' };
  if (another !== undefined) return { ok: false, why: 'several' };
  const snapshot = await mailboxSnapshot(archive, objectId, hash);
  if (snapshot === null) return { ok: false, why: 'tampered' };
  return snapshot ? { ok: true, hash, snapshot } : { ok: false, why: 'none' };
}

async function hashesOf(
  archive: Archive,
  objectId: string,
  { begin, most }: { readonly begin: string; readonly most: number },
): Promise<readonly string[]> {
  const prefix = snapshotName(objectId, begin).slice(0, -'.json'.length);
  const hashes: string[] = [];
  for await (const name of archive.list(prefix)) {
    const hash = HASH.exec(name)?.[1];
    if (hash !== undefined) hashes.push(hash);
    if (hashes.length === most) break;
  }
  return hashes;
}

/** `undefined`: there is none, or it is of something that is no mailbox. `null`: it was changed. */
async function mailboxSnapshot(archive: Archive, objectId: string, hash: string): Promise<Snapshot | null | undefined> {
  try {
    const snapshot = await readSnapshot(archive, objectId, hash);
    return snapshot && 'attributes' in snapshot ? snapshot : undefined;
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'archive_tampered') return null;
    throw error;
  }
}

function whole(hash: string, snapshot: Snapshot | null | undefined): readonly ArchivedSnapshot[] {
  return snapshot === undefined ? [] : [{ hash, snapshot }];
}

function newestFirst(a: ArchivedSnapshot, b: ArchivedSnapshot): number {
  const [one, other] = [a.snapshot?.takenAt ?? '', b.snapshot?.takenAt ?? ''];
  if (one !== other) return one < other ? 1 : -1;
  return a.hash < b.hash ? -1 : 1;
}
