import * as z from 'zod/v4';
import { canonicalHash, canonicalJson } from '../mailbox/canonical.ts';
import type { Snapshot } from '../mailbox/snapshot.ts';
import {
  isMailboxSnapshot,
  type SubjectSnapshot,
  subjectHash,
  subjectSnapshotSchema,
} from '../snapshot/subject-snapshot.ts';
import { type Archive, ArchiveError } from './archive.ts';

// Snapshots lie under their own hash. That hash leaves out the time and the names for people, so the file carries a
// digest over everything in it, and its text must be exactly the text that Steward writes.

const fileSchema = z.strictObject({ digest: z.string(), snapshot: subjectSnapshotSchema });

/** Where the snapshot with that hash lies. */
export function snapshotName(objectId: string, hash: string): string {
  return `snapshots/${objectId.toLowerCase()}/${hash}.json`;
}

const textOf = (snapshot: SubjectSnapshot): string =>
  `${canonicalJson({ digest: canonicalHash(snapshot), snapshot })}\n`;

/**
 * Files the snapshot and answers with its hash. A second look at a subject that has not changed keeps the first file:
 * both have the same hash.
 */
export async function archiveSnapshot(archive: Archive, snapshot: SubjectSnapshot): Promise<string> {
  const hash = subjectHash(snapshot);
  try {
    await archive.writeOnce(snapshotName(snapshot.objectId, hash), textOf(snapshot));
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'archive_conflict') throw error;
    if ((await readSnapshot(archive, snapshot.objectId, hash)) === undefined) throw error;
  }
  return hash;
}

/** The snapshot with that hash, or `undefined` when there is none. Throws `archive_tampered` when its file was changed. */
export async function readSnapshot(
  archive: Archive,
  objectId: string,
  hash: string,
): Promise<SubjectSnapshot | undefined> {
  const name = snapshotName(objectId, hash);
  const text = await archive.read(name);
  if (text === undefined) return undefined;
  const snapshot = parsed(text);
  const fits = snapshot && textOf(snapshot) === text && snapshotName(snapshot.objectId, subjectHash(snapshot)) === name;
  if (!fits) throw tampered(name);
  return snapshot;
}

/** The same of a mailbox. */
export async function readMailboxSnapshot(
  archive: Archive,
  objectId: string,
  hash: string,
): Promise<Snapshot | undefined> {
  const snapshot = await readSnapshot(archive, objectId, hash);
  return snapshot && isMailboxSnapshot(snapshot) ? snapshot : undefined;
}

function parsed(text: string): SubjectSnapshot | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data?.snapshot;
  } catch {
    return undefined;
  }
}

function tampered(name: string): ArchiveError {
  return new ArchiveError('archive_tampered', `The file "${name}" in the archive was changed after it was written.`, {
    context: { name },
  });
}
