import { assertNever } from '../assert-never.ts';
import { advance } from '../request/advance.ts';
import { type Duty, dutiesOf } from '../request/due.ts';
import { type LookNeeds, lookAgain } from '../request/look-again.ts';
import type { RequestRecord } from '../request/record.ts';

const BATCH = 100;

export type AttendNeeds = Omit<LookNeeds, 'lastSyncAt'>;

/**
 * Does for each request what time brings: ends it, reminds of it, looks again whether it is still so. Answers how many
 * requests something happened to. Expiry is true without it, since whoever touches an overdue request expires it first;
 * here it only reaches the cards when nobody touches it. Safe to run from several workers at once.
 */
export async function attend(needs: AttendNeeds, signal?: AbortSignal): Promise<number> {
  const ids = await needs.store.due(needs.clock.now(), BATCH);
  const looking = { ...needs, lastSyncAt: once(async () => (await needs.directory.syncState(signal)).lastSyncAt) };
  let happened = 0;
  for (const id of ids) {
    signal?.throwIfAborted();
    if (await attendTo(looking, id, signal)) happened += 1;
  }
  return happened;
}

/** Everything that is due, not only the first: a look that has to wait must not hold back the others. */
async function attendTo(needs: LookNeeds, id: string, signal?: AbortSignal): Promise<boolean> {
  let record = await needs.store.get(id);
  let happened = false;
  for (const duty of record ? dutiesOf(record, needs.clock.now()) : []) {
    if (record && (await does(needs, { record, duty }, signal))) happened = true;
    record = await needs.store.get(id);
  }
  return happened;
}

async function does(
  needs: LookNeeds,
  { record, duty }: { readonly record: RequestRecord; readonly duty: Duty },
  signal?: AbortSignal,
): Promise<boolean> {
  switch (duty) {
    case 'expire':
    case 'remind':
    case 'escalate':
    case 'overdue':
      return (await advance(needs, record.id, { kind: duty })).ok;
    case 'look':
      return await lookAgain(needs, record, signal);
    default:
      return assertNever(duty);
  }
}

/** One answer for everybody who asks; a question that failed is asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
