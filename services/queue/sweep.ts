import type { Clock } from '../clock.ts';
import { advance } from '../request/advance.ts';
import type { RequestStore } from '../store/request-store.ts';

const BATCH = 100;

/**
 * Ends the requests whose time is up and answers how many. Expiry is true without it: whoever touches an overdue
 * request expires it first. The sweep only makes sure that the cards say so when nobody touches it.
 */
export async function sweepExpired(needs: { readonly store: RequestStore; readonly clock: Clock }): Promise<number> {
  const ids = await needs.store.due(needs.clock.now(), BATCH);
  for (const id of ids) await advance(needs, id, { kind: 'expire' });
  return ids.length;
}
