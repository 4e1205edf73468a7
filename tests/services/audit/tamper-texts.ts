import { type AuditEntry, chain, EMPTY_HEAD } from '../../../services/audit/entry.ts';

/** The entries as they lie in Redis, one text after another. */
export async function* textsOf(entries: readonly AuditEntry[]): AsyncGenerator<string> {
  for (const entry of entries) yield JSON.stringify(entry);
}

/** What somebody would do who knows how the chain is made: all hashes computed anew, so that it agrees with itself. */
export function rechained(entries: readonly AuditEntry[]): readonly AuditEntry[] {
  let head = EMPTY_HEAD;
  return entries.map(({ schema, seq, prev, hash, ...draft }) => {
    const entry = chain(head, draft);
    head = { seq: entry.seq, hash: entry.hash };
    return entry;
  });
}
