import type { UnitSource } from '../census/business-unit.ts';
import type { AuthorityCounts, CensusGroup, CensusSummary } from '../census/census-summary.ts';
import { movableCensus } from '../census/movable-census.ts';

const MOST_TYPES = 5;
const MOST_UNITS = 8;

/** How far a group of mailboxes is. What could not be read counts as not done. */
export type GroupProgress = {
  /** A type as Exchange spells it or the name of a unit; `null`: no unit is set. Text from outside. */
  readonly name: string | null;
  /** All the groups that have no line of their own, taken together; then there is no name. */
  readonly isRest: boolean;
  readonly cloudManaged: number;
  /** Those that are synced, or of which that could not be read. */
  readonly synced: number;
  readonly notSynced: number;
};

export type ReadinessProgress = {
  readonly all: GroupProgress;
  /** The most numerous first. */
  readonly byType: readonly GroupProgress[];
  readonly byUnit: readonly GroupProgress[];
  readonly unitSource: UnitSource;
  /** When the census ended, ISO 8601. */
  readonly countedAt: string;
};

/** Pure. What cannot change hands, and groups in which nothing is synced, have nothing to hand over and are left out. */
export function progressOf(census: CensusSummary, isMovable: (type: string) => boolean): ReadinessProgress {
  const { counts, byType } = movableCensus(census, isMovable);
  return {
    all: groupOf({ name: null, counts }),
    byType: groups(byType, census.otherTypes, MOST_TYPES),
    byUnit: groups(census.byUnit, census.otherUnits, MOST_UNITS),
    unitSource: census.unitSource,
    countedAt: census.endedAt,
  };
}

function groups(named: readonly CensusGroup[], others: AuthorityCounts, most: number): readonly GroupProgress[] {
  const telling = named.map(groupOf).filter(({ synced }) => synced > 0);
  const rest = [...telling.slice(most), groupOf({ name: null, counts: others })].reduce(added);
  const shown = telling.slice(0, most);
  return rest.synced === 0 ? shown : [...shown, { ...rest, name: null, isRest: true }];
}

function groupOf({ name, counts }: CensusGroup): GroupProgress {
  return {
    name,
    isRest: false,
    cloudManaged: counts.cloud,
    synced: counts.cloud + counts['on-premises'] + counts.unknown,
    notSynced: counts['not-synced'],
  };
}

const added = (one: GroupProgress, other: GroupProgress): GroupProgress => ({
  ...one,
  cloudManaged: one.cloudManaged + other.cloudManaged,
  synced: one.synced + other.synced,
  notSynced: one.notSynced + other.notSynced,
});
