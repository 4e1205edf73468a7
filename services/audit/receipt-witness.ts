import type { Archive } from '../archive/archive.ts';
import { isOpen, STATES } from '../request/state.ts';
import { type ChainFault, chainFault } from './chain-fault.ts';
import type { AuditEntry } from './entry.ts';
import type { BeforeReceipt, Receipt, ReceiptKind } from './receipt.ts';
import { RECEIPT_FAULTS } from './receipt-fault.ts';
import { checkFiledReceipt, snapshotFault } from './verify-receipts.ts';

// Holds the chain against the archive while the chain is read: what an entry names must be there, and the entries
// that a receipt quotes must be those of the chain. So a chain that was rewritten with all its hashes, and agrees
// with itself, still does not agree with the receipts.

const RECEIPT_KIND: Readonly<Partial<Record<AuditEntry['kind'], ReceiptKind>>> = {
  started: 'before',
  completed: 'after',
  failed: 'after',
};

const staysOpen = (to: string | null): boolean => STATES.some((state) => state === to && isOpen(state));

function quotes(receipt: BeforeReceipt, hashes: ReadonlyMap<number, string>): boolean {
  return receipt.entries.every((entry) => hashes.get(entry.seq) === entry.hash);
}

function unfit(entry: AuditEntry, detail: string): ChainFault {
  return chainFault('receipt_unfit', entry.seq, { detail });
}

function contentFault(entry: AuditEntry, receipt: Receipt): ChainFault | undefined {
  if (receipt.tenant !== entry.tenant) return unfit(entry, 'it is of another tenant.');
  if (receipt.kind === 'before') return undefined;
  const outcome = entry.kind === 'completed' ? 'done' : 'failed';
  return receipt.outcome === outcome ? undefined : unfit(entry, `it says that the request was ${receipt.outcome}.`);
}

/** A request that failed before it was ever started has no receipts. */
const mayLackReceipt = (entry: AuditEntry): boolean => entry.kind === 'failed' && entry.from === 'approved';

/** The snapshot that a new request was drafted over must be there, whether or not the request was ever executed. */
async function draftFault(archive: Archive, { seq, facts }: AuditEntry): Promise<ChainFault | undefined> {
  if (typeof facts.subject !== 'string' || typeof facts.snapshot !== 'string') return undefined;
  const fault = await snapshotFault(archive, facts.subject, facts.snapshot);
  return fault && chainFault('snapshot_unfit', seq, { detail: fault.sentence });
}

/** What to hand to `verifyChain` as `onEntry`. Remembers the entries of requests that are still open, no others. */
export function receiptWitness(archive: Archive): (entry: AuditEntry) => Promise<ChainFault | undefined> {
  const trails = new Map<string, Map<number, string>>();

  async function look(request: string, entry: AuditEntry, kind: ReceiptKind): Promise<ChainFault | undefined> {
    const digest = entry.facts.receipt;
    if (typeof digest !== 'string') {
      return mayLackReceipt(entry) ? undefined : chainFault('receipt_unnamed', entry.seq, { request });
    }
    const checked = await checkFiledReceipt(archive, request, kind);
    if (!checked) return chainFault('receipt_missing', entry.seq, { request });
    if (!checked.ok) return unfit(entry, RECEIPT_FAULTS[checked.reason]);
    const { receipt } = checked;
    if (receipt.digest !== digest) return unfit(entry, 'its digest is another one.');
    if (receipt.kind === 'before' && !quotes(receipt, trails.get(request) ?? new Map())) {
      return unfit(entry, 'it quotes entries that the chain does not have.');
    }
    return contentFault(entry, receipt);
  }

  function remember(request: string, entry: AuditEntry): void {
    const trail = trails.get(request) ?? new Map<number, string>();
    if (staysOpen(entry.to)) trails.set(request, trail.set(entry.seq, entry.hash));
    else trails.delete(request);
  }

  return async (entry) => {
    const { request } = entry;
    if (request === null) return undefined;
    const kind = RECEIPT_KIND[entry.kind];
    const drafted = entry.kind === 'drafted' ? await draftFault(archive, entry) : undefined;
    const fault = kind ? await look(request, entry, kind) : drafted;
    if (!fault) remember(request, entry);
    return fault;
  };
}
