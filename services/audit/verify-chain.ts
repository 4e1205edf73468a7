import { type ChainFault, chainFault } from './chain-fault.ts';
import { type AuditEntry, auditEntrySchema, type ChainHead, EMPTY_HEAD, entryHash } from './entry.ts';
import { type RequestHistory, requestHistory } from './request-history.ts';

// Reads the trail once, from its first entry, and names the first that does not fit. Holds one entry at a time and
// the standing of each request, never the trail.

/** `by` says who names the entry, for the sentence. */
export type Witness = ChainHead & { readonly by: string };

export type ChainOptions = {
  /**
   * The stored head, asked for after the last entry; left out when there is only a file of entries, and then a cut
   * tail cannot be noticed. `undefined` from it means that the head is gone.
   */
  readonly head?: () => ChainHead | undefined;
  /** Entries that somebody else kept: the chain must still contain them. */
  readonly witnesses?: readonly Witness[];
  readonly tenant?: string;
  /** Looks at each entry once it fits; may find a fault of its own. */
  readonly onEntry?: (entry: AuditEntry) => Promise<ChainFault | undefined>;
};

/** `earlier` counts entries whose time lies before the one in front of them: clocks differ, so it is no fault. */
export type ChainFits = {
  readonly ok: true;
  readonly count: number;
  readonly head: ChainHead;
  readonly earlier: { readonly count: number; readonly first: number | null };
};

export type ChainResult = ChainFits | ChainFault;

type Walk = { head: ChainHead; at: string; earlier: number; firstEarlier: number | null; tenant: string | undefined };

function parsedEntry(item: unknown): AuditEntry | undefined {
  try {
    return auditEntrySchema.safeParse(typeof item === 'string' ? JSON.parse(item) : item).data;
  } catch {
    return undefined;
  }
}

function misplaced(head: ChainHead, entry: AuditEntry): ChainFault | undefined {
  const expected = head.seq + 1;
  if (entry.seq === expected) return undefined;
  if (head.seq === 0 && entry.seq > 1) return chainFault('missing_first', expected, { found: entry.seq });
  return chainFault(entry.seq > expected ? 'gap' : 'repeated', expected, { found: entry.seq });
}

function unlinked(walk: Walk, entry: AuditEntry): ChainFault | undefined {
  const { hash, ...rest } = entry;
  if (entry.prev !== walk.head.hash) return chainFault('wrong_prev', entry.seq);
  if (entryHash(rest) !== hash) return chainFault('wrong_hash', entry.seq);
  return entry.tenant === (walk.tenant ?? entry.tenant) ? undefined : chainFault('other_tenant', entry.seq);
}

function unfollowed(history: RequestHistory, entry: AuditEntry): ChainFault | undefined {
  const fault = history.follow(entry);
  return fault && chainFault(fault, entry.seq, { request: entry.request });
}

function unwitnessed(witnesses: readonly Witness[] | undefined, entry: AuditEntry): ChainFault | undefined {
  const contrary = witnesses?.find((witness) => witness.seq === entry.seq && witness.hash !== entry.hash);
  return contrary && chainFault('wrong_witness', entry.seq, { by: contrary.by });
}

function pass(walk: Walk, entry: AuditEntry): void {
  if (entry.at < walk.at) {
    walk.earlier += 1;
    walk.firstEarlier ??= entry.seq;
  }
  walk.head = { seq: entry.seq, hash: entry.hash };
  walk.at = entry.at;
  walk.tenant = entry.tenant;
}

function endFault(last: ChainHead, options: ChainOptions): ChainFault | undefined {
  const fault = options.head && headFault(last, options.head());
  const beyond = options.witnesses?.find((witness) => witness.seq > last.seq);
  return fault ?? (beyond && chainFault('cut_before_witness', last.seq + 1, { by: beyond.by, found: beyond.seq }));
}

function headFault(last: ChainHead, head: ChainHead | undefined): ChainFault | undefined {
  if (!head) return last.seq === 0 ? undefined : chainFault('no_head', 1);
  if (head.seq > last.seq) return chainFault('cut_tail', last.seq + 1, { found: head.seq });
  if (head.seq < last.seq) return chainFault('behind_head', head.seq + 1, { found: head.seq });
  return head.hash === last.hash ? undefined : chainFault('wrong_head', last.seq);
}

/** Verifies a chain, given as JSON texts or parsed entries in order. Never throws for what the entries hold. */
export async function verifyChain(entries: AsyncIterable<unknown>, options: ChainOptions = {}): Promise<ChainResult> {
  const walk: Walk = { head: EMPTY_HEAD, at: '', earlier: 0, firstEarlier: null, tenant: options.tenant };
  const history = requestHistory();
  for await (const item of entries) {
    const entry = parsedEntry(item);
    if (!entry) return chainFault('unreadable', walk.head.seq + 1);
    const fault =
      misplaced(walk.head, entry) ??
      unlinked(walk, entry) ??
      unfollowed(history, entry) ??
      unwitnessed(options.witnesses, entry) ??
      (await options.onEntry?.(entry));
    if (fault) return fault;
    pass(walk, entry);
  }
  const fault = endFault(walk.head, options);
  if (fault) return fault;
  return {
    ok: true,
    count: walk.head.seq,
    head: walk.head,
    earlier: { count: walk.earlier, first: walk.firstEarlier },
  };
}
