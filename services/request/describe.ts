import { type Archive, ArchiveError } from '../archive/archive.ts';
import { readSnapshot } from '../archive/snapshot-archive.ts';
import { diffSnapshots } from '../mailbox/diff.ts';
import { lossesOf } from '../mailbox/loss.ts';
import type { Snapshot } from '../mailbox/snapshot.ts';
import type { RequestRecord } from './record.ts';
import type { RequestReport } from './report.ts';

/**
 * Everything a card shows of a request, from the committed record and the archive. An archive that cannot be read
 * leaves the parts that depend on it unknown (`null`); the state itself is always told.
 */
export async function describeRequest(archive: Archive, record: RequestRecord): Promise<RequestReport> {
  const at = (hash: string | null): Promise<Snapshot | null> =>
    snapshotOrUnknown(archive, record.mailbox.objectId, hash);
  const [snapshot, baseline, found] = await Promise.all([
    at(record.snapshotHash),
    at(record.baselineHash),
    at(record.driftHash),
  ]);
  return {
    record,
    snapshot,
    losses: record.action === 'to-cloud' ? [] : rollbackLosses(baseline, snapshot),
    drift: snapshot && found ? diffSnapshots(snapshot, found) : null,
  };
}

function rollbackLosses(baseline: Snapshot | null, snapshot: Snapshot | null): RequestReport['losses'] {
  return (snapshot && lossesOf(baseline ?? undefined, snapshot)) ?? null;
}

async function snapshotOrUnknown(archive: Archive, objectId: string, hash: string | null): Promise<Snapshot | null> {
  if (hash === null) return null;
  try {
    return (await readSnapshot(archive, objectId, hash)) ?? null;
  } catch (error) {
    if (error instanceof ArchiveError) return null;
    throw error;
  }
}
