import { isMovableType } from '../mailbox/mailbox.ts';
import { CENSUS_AUTHORITIES, type CensusAuthority } from './census-authority.ts';
import { authorityAt, ROW_BYTES, typeAt, unitAt } from './census-row.ts';
import type { AuthorityCounts, CensusGroup, CensusSummary } from './census-summary.ts';
import type { LabelBook } from './label-book.ts';

/** So many types and units a summary names; the rest is counted together. */
const MOST_TYPES = 20;
const MOST_UNITS = 50;

type Counting = Record<CensusAuthority, number>;
type Counted = Pick<CensusSummary, 'total' | 'counts' | 'byType' | 'otherTypes' | 'byUnit' | 'otherUnits'>;

const nothing = (): Counting => ({ cloud: 0, 'on-premises': 0, 'not-synced': 0, unknown: 0 });

export const totalOf = (counts: AuthorityCounts): number =>
  CENSUS_AUTHORITIES.reduce((sum, authority) => sum + counts[authority], 0);

/** Counts rows, bucket by bucket. `types` and `units` are the books that the rows were numbered by. */
export function openTally(books: { readonly types: LabelBook; readonly units: LabelBook }): {
  readonly add: (rows: Buffer) => void;
  readonly result: () => Counted;
} {
  const counts = nothing();
  const types = new Map<number, Counting>();
  const units = new Map<number, Counting>();
  return {
    add: (rows) => {
      for (let at = 0; at < rows.length; at += ROW_BYTES) {
        const authority = authorityAt(rows, at);
        counts[authority] += 1;
        countIn(types, typeAt(rows, at), authority);
        if (!isFixed(authority, books.types.text(typeAt(rows, at)))) countIn(units, unitAt(rows, at), authority);
      }
    },
    result: () => {
      const byType = grouped(types, books.types, MOST_TYPES);
      const byUnit = grouped(units, books.units, MOST_UNITS);
      return {
        total: totalOf(counts),
        counts: { ...counts },
        byType: byType.named,
        otherTypes: byType.others,
        byUnit: byUnit.named,
        otherUnits: byUnit.others,
      };
    },
  };
}

/** Never to be handed over, so no unit is measured by it; what has no type that is known may move. */
const isFixed = (authority: CensusAuthority, type: string | null | undefined): boolean =>
  authority === 'on-premises' && typeof type === 'string' && !isMovableType(type);

function countIn(groups: Map<number, Counting>, number: number, authority: CensusAuthority): void {
  const group = groups.get(number) ?? nothing();
  group[authority] += 1;
  groups.set(number, group);
}

type Grouped = { readonly named: readonly CensusGroup[]; readonly others: AuthorityCounts };

function grouped(groups: ReadonlyMap<number, Counting>, book: LabelBook, most: number): Grouped {
  const others = nothing();
  const named: CensusGroup[] = [];
  const sorted = [...groups].sort(([a, one], [b, other]) => totalOf(other) - totalOf(one) || a - b);
  for (const [number, counts] of sorted) {
    const name = book.text(number);
    if (name === undefined || named.length === most) plus(others, counts);
    else named.push({ name, counts });
  }
  return { named, others };
}

function plus(sum: Counting, counts: AuthorityCounts): void {
  for (const authority of CENSUS_AUTHORITIES) sum[authority] += counts[authority];
}
