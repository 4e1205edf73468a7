import { isMovableType } from '../mailbox/mailbox.ts';
import type { AuthorityCounts, CensusGroup, CensusSummary } from './census-summary.ts';

/** A census as far as there is something to hand over. */
export type MovableCensus = {
  readonly counts: AuthorityCounts;
  readonly byType: readonly CensusGroup[];
  /** What is managed on-premises and of a type that cannot change hands, the most numerous first. */
  readonly fixed: readonly { readonly type: string; readonly count: number }[];
};

/**
 * Takes the mailboxes out that are managed on-premises and can never be handed over, so that a tenant can be done. A
 * type that is not told, or was counted among the others, stays in: it may be one that can move.
 */
export function movableCensus(
  { counts, byType }: Pick<CensusSummary, 'counts' | 'byType'>,
  isMovable: (type: string) => boolean = isMovableType,
): MovableCensus {
  const fixed = byType.flatMap(({ name, counts: own }) =>
    name !== null && !isMovable(name) && own['on-premises'] > 0 ? [{ type: name, count: own['on-premises'] }] : [],
  );
  const fixedTypes = new Set(fixed.map(({ type }) => type));
  return {
    counts: less(
      counts,
      fixed.reduce((sum, { count }) => sum + count, 0),
    ),
    byType: byType.flatMap((group) => {
      if (group.name === null || !fixedTypes.has(group.name)) return [group];
      const left = less(group.counts, group.counts['on-premises']);
      return Object.values(left).every((count) => count === 0) ? [] : [{ ...group, counts: left }];
    }),
    fixed,
  };
}

const less = (counts: AuthorityCounts, fixed: number): AuthorityCounts => ({
  ...counts,
  'on-premises': Math.max(counts['on-premises'] - fixed, 0),
});
