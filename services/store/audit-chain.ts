import { type AuditDraft, type AuditEntry, type ChainHead, chain, EMPTY_HEAD } from '../audit/entry.ts';
import { StoreError } from './redis.ts';
import { readAnswer, type ScriptAnswer } from './script.ts';

/** Each lost race means that somebody else got through, so this many in a row means that something is broken. */
const TRIES = 500;

/** Runs one script with the entry hashed against `head`; answers `-2` with the present head when that has moved. */
export type ChainAttempt = (head: ChainHead, entry: AuditEntry) => Promise<unknown>;

/**
 * Puts a draft behind the chain's head by comparing and trying again. Remembers the head it last saw, so a process
 * that writes alone needs one round trip an entry.
 */
export function chainWriter(): (draft: AuditDraft, attempt: ChainAttempt) => Promise<ScriptAnswer> {
  let known: ChainHead = EMPTY_HEAD;
  let last: Promise<unknown> = Promise.resolve();

  const write = async (draft: AuditDraft, attempt: ChainAttempt): Promise<ScriptAnswer> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const entry = chain(known, draft);
      const answer = readAnswer(await attempt(known, entry));
      if (answer[0] === 1) known = { seq: entry.seq, hash: entry.hash };
      if (answer[0] !== -2) return answer;
      known = { seq: Number(answer[1]), hash: answer[2] };
    }
    throw new StoreError('store_contended', 'The audit chain was too busy to write to.');
  };

  // One process writes one after another: against itself every entry but one would lose and try again.
  return (draft, attempt) => {
    const mine = last.then(() => write(draft, attempt));
    last = mine.catch(() => undefined);
    return mine;
  };
}
