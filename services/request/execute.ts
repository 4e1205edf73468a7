import type { Archive } from '../archive/archive.ts';
import { archiveSnapshot, readSnapshot } from '../archive/snapshot-archive.ts';
import { buildAfterReceipt, buildBeforeReceipt } from '../audit/build-receipt.ts';
import { auditEntrySchema } from '../audit/entry.ts';
import { fileReceipt, readReceipt } from '../audit/file-receipt.ts';
import type { AfterReceipt } from '../audit/receipt.ts';
import type { ChangeWorld, Seen } from '../change/change.ts';
import { changeOf } from '../change/change-of.ts';
import type { Clock } from '../clock.ts';
import { DirectoryError } from '../directory/directory.ts';
import { ExchangeError, PASSING } from '../exchange/exchange.ts';
import { isMailboxSnapshot, subjectHash } from '../snapshot/subject-snapshot.ts';
import type { RequestStore } from '../store/request-store.ts';
import { advance } from './advance.ts';
import { readBack } from './read-back.ts';
import type { RequestRecord } from './record.ts';

export type ExecuteNeeds = ChangeWorld & {
  readonly store: RequestStore;
  readonly archive: Archive;
  readonly clock: Clock;
  /** Version of Steward, for the receipts. */
  readonly version: string;
};

/**
 * Carries out an approved request, from wherever it stands. Safe to run any number of times and from several
 * workers: every step looks before it acts, and only one commit of each step wins.
 *
 * Resolves when the request has ended or is none of ours to run; throws what may pass by itself, for the queue to
 * try again. Never sets anything before the before-receipt is filed and `running` is committed.
 */
export async function executeRequest(needs: ExecuteNeeds, id: string, signal?: AbortSignal): Promise<void> {
  const record = await needs.store.get(id);
  if (!record || (record.state !== 'approved' && record.state !== 'running')) return;
  try {
    if (record.state === 'running' && (await finishedBefore(needs, record))) return;
    const seen = await changeOf(record.action).look(needs, record, signal);
    if (!seen) return await fail(needs, record, 'mailbox_gone');
    if (record.state === 'approved') await begin(needs, record, { seen, signal });
    else await resume(needs, record, { seen, signal });
  } catch (error) {
    if (!isFinal(error)) throw error;
    await fail(needs, record, error.code);
  }
}

type Found = { readonly seen: Seen; readonly signal: AbortSignal | undefined };

/** Errors that no waiting mends. An answer that makes no sense may make sense the next time, so it is not one of them. */
function isFinal(error: unknown): error is ExchangeError | DirectoryError {
  if (error instanceof DirectoryError) return LASTING.has(error.code);
  return error instanceof ExchangeError && !PASSING.has(error.errorClass) && error.errorClass !== 'protocol';
}

const LASTING: ReadonlySet<string> = new Set(['directory_permission', 'directory_refused']);

async function begin(needs: ExecuteNeeds, record: RequestRecord, found: Found): Promise<void> {
  if (hasDrifted(record, found.seen)) return await drift(needs, record, found.seen);
  const beforeReceipt = await fileBefore(needs, record);
  const started = await advance(needs, record.id, { kind: 'start', beforeReceipt });
  // Otherwise another worker began it, and brings it to its end.
  if (started.ok) await change(needs, started.record, found);
}

/** A worker died after `running` was committed: perhaps before the write, perhaps after it. */
async function resume(needs: ExecuteNeeds, record: RequestRecord, found: Found): Promise<void> {
  if (changeOf(record.action).isMade(record, found.seen.snapshot)) {
    return await complete(needs, record, { seen: found.seen, attempts: 1, writeError: null });
  }
  if (hasDrifted(record, found.seen)) return await fail(needs, record, 'changed_meanwhile');
  await change(needs, record, found);
}

function hasDrifted(record: RequestRecord, { snapshot }: Seen): boolean {
  return subjectHash(snapshot) !== record.snapshotHash;
}

async function drift(needs: ExecuteNeeds, record: RequestRecord, { snapshot }: Seen): Promise<void> {
  const driftHash = await archiveSnapshot(needs.archive, snapshot);
  await advance(needs, record.id, { kind: 'drift', driftHash });
}

/** Makes the change, then believes only what it reads back: an error may hide a success and a success an error. */
async function change(needs: ExecuteNeeds, record: RequestRecord, { signal }: Found): Promise<void> {
  const writeError = await attempt(() => changeOf(record.action).make(needs, record, signal));
  const back = await readBack(needs, { order: record, patient: writeError === undefined }, signal);
  if (back.confirmed) return await complete(needs, record, { ...back, writeError: writeError?.code ?? null });
  if (writeError) throw writeError;
  await fail(needs, record, 'not_confirmed');
}

