import { canonicalJson } from '../mailbox/canonical.ts';
import { planHash } from '../request/plan.ts';
import type { RequestRecord } from '../request/record.ts';
import { subjectHash } from '../snapshot/subject-snapshot.ts';
import { planOf, writtenChanges } from './build-receipt.ts';
import { entryHash } from './entry.ts';
import {
  type AfterReceipt,
  type BeforeReceipt,
  type Receipt,
  receiptDigest,
  receiptSchema,
  receiptText,
} from './receipt.ts';
import type { ReceiptReason } from './receipt-fault.ts';
import { requestHistory } from './request-history.ts';

// Pure: everything that one receipt, or the two of one request, can be held against without any other source.

export type InspectedReceipt =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly reason: ReceiptReason };

function parsed(text: string): Receipt | undefined {
  try {
    return receiptSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Reads a receipt and holds it against itself; the answer carries the first thing that does not fit. */
export function inspectReceipt(text: string): InspectedReceipt {
  const receipt = parsed(text);
  if (!receipt) return { ok: false, reason: 'unreadable' };
  if (receiptDigest(receipt) !== receipt.digest) return { ok: false, reason: 'wrong_digest' };
  if (receiptText(receipt) !== text) return { ok: false, reason: 'wrong_text' };
  const reason = receipt.kind === 'before' ? beforeFault(receipt) : undefined;
  return reason ? { ok: false, reason } : { ok: true, receipt };
}

function beforeFault(receipt: BeforeReceipt): ReceiptReason | undefined {
  const { plan, request, snapshot } = receipt;
  if (subjectHash(snapshot) !== plan.snapshotHash) return 'wrong_snapshot';
  if (planHash(plan) !== receipt.planHash || request.planHash !== receipt.planHash) return 'wrong_plan';
  if (canonicalJson(planOf(request)) !== canonicalJson(plan) || request.tenant !== receipt.tenant) return 'wrong_plan';
  if (!isApproved(request)) return 'not_approved';
  return entriesFit(receipt) ? undefined : 'wrong_entries';
}

/** Enough different people, the requester not among them, and nobody against; or the glass was broken. */
function isApproved(request: RequestRecord): boolean {
  if (request.debt !== null) return request.state === 'approved';
  const people = new Set(request.votes.map((vote) => vote.person.objectId.toLowerCase()));
  if (people.has(request.requester.objectId.toLowerCase())) return false;
  const unanimous = request.votes.every((vote) => vote.decision === 'approve');
  return request.state === 'approved' && unanimous && people.size >= request.approvalsRequired;
}

function entriesFit({ entries, request, head, tenant }: BeforeReceipt): boolean {
  const history = requestHistory();
  let seq = 0;
  for (const entry of entries) {
    const { hash, ...rest } = entry;
    if (entry.seq <= seq || entryHash(rest) !== hash) return false;
    if (entry.request !== request.id || entry.tenant !== tenant || history.follow(entry)) return false;
    seq = entry.seq;
  }
  const last = entries.at(-1);
  if (!last || last.version !== request.version || last.to !== request.state) return false;
  return last.seq === head.seq && last.hash === head.hash;
}

/** Holds the receipt from after against the one from before. */
export function pairFault(before: BeforeReceipt, after: AfterReceipt): ReceiptReason | undefined {
  if (after.before !== before.digest) return 'wrong_before';
  if (after.request !== before.request.id || after.tenant !== before.tenant) return 'wrong_name';
  if (after.snapshot && after.snapshot.objectId.toLowerCase() !== before.plan.objectId.toLowerCase()) {
    return 'wrong_mailbox';
  }
  const changes = writtenChanges(before.snapshot, after.snapshot);
  return canonicalJson(changes) === canonicalJson(after.changes) ? undefined : 'wrong_changes';
}
