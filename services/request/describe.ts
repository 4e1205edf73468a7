import { type Archive, ArchiveError } from '../archive/archive.ts';
import { readSnapshot } from '../archive/snapshot-archive.ts';
import { readReceipt } from '../audit/file-receipt.ts';
import { lossesOf } from '../mailbox/loss.ts';
import { diffSubjects, isMailboxSnapshot, type SubjectSnapshot } from '../snapshot/subject-snapshot.ts';
import type { RequestRecord } from './record.ts';
import type { RequestReport } from './report.ts';

/**
 * Everything a card shows of a request, from the committed record and the archive. An archive that cannot be read
 * leaves the parts that depend on it unknown (`null`); the state itself is always told.
 */
export async function describeRequest(archive: Archive, record: RequestRecord): Promise<RequestReport> {
  const at = (hash: string | null): Promise<SubjectSnapshot | null> =>
    hash === null ? Promise.resolve(null) : orUnknown(readSnapshot(archive, record.subject.objectId, hash));
  const [snapshot, baseline, found] = await Promise.all([
    at(record.snapshotHash),
    at(record.baselineHash),
    at(record.driftHash),
  ]);
  const expected = record.state === 'reverted' ? await readBackSnapshot(archive, record) : snapshot;
  return {
    record,
    snapshot,
    losses: record.action === 'to-on-premises' ? rollbackLosses(baseline, snapshot) : [],
    drift: expected && found ? diffSubjects(expected, found) : null,
  };
}

function rollbackLosses(baseline: SubjectSnapshot | null, snapshot: SubjectSnapshot | null): RequestReport['losses'] {
  if (!baseline || !snapshot || !isMailboxSnapshot(baseline) || !isMailboxSnapshot(snapshot)) return null;
  return lossesOf(baseline, snapshot) ?? null;
}

/** The subject as it was read back right after the change. */
async function readBackSnapshot(archive: Archive, { id }: RequestRecord): Promise<SubjectSnapshot | null> {
  return (await orUnknown(readReceipt(archive, id, 'after')))?.snapshot ?? null;
}

async function orUnknown<T>(reading: Promise<T | undefined>): Promise<T | null> {
  try {
    return (await reading) ?? null;
  } catch (error) {
    if (error instanceof ArchiveError) return null;
    throw error;
  }
}
