import type { ReceiptKind } from './receipt.ts';

/** Why a receipt or snapshot does not fit. Closed; the sentence belongs to the code. */
export const RECEIPT_FAULTS = {
  unreadable: 'it is no receipt of this version.',
  wrong_digest: 'it was changed after it was written: its digest does not fit.',
  wrong_text: 'its text is not the one that Steward writes.',
  wrong_name: 'it is the receipt of another request.',
  wrong_snapshot: 'the snapshot in it is not the one that was approved.',
  wrong_plan: 'its plan is not the one that was approved.',
  not_approved: 'it does not show the approvals that the request needed.',
  wrong_entries: 'the audit entries in it do not fit.',
  before_missing: 'the receipt from before is missing.',
  wrong_before: 'it points at another receipt from before.',
  wrong_changes: 'the changes in it are not those between its two snapshots.',
  wrong_mailbox: 'the snapshot in it is of another mailbox.',
  snapshot_missing: 'its snapshot is missing in the archive.',
  snapshot_changed: 'it was changed after it was written: its hash does not fit.',
  unexpected: 'Steward writes no file of that name.',
} as const;

export type ReceiptReason = keyof typeof RECEIPT_FAULTS;

/** `name` is the file that does not fit. */
export type ReceiptFault = {
  readonly ok: false;
  readonly name: string;
  readonly reason: ReceiptReason;
  readonly sentence: string;
};

export function receiptFault(reason: ReceiptReason, name: string): ReceiptFault {
  return { ok: false, name, reason, sentence: `${name}: ${RECEIPT_FAULTS[reason]}` };
}

/** Which file of a request a name is, or `undefined` when it is none. */
export function parseReceiptName(name: string): { readonly request: string; readonly kind: ReceiptKind } | undefined {
  const match = /^receipts\/([^/]+)\/(before|after)\.json$/.exec(name);
  if (!match?.[1]) return undefined;
  return { request: match[1], kind: match[2] === 'before' ? 'before' : 'after' };
}
