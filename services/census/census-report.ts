import { nextCensusAt } from './census-due.ts';
import type { CensusReader, CensusState } from './census-store.ts';
import type { AuthorityCounts, CensusSummary } from './census-summary.ts';

/** As many points as a phone shows in one line. */
const TREND = 14;

/** Everything that `census` tells. */
export type CensusReport = {
  /** The last whole census; `null` before the first. */
  readonly latest: CensusSummary | null;
  /** The last censuses, oldest first, `latest` included. */
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
  { now, divergences }: { readonly now: Date; readonly divergences: number },
): Promise<CensusReport> {
  const [summaries, state] = await Promise.all([census.history(TREND), census.state(now)]);
  const [latest] = summaries;
  return {
    latest: latest ?? null,
    trend: summaries.map(({ startedAt, counts }) => ({ at: startedAt, counts })).reverse(),
    state,
    nextAt: nextCensusAt({ state, latest })?.toISOString() ?? null,
    divergences,
    asOf: now.toISOString(),
  };
}
