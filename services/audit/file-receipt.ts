import { type Archive, ArchiveError } from '../archive/archive.ts';
import { inspectReceipt } from './check-receipt.ts';
import { type Receipt, receiptName, receiptText, requestOf } from './receipt.ts';

/**
 * Files a receipt durably and answers with the one that is on file. A step that ran twice may bring a second one
 * that differs in its times: then the first one counts, provided that it is sound. Commit the digest of the answer.
 */
export async function fileReceipt<R extends Receipt>(archive: Archive, receipt: R): Promise<R> {
  const name = receiptName(requestOf(receipt), receipt.kind);
  try {
    await archive.writeOnce(name, receiptText(receipt));
    return receipt;
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'archive_conflict') throw error;
    return await onFile(archive, receipt);
  }
}

/** The receipt of a request that is on file, or `undefined`. Throws `archive_tampered` where it was changed since. */
export async function readReceipt<K extends Receipt['kind']>(
  archive: Archive,
  requestId: string,
  kind: K,
): Promise<Extract<Receipt, { kind: K }> | undefined> {
  const name = receiptName(requestId, kind);
  const text = await archive.read(name);
  if (text === undefined) return undefined;
  const read = inspectReceipt(text);
  if (read.ok && isKind(read.receipt, kind) && requestOf(read.receipt) === requestId) return read.receipt;
  throw new ArchiveError('archive_tampered', `The receipt "${name}" in the archive was changed after it was written.`, {
    context: { name, reason: read.ok ? 'wrong_name' : read.reason },
  });
}

function isKind<K extends Receipt['kind']>(receipt: Receipt, kind: K): receipt is Extract<Receipt, { kind: K }> {
  return receipt.kind === kind;
}

async function onFile<R extends Receipt>(archive: Archive, receipt: R): Promise<R> {
  const kind: R['kind'] = receipt.kind;
  const found = await readReceipt(archive, requestOf(receipt), kind);
  if (found && isSame(receipt, found)) return found;
  throw new ArchiveError('archive_conflict', 'The archive holds a receipt for another plan under this request.', {
    context: { request: requestOf(receipt) },
  });
}

/** A later attempt may see other times, never another plan. */
function isSame<R extends Receipt>(mine: R, found: Receipt): found is R {
  if (mine.kind === 'before') return found.kind === 'before' && found.planHash === mine.planHash;
  return found.kind === 'after' && found.before === mine.before;
}
