import type { Rules } from '../rules/rules.ts';
import { nextCensusAt } from './census-due.ts';
import type { CensusReader, CensusState } from './census-store.ts';
import type { AuthorityCounts, CensusSummary } from './census-summary.ts';
import { type MovableCensus, movableCensus } from './movable-census.ts';

/** As many points as a phone shows in one line. */
const TREND = 14;

/** Everything that `census` tells. */
export type CensusReport = {
  /** The last whole census; `null` before the first. */
  readonly latest: CensusSummary | null;
  /** What of it can change hands, and what cannot; `null` before the first. */
  readonly movable: MovableCensus | null;
  /** The last censuses, oldest first, `latest` included, each without what cannot change hands. */
  readonly trend: readonly { readonly at: string; readonly counts: AuthorityCounts }[];
  readonly state: CensusState;
  /** When the schedule takes the next one, ISO 8601; `null` while no worker has made a schedule. */
  readonly nextAt: string | null;
  /** Mailboxes that are not as they were approved and wait for somebody's decision. */
  readonly divergences: number;
  /** ISO 8601. */
  readonly asOf: string;
};

/** Throws `StoreError`. */
export async function censusReport(
  census: CensusReader,
  { now, divergences, rules }: { readonly now: Date; readonly divergences: number; readonly rules: Rules },
): Promise<CensusReport> {
  const [summaries, state] = await Promise.all([census.history(TREND), census.state(now)]);
  const [latest] = summaries;
  const isMovable = (type: string): boolean => rules.movableTypes.value.includes(type);
  return {
    latest: latest ?? null,
    movable: latest ? movableCensus(latest, isMovable) : null,
    trend: summaries
      .map((summary) => ({ at: summary.startedAt, counts: movableCensus(summary, isMovable).counts }))
      .reverse(),
    state,
    nextAt: nextCensusAt({ state, latest })?.toISOString() ?? null,
    divergences,
    asOf: now.toISOString(),
  };
}
