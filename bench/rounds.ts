import type { Goal, Row, Sample } from './row.ts';
import { median } from './statistics.ts';

export type Result = {
  readonly row: Row;
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
  readonly isMet: boolean;
  readonly samples: readonly Sample[];
};

/** Measures a row in so many rounds. Whatever the row started is stopped, also when it fails. */
export async function measureRow(row: Row, wished: number): Promise<Result> {
  const rounds = Math.max(wished, row.rounds ?? 1);
  const measuring = await row.open();
  const samples: Sample[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) samples.push(await measuring.run(round));
  } finally {
    await measuring.close();
  }
  const ratios = samples.map(({ ours, baseline }) => ours / baseline);
  const ratio = { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
  return { row, ratio, isMet: isWithin(row.goal, ratio.median), samples };
}

const isWithin = (goal: Goal, ratio: number): boolean => ('most' in goal ? ratio <= goal.most : ratio >= goal.least);

/** Runs both sides of a round, the other one first every second time, so that neither always has the warmer machine. */
export async function inTurns<T>(
  round: number,
  sides: { readonly ours: () => Promise<T>; readonly baseline: () => Promise<T> },
): Promise<{ readonly ours: T; readonly baseline: T }> {
  if (round % 2 === 0) {
    const ours = await sides.ours();
    return { ours, baseline: await sides.baseline() };
  }
  const baseline = await sides.baseline();
  return { ours: await sides.ours(), baseline };
}
