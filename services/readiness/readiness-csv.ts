import type { Check } from './check.ts';
import { type CsvCell, csv } from './csv.ts';
import type { GroupProgress } from './progress.ts';
import type { EndReport, ReadinessReport } from './readiness.ts';

const HEADER = [
  'section',
  'item',
  'state',
  'count',
  'of',
  'detail',
  'what helps',
  'attested by',
  'attested until',
  'end states',
] as const;

/** The whole report as one table: the two ends, every check, and progress. */
export function readinessCsv({ ends, stages, progress, asOf }: ReadinessReport): string {
  const bars = progress
    ? [
        progressRow('mailboxes', 'all', progress.all),
        ...progress.byType.map((group) => progressRow('type', nameOf(group), group)),
        ...progress.byUnit.map((group) => progressRow(`unit (${progress.unitSource})`, nameOf(group), group)),
      ]
    : [];
  return csv([
    HEADER,
    ['report', 'as of', '', '', '', asOf, '', '', '', ''],
    ...ends.map(endRow),
    ...stages.flatMap(({ number, checks }) => checks.map((check) => checkRow(`stage ${number}`, check))),
    ...bars,
  ]);
}

function endRow({ end, title, rule, counts, isReady }: EndReport): readonly CsvCell[] {
  const settled = counts.done + counts.attested;
  const all = settled + counts.open + counts.unknown;
  return ['end', title, isReady ? 'ready' : 'not ready', settled, all, rule, '', '', '', end];
}

function checkRow(section: string, check: Check): readonly CsvCell[] {
  const count = check.state === 'open' && check.count !== null ? check.count : '';
  const help = check.state === 'open' || check.state === 'unknown' ? check.help : '';
  const [by, until] = check.state === 'attested' ? [check.by, check.until] : ['', ''];
  const { title, state, sentence, ends } = check;
  return [section, title, state, count, '', sentence, help, by, until, ends.join(' and ')];
}

function progressRow(section: string, name: string, group: GroupProgress): readonly CsvCell[] {
  const { cloudManaged, synced, notSynced } = group;
  return [section, name, 'cloud-managed', cloudManaged, synced, `${notSynced} not synced`, '', '', '', ''];
}

export function nameOf({ name, isRest }: GroupProgress): string {
  return isRest ? 'all others' : (name ?? 'not set');
}
