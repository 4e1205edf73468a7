import type { Archive } from '../archive/archive.ts';
import { archiveSnapshot, readSnapshot } from '../archive/snapshot-archive.ts';
import { buildAfterReceipt, buildBeforeReceipt } from '../audit/build-receipt.ts';
import { auditEntrySchema } from '../audit/entry.ts';
import { fileReceipt, readReceipt } from '../audit/file-receipt.ts';
import type { AfterReceipt } from '../audit/receipt.ts';
import type { Clock } from '../clock.ts';
import { type Exchange, ExchangeError, PASSING } from '../exchange/exchange.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { snapshotHash, takeSnapshot } from '../mailbox/snapshot.ts';
import type { RequestStore } from '../store/request-store.ts';
import { targetFlag } from './action.ts';
import { advance } from './advance.ts';
import { readBack } from './read-back.ts';
import type { RequestRecord } from './record.ts';

export type ExecuteNeeds = {
  readonly store: RequestStore;
  readonly exchange: Exchange;
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
    const mailbox = await needs.exchange.read(record.mailbox.objectId, signal);
    if (!mailbox) return await fail(needs, record, 'mailbox_gone');
    if (record.state === 'approved') await begin(needs, record, { mailbox, signal });
    else await resume(needs, record, { mailbox, signal });
  } catch (error) {
    if (!isFinal(error)) throw error;
    await fail(needs, record, error.code);
  }
}

type Found = { readonly mailbox: Mailbox; readonly signal: AbortSignal | undefined };

/** Errors that no waiting mends. An answer that makes no sense may make sense the next time, so it is not one of them. */
function isFinal(error: unknown): error is ExchangeError {
  return error instanceof ExchangeError && !PASSING.has(error.errorClass) && error.errorClass !== 'protocol';
}

async function begin(needs: ExecuteNeeds, record: RequestRecord, found: Found): Promise<void> {
  if (hasDrifted(needs, record, found.mailbox)) return await drift(needs, record, found.mailbox);
  const beforeReceipt = await fileBefore(needs, record);
  const started = await advance(needs, record.id, { kind: 'start', beforeReceipt });
  // Otherwise another worker began it, and brings it to its end.
  if (started.ok) await change(needs, started.record, found);
}

/** A worker died after `running` was committed: perhaps before the write, perhaps after it. */
async function resume(needs: ExecuteNeeds, record: RequestRecord, found: Found): Promise<void> {
  if (found.mailbox.isExchangeCloudManaged === targetFlag(record.action)) {
    return await complete(needs, record, { mailbox: found.mailbox, attempts: 1, writeError: null });
  }
  if (hasDrifted(needs, record, found.mailbox)) return await fail(needs, record, 'changed_meanwhile');
  await change(needs, record, found);
}

function hasDrifted({ clock }: ExecuteNeeds, record: RequestRecord, mailbox: Mailbox): boolean {
  return snapshotHash(takeSnapshot(mailbox, clock.now())) !== record.snapshotHash;
}

async function drift(needs: ExecuteNeeds, record: RequestRecord, mailbox: Mailbox): Promise<void> {
  const driftHash = await archiveSnapshot(needs.archive, takeSnapshot(mailbox, needs.clock.now()));
  await advance(needs, record.id, { kind: 'drift', driftHash });
}

/** Sets the flag, then believes only what it reads back: an error may hide a success and a success an error. */
async function change(needs: ExecuteNeeds, record: RequestRecord, { signal }: Found): Promise<void> {
  const objectId = record.mailbox.objectId;
  const target = targetFlag(record.action);
  const writeError = await attempt(() => needs.exchange.setCloudManaged(objectId, target, signal));
  const seen = await readBack(needs, { objectId, target, patient: writeError === undefined }, signal);
  if (seen.confirmed) return await complete(needs, record, { ...seen, writeError: writeError?.code ?? null });
  if (writeError) throw writeError;
  await fail(needs, record, 'not_confirmed');
}

async function attempt(write: () => Promise<void>): Promise<ExchangeError | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (error instanceof ExchangeError) return error;
    throw error;
  }
}

async function fileBefore({ archive, store, version }: ExecuteNeeds, record: RequestRecord): Promise<string> {
  const snapshot = await readSnapshot(archive, record.mailbox.objectId, record.snapshotHash);
  if (!snapshot) throw new Error(`The snapshot of ${record.id} is not in the archive, so nothing is changed.`);
  const entries = (await store.trailOf(record.id)).map((text) => auditEntrySchema.parse(JSON.parse(text)));
  const receipt = buildBeforeReceipt({ record, snapshot, entries, at: record.changedAt, steward: version });
  return (await fileReceipt(archive, receipt)).digest;
}

type Confirmed = { readonly mailbox: Mailbox; readonly attempts: number; readonly writeError: string | null };

async function complete(needs: ExecuteNeeds, record: RequestRecord, confirmed: Confirmed): Promise<void> {
  const filed = await fileAfter(needs, record, { outcome: 'done', failure: null, ...confirmed });
  if (!filed) throw new Error(`The receipt from before ${record.id} ran is not in the archive.`);
  await finish(needs, record.id, filed);
}

async function fail(needs: ExecuteNeeds, record: RequestRecord, code: string): Promise<void> {
  const outcome = { outcome: 'failed' as const, failure: code, mailbox: null, attempts: 0, writeError: null };
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
  { outcome, digest, failure, writeError }: AfterReceipt,
): Promise<void> {
  if (outcome === 'done') await advance(needs, id, { kind: 'complete', afterReceipt: digest, writeError });
  else await advance(needs, id, { kind: 'fail', code: failure ?? 'unexpected', afterReceipt: digest });
}

type Outcome = {
  readonly outcome: AfterReceipt['outcome'];
  readonly failure: string | null;
  readonly mailbox: Mailbox | null;
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
  const snapshot = result.mailbox && takeSnapshot(result.mailbox, at);
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