async function attempt(write: () => Promise<void>): Promise<ExchangeError | DirectoryError | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (error instanceof ExchangeError || error instanceof DirectoryError) return error;
    throw error;
  }
}

async function fileBefore({ archive, store, version }: ExecuteNeeds, record: RequestRecord): Promise<string> {
  const snapshot = await readSnapshot(archive, record.subject.objectId, record.snapshotHash);
  if (!snapshot) throw new Error(`The snapshot of ${record.id} is not in the archive, so nothing is changed.`);
  const entries = (await store.trailOf(record.id)).map((text) => auditEntrySchema.parse(JSON.parse(text)));
  const receipt = buildBeforeReceipt({ record, snapshot, entries, at: record.changedAt, steward: version });
  return (await fileReceipt(archive, receipt)).digest;
}

type Confirmed = { readonly seen: Seen; readonly attempts: number; readonly writeError: string | null };

async function complete(needs: ExecuteNeeds, record: RequestRecord, confirmed: Confirmed): Promise<void> {
  const filed = await fileAfter(needs, record, { outcome: 'done', failure: null, ...confirmed });
  if (!filed) throw new Error(`The receipt from before ${record.id} ran is not in the archive.`);
  await finish(needs, record.id, filed);
}

async function fail(needs: ExecuteNeeds, record: RequestRecord, code: string): Promise<void> {
  const outcome = { outcome: 'failed' as const, failure: code, seen: null, attempts: 0, writeError: null };
  const filed = await fileAfter(needs, record, outcome);
  if (filed) await finish(needs, record.id, filed);
  else await advance(needs, record.id, { kind: 'fail', code, afterReceipt: null });
}

/** A worker died between filing the after-receipt and committing it: what is on file is how it ended. */
async function finishedBefore(needs: ExecuteNeeds, { id }: RequestRecord): Promise<boolean> {
  const filed = await readReceipt(needs.archive, id, 'after');
  if (filed) await finish(needs, id, filed);
  return filed !== undefined;
}

/** The receipt on file decides, so that the trail and the archive never tell two stories. */
async function finish(
  needs: ExecuteNeeds,
  id: string,
  { outcome, digest, failure, writeError, snapshot }: AfterReceipt,
): Promise<void> {
  if (outcome === 'done') {
    const lastSyncAt = await lastSync(needs);
    const found = approvedIn(snapshot);
    await advance(needs, id, { kind: 'complete', afterReceipt: digest, writeError, lastSyncAt, found });
  } else await advance(needs, id, { kind: 'fail', code: failure ?? 'unexpected', afterReceipt: digest });
}

function approvedIn(snapshot: AfterReceipt['snapshot']): { hash: string; isCloudManaged: boolean } | null {
  if (!snapshot || !isMailboxSnapshot(snapshot) || snapshot.isExchangeCloudManaged === null) return null;
  return { hash: subjectHash(snapshot), isCloudManaged: snapshot.isExchangeCloudManaged };
}

/** Against which the look after the next sync is timed; a directory that does not answer must not delay the end. */
async function lastSync({ directory }: ExecuteNeeds): Promise<string | null> {
  try {
    return (await directory.syncState()).lastSyncAt;
  } catch (error) {
    if (error instanceof DirectoryError) return null;
    throw error;
  }
}

type Outcome = {
  readonly outcome: AfterReceipt['outcome'];
  readonly failure: string | null;
  readonly seen: Seen | null;
  readonly attempts: number;
  readonly writeError: string | null;
};

/** The after-receipt on file; `undefined` where nothing was filed before either: then nothing was tried. */
async function fileAfter(
  needs: ExecuteNeeds,
  record: RequestRecord,
  result: Outcome,
): Promise<AfterReceipt | undefined> {
  const before = await readReceipt(needs.archive, record.id, 'before');
  if (!before) return undefined;
  const at = needs.clock.now();
  const snapshot = result.seen?.snapshot ?? null;
  if (snapshot) await archiveSnapshot(needs.archive, snapshot);
  const receipt = buildAfterReceipt({
    record,
    before,
    outcome: result.outcome,
    failure: result.failure,
    snapshot,
    writeError: result.writeError,
    readBack: snapshot && { at: at.toISOString(), attempts: result.attempts },
    at: at.toISOString(),
    steward: needs.version,
  });
  return await fileReceipt(needs.archive, receipt);
}

/** The queue gave up trying: the request ends as failed, with the last error's code. */
export async function giveUp(needs: ExecuteNeeds, id: string, code: string): Promise<void> {
  const record = await needs.store.get(id);
  if (record && (record.state === 'approved' || record.state === 'running')) await fail(needs, record, code);
}
