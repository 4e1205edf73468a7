import { type Archive, ArchiveError } from '../archive/archive.ts';
import { readSnapshot, snapshotName } from '../archive/snapshot-archive.ts';
import { inspectReceipt, pairFault } from './check-receipt.ts';
import type { ChainHead } from './entry.ts';
import {
  type AfterReceipt,
  type BeforeReceipt,
  type Receipt,
  type ReceiptKind,
  receiptName,
  requestOf,
} from './receipt.ts';
import { parseReceiptName, type ReceiptFault, receiptFault } from './receipt-fault.ts';

// The whole archive, offline: needs neither Redis nor Exchange. Names the first file that does not fit.

/** `quoted` is the latest place in the chain that a receipt names: the chain must reach at least there. */
export type ReceiptsFit = {
  readonly ok: true;
  readonly receipts: number;
  readonly snapshots: number;
  readonly quoted: ChainHead | null;
};
export type ReceiptsResult = ReceiptsFit | ReceiptFault;

type Checked = { readonly ok: true; readonly receipt: Receipt } | ReceiptFault;

/** The receipt of that request and kind: `undefined` when it is not there. */
export async function checkFiledReceipt(
  archive: Archive,
  request: string,
  kind: ReceiptKind,
): Promise<Checked | undefined> {
  const name = receiptName(request, kind);
  const text = await archive.read(name);
  if (text === undefined) return undefined;
  const read = inspectReceipt(text);
  if (!read.ok) return receiptFault(read.reason, name);
  const { receipt } = read;
  return requestOf(receipt) === request && receipt.kind === kind
    ? { ok: true, receipt }
    : receiptFault('wrong_name', name);
}

/** What is wrong with the snapshot that lies, or ought to lie, under that hash. */
export async function snapshotFault(
  archive: Archive,
  objectId: string,
  hash: string,
): Promise<ReceiptFault | undefined> {
  try {
    const snapshot = await readSnapshot(archive, objectId, hash);
    return snapshot ? undefined : receiptFault('snapshot_missing', snapshotName(objectId, hash));
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'archive_tampered') throw error;
    return receiptFault('snapshot_changed', snapshotName(objectId, hash));
  }
}

async function plannedSnapshotsFault(archive: Archive, { plan }: BeforeReceipt): Promise<ReceiptFault | undefined> {
  const fault = await snapshotFault(archive, plan.objectId, plan.snapshotHash);
  if (fault || plan.baselineHash === null) return fault;
  return snapshotFault(archive, plan.objectId, plan.baselineHash);
}

async function checkReceiptFile(archive: Archive, name: string): Promise<Checked> {
  const parts = parseReceiptName(name);
  if (!parts) return receiptFault('unexpected', name);
  const checked = await checkFiledReceipt(archive, parts.request, parts.kind);
  if (!checked?.ok) return checked ?? receiptFault('unreadable', name);
  const { receipt } = checked;
  const fault =
    receipt.kind === 'before' ? await plannedSnapshotsFault(archive, receipt) : await afterFault(archive, receipt);
  return fault ?? checked;
}

async function afterFault(archive: Archive, after: AfterReceipt): Promise<ReceiptFault | undefined> {
  const name = receiptName(after.request, 'after');
  const before = await checkFiledReceipt(archive, after.request, 'before');
  if (before?.ok === false) return before;
  if (before?.receipt.kind !== 'before') return receiptFault('before_missing', name);
  const reason = pairFault(before.receipt, after);
  return reason && receiptFault(reason, name);
}

async function snapshotFileFault(archive: Archive, name: string): Promise<ReceiptFault | undefined> {
  const match = /^snapshots\/([0-9a-f-]+)\/([0-9a-f]{64})\.json$/.exec(name);
  if (!match?.[1] || !match[2]) return receiptFault('unexpected', name);
  return snapshotFault(archive, match[1], match[2]);
}

const later = (quoted: ChainHead | null, receipt: Receipt): ChainHead | null =>
  receipt.kind === 'before' && receipt.head.seq > (quoted?.seq ?? 0) ? receipt.head : quoted;

/** Verifies every receipt and every snapshot in the archive, one file at a time. Throws only when it cannot be read. */
export async function verifyReceipts(archive: Archive): Promise<ReceiptsResult> {
  let receipts = 0;
  let quoted: ChainHead | null = null;
  for await (const name of archive.list('receipts/')) {
    const checked = await checkReceiptFile(archive, name);
    if (!checked.ok) return checked;
    receipts += 1;
    quoted = later(quoted, checked.receipt);
  }
  let snapshots = 0;
  for await (const name of archive.list('snapshots/')) {
    const fault = await snapshotFileFault(archive, name);
    if (fault) return fault;
    snapshots += 1;
  }
  return { ok: true, receipts, snapshots, quoted };
}
