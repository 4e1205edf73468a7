import type { DivergenceStore } from '../store/divergence-store.ts';
import { isRunning, type SentinelNeeds } from './examine-suspect.ts';

/** Suspects are asked about one by one, so only so many are; the rest are told of as waiting. */
const MOST_ASKED = 50;

/** Mailboxes that a census has its doubts about and that have not had their second look. */
export type NotLookedAt = {
  /** A request is running for them, so nothing can be said yet. */
  readonly running: number;
  /** They have their turn after the next census. */
  readonly waiting: number;
};

/** Throws `StoreError`. */
export async function notLookedAt({
  divergences,
  store,
}: {
  readonly divergences: Pick<DivergenceStore, 'suspectCount' | 'suspects'>;
  readonly store: Pick<SentinelNeeds['store'], 'openFor'>;
}): Promise<NotLookedAt> {
  const [count, some] = await Promise.all([divergences.suspectCount(), divergences.suspects(MOST_ASKED)]);
  const areRunning = await Promise.all(some.map((objectId) => isRunning(store, objectId)));
  const running = areRunning.filter(Boolean).length;
  return { running, waiting: Math.max(count - running, 0) };
}
