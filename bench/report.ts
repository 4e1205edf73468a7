import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from './rounds.ts';
import type { Goal } from './row.ts';
import { median } from './statistics.ts';

export type Report = {
  readonly at: string;
  readonly machine: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
  readonly failures: readonly { readonly id: string; readonly message: string }[];
};

const HEAD = ['', 'what', 'against', 'median', 'range', 'goal', 'met'];

/** The table that people read. Only ratios are claims; the values behind them are for orientation. */
export function reportText({ machine, results, failures }: Report): string {
  const table = aligned([HEAD, ...results.map(cellsOf)]);
  const details = results.flatMap(detailsOf);
  const failed = failures.map(({ id, message }) => `${id} could not be measured: ${message}`);
  const measuredOn = Object.entries(machine).map(([name, value]) => `${name} ${value}`);
  return [...table, '', ...details, ...failed, '', measuredOn.join(', ')].join('\n');
}

export function writeReport(report: Report, path: string): void {
  const results = report.results.map(({ row, ...found }) => {
    const { id, what, against, unit, goal } = row;
    return { id, what, against, unit, goal, ...found };
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ ...report, results }, null, 2)}\n`);
}

function cellsOf({ row, ratio, isMet }: Result): readonly string[] {
  const range = `${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)}`;
  return [row.id, row.what, row.against, ratio.median.toFixed(2), range, goalText(row.goal), isMet ? 'yes' : 'NO'];
}

const goalText = (goal: Goal): string => ('most' in goal ? `≤ ${goal.most}` : `≥ ${goal.least}`);

function detailsOf({ row, samples }: Result): readonly string[] {
  const of = (values: readonly number[]): string => short(median(values));
  const [ours, baseline] = [of(samples.map((one) => one.ours)), of(samples.map((one) => one.baseline))];
  const names = Object.keys(samples[0]?.also ?? {});
  const also = names.map((name) => `${name}: ${of(samples.flatMap((one) => one.also?.[name] ?? []))}`);
  return [
    `${row.id}: ${ours} against ${baseline} ${row.unit}, ${samples.length} rounds`,
    ...also.map((line) => `    ${line}`),
  ];
}

const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
