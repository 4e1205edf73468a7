import { after } from '../request/duration.ts';
import type { CensusState } from './census-store.ts';
import type { CensusSummary } from './census-summary.ts';

/** How long the schedule rests after a failure: whatever it was, asking again every few seconds would not mend it. */
const REST = 'PT1H';

export type CensusStanding = { readonly state: CensusState; readonly latest: CensusSummary | undefined };

/** Whether a census is to be begun now: when a person asked for one, or when its time has come. */
export function isCensusDue(standing: CensusStanding, now: Date): boolean {
  if (standing.state.wanted !== null) return true;
  const next = nextCensusAt(standing);
  return next !== null && next <= now;
}

/**
 * When the schedule takes the next one; `null` while there is no schedule. One interval after the last one began, or
 * after the schedule itself began: starting workers is never a burst on Exchange.
 */
export function nextCensusAt({ state, latest }: CensusStanding): Date | null {
  const from = latest?.startedAt ?? state.since;
  if (from === null || state.every === null) return null;
  const next = after(new Date(from), state.every);
  const rested = state.failed === null ? next : after(new Date(state.failed.at), REST);
  return next > rested ? next : rested;
}
