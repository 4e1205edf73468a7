import { AppError } from '../app-error.ts';
import { type Plan, planHash } from '../request/plan.ts';
import type { RequestRecord } from '../request/record.ts';
import { diffSubjects, type SubjectChange, type SubjectSnapshot, subjectHash } from '../snapshot/subject-snapshot.ts';
import type { AuditEntry } from './entry.ts';
import { type AfterReceipt, type BeforeReceipt, type ReceiptChange, receiptDigest } from './receipt.ts';

// Pure: the same input gives the same bytes. A worker that died after filing a receipt and before committing builds
// it again, so `at` must come from the committed record (its `changedAt`), never from the clock.

export type BeforeInput = {
  /** The approved request. */
  readonly record: RequestRecord;
  /** The subject as it was approved. */
  readonly snapshot: SubjectSnapshot;
  /** Every audit entry of this request so far, oldest first; the last one is the chain head of the receipt. */
  readonly entries: readonly AuditEntry[];
  readonly at: string;
  /** Version of Steward. */
  readonly steward: string;
};

export type AfterInput = {
  readonly record: RequestRecord;
  readonly before: BeforeReceipt;
  readonly outcome: AfterReceipt['outcome'];
  readonly failure: string | null;
  readonly snapshot: SubjectSnapshot | null;
  readonly writeError: string | null;
  readonly readBack: AfterReceipt['readBack'];
  readonly at: string;
  readonly steward: string;
};

function unfit(what: string, id: string): AppError {
  return new AppError('receipt_unfit', `No receipt can be made out for ${id}: ${what}.`, { context: { request: id } });
}

/** What the people approved, out of the record. */
export function planOf(record: RequestRecord): Plan {
  return {
    action: record.action,
    kind: record.subject.kind,
    objectId: record.subject.objectId,
    edits: record.edits,
    snapshotHash: record.snapshotHash,
    baselineHash: record.baselineHash,
  };
}

/** The receipt to file before anything is changed. Throws rather than vouch for what does not fit together. */
export function buildBeforeReceipt(input: BeforeInput): BeforeReceipt {
  const { record, snapshot, entries } = input;
  const plan = planOf(record);
  const last = entries.at(-1);
  if (record.state !== 'approved') throw unfit('it is not approved', record.id);
  if (!last) throw unfit('the audit trail says nothing of it', record.id);
  if (planHash(plan) !== record.planHash) throw unfit('its plan is not the one that was approved', record.id);
  if (subjectHash(snapshot) !== record.snapshotHash) throw unfit('the snapshot is another one', record.id);
  const receipt = {
    schema: 1 as const,
    kind: 'before' as const,
    steward: input.steward,
    tenant: record.tenant,
    at: input.at,
    request: record,
    plan,
    planHash: record.planHash,
    snapshot,
    entries,
    head: { seq: last.seq, hash: last.hash },
  };
  return { ...receipt, digest: receiptDigest(receipt) };
}

// JSON has no "undefined".
const side = (value: SubjectChange['before']): ReceiptChange['before'] =>
  value === undefined ? { unread: true } : value;

const writtenChange = ({ name, before, after }: SubjectChange): ReceiptChange => ({
  name,
  before: side(before),
  after: side(after),
});

/** What differs, as a receipt says it. */
export function writtenChanges(
  before: SubjectSnapshot,
  after: SubjectSnapshot | null,
): readonly ReceiptChange[] | null {
  return after && diffSubjects(before, after).map(writtenChange);
}

/** The receipt of the end of a request; points at the one from before. */
export function buildAfterReceipt(input: AfterInput): AfterReceipt {
  const { record, before, snapshot } = input;
  if (before.request.id !== record.id) throw unfit('the receipt from before is of another request', record.id);
  const receipt = {
    schema: 1 as const,
    kind: 'after' as const,
    steward: input.steward,
    tenant: record.tenant,
    at: input.at,
    request: record.id,
    version: record.version,
    outcome: input.outcome,
    failure: input.failure,
    snapshot,
    changes: writtenChanges(before.snapshot, snapshot),
    writeError: input.writeError,
    readBack: input.readBack,
    before: before.digest,
  };
  return { ...receipt, digest: receiptDigest(receipt) };
}
