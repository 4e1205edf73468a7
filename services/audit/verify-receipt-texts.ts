import { inspectReceipt, pairFault } from './check-receipt.ts';
import type { AfterReceipt, BeforeReceipt } from './receipt.ts';
import { type ReceiptFault, receiptFault } from './receipt-fault.ts';

export type NamedText = { readonly name: string; readonly text: string };
export type TextsResult = { readonly ok: true; readonly receipts: number } | ReceiptFault;

/** Verifies receipts given as texts, each by itself, and against each other where both of a request are given. */
export function verifyReceiptTexts(files: readonly NamedText[]): TextsResult {
  const befores = new Map<string, BeforeReceipt>();
  const afters: { readonly name: string; readonly receipt: AfterReceipt }[] = [];
  for (const { name, text } of files) {
    const read = inspectReceipt(text);
    if (!read.ok) return receiptFault(read.reason, name);
    if (read.receipt.kind === 'before') befores.set(read.receipt.request.id, read.receipt);
    else afters.push({ name, receipt: read.receipt });
  }
  for (const { name, receipt } of afters) {
    const before = befores.get(receipt.request);
    const reason = before && pairFault(before, receipt);
    if (reason) return receiptFault(reason, name);
  }
  return { ok: true, receipts: files.length };
}
