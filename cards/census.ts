import * as z from 'zod/v4';
import type { CensusReport } from '../services/census/census-report.ts';
import type { AuthorityCounts, CensusGroup, CensusSummary } from '../services/census/census-summary.ts';
import type { MovableCensus } from '../services/census/movable-census.ts';
import { countedType } from '../services/mailbox/type-words.ts';
import { barText, percentText, sparkline } from './bar.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import template from './census.json' with { type: 'json' };
import { cardFrom } from './expand.ts';
import { typeWords } from './mailbox-words.ts';
import { momentText } from './moment.ts';
import { clipped, grouped, plain } from './plain-text.ts';
import { shown, type Tone, tone } from './rows.ts';

const MOST_TYPES = 5;
const MOST_UNITS = 8;
const MOST_FIXED = 3;

const bar = z.strictObject({ label: shown, picture: shown, words: shown });

export const censusView = z.strictObject({
  title: shown,
  notes: z.array(z.strictObject({ text: shown, tone })),
  trends: z.array(z.strictObject({ picture: shown, words: shown })).max(1),
  groups: z.array(z.strictObject({ heading: shown, bars: z.array(bar) })),
  ends: z.array(shown),
});

type Bar = z.infer<typeof bar>;
type Note = { readonly text: string; readonly tone: Tone };

const fill = cardFrom(template, censusView);

/** How far the tenant is, how it went, and by type and unit: bars of characters, which look the same everywhere. */
export function censusCard(report: CensusReport): AdaptiveCardJson {
  const { latest, movable } = report;
  return fill({
    title: latest ? `${grouped(latest.total)} mailboxes` : 'No census has been taken yet',
    notes: [...(movable ? standing(movable) : []), ...goingOn(report)],
    trends: trendOf(report),
    groups: latest && movable ? groupsOf(latest, movable) : [],
    ends: endsOf(report),
  });
}

export function summaryOfCensus({ latest, movable }: CensusReport): string {
  if (!latest || !movable) return 'No census has been taken yet';
  const share = percentText(movable.counts.cloud, synced(movable.counts));
  return clipped(`${grouped(latest.total)} mailboxes, ${share} of the synced ones cloud-managed`, 120);
}

/** Those that can change hands. What is unknown counts as not done. */
function synced(counts: AuthorityCounts): number {
  return counts.cloud + counts['on-premises'] + counts.unknown;
}

function standing({ counts, fixed }: MovableCensus): Note[] {
  const of = synced(counts);
  const share = `${grouped(counts.cloud)} of ${grouped(of)} synced ones are cloud-managed (${percentText(counts.cloud, of)}).`;
  const rest = `${grouped(counts['not-synced'])} are not synced, so there is nothing to hand over.`;
  const unknown = `The authority of ${grouped(counts.unknown)} could not be read.`;
  return [
    { text: `● ${share}`, tone: 'Accent' },
    ...fixedNotes(fixed),
    ...(counts['not-synced'] > 0 ? [{ text: `○ ${rest}`, tone: 'Default' } as const] : []),
    ...(counts.unknown > 0 ? [{ text: `? ${unknown}`, tone: 'Warning' } as const] : []),
  ];
}

function fixedNotes(fixed: MovableCensus['fixed']): Note[] {
  if (fixed.length === 0) return [];
  const named = fixed.slice(0, MOST_FIXED).map(({ type, count }) => countedType(count, plain(type, 60)));
  const more = fixed.slice(MOST_FIXED).reduce((sum, { count }) => sum + count, 0);
  const all = [...named, ...(more > 0 ? [`${grouped(more)} more`] : [])].join(', ');
  const isOne = fixed.length === 1 && fixed[0]?.count === 1;
  return [{ text: `! ${all} cannot change hands: convert or remove ${isOne ? 'it' : 'them'}.`, tone: 'Warning' }];
}

function goingOn({ state, divergences }: CensusReport): Note[] {
  const notes: Note[] = [];
  const { running, failed, wanted } = state;
  if (divergences > 0) {
    const are = divergences === 1 ? '1 mailbox is' : `${grouped(divergences)} mailboxes are`;
    notes.push({ text: `! ${are} not as approved: type sentinel to see.`, tone: 'Warning' });
  }
  if (running) notes.push({ text: `○ A census is under way: ${grouped(running.seen)} so far.`, tone: 'Accent' });
  else if (wanted !== null) notes.push({ text: '○ A census was asked for and begins within seconds.', tone: 'Accent' });
  if (failed) {
    const text = `✕ The last attempt failed on ${momentText(failed.at)} (${plain(failed.code, 60)}). It is tried again by itself.`;
    notes.push({ text, tone: 'Attention' });
  }
  return notes;
}

function trendOf({ trend }: CensusReport): z.infer<typeof censusView>['trends'] {
  const [first] = trend;
  const last = trend.at(-1);
  if (!first || !last || trend.length < 2) return [];
  const share = ({ counts }: typeof first): number => (synced(counts) === 0 ? 0 : counts.cloud / synced(counts));
  const [from, to] = [first, last].map(({ counts }) => percentText(counts.cloud, synced(counts)));
  const words = `Cloud-managed: ${from} on ${dayText(first.at)}, ${to} on ${dayText(last.at)}`;
  return [{ picture: sparkline(trend.map(share)), words }];
}

const dayText = (iso: string): string => momentText(iso).split(',')[0] ?? 'unknown';

function groupsOf(latest: CensusSummary, { byType: types }: MovableCensus): { heading: string; bars: Bar[] }[] {
  const byType = bars(types, latest.otherTypes, { most: MOST_TYPES, name: (name) => typeWords(name ?? '') });
  const unset = latest.unitSource === 'domain' ? 'no address' : 'not set';
  const name = (unit: string | null): string => (unit === null ? unset : plain(unit, 60));
  const byUnit = bars(latest.byUnit, latest.otherUnits, { most: MOST_UNITS, name });
  const source = latest.unitSource === 'domain' ? 'domain' : `custom attribute ${latest.unitSource.slice(15)}`;
  return [
    { heading: 'By type', bars: byType },
    { heading: `By unit (${source})`, bars: byUnit },
  ].filter((group) => group.bars.length > 0);
}

type Naming = { readonly most: number; readonly name: (name: string | null) => string };

/** The most numerous groups, and one bar for all the others. */
function bars(groups: readonly CensusGroup[], rest: AuthorityCounts, { most, name }: Naming): Bar[] {
  const others = groups.slice(most).reduce((sum, { counts }) => added(sum, counts), rest);
  const named = groups.slice(0, most).map((group) => barOf(name(group.name), group.counts));
  return totalOf(others) === 0 ? named : [...named, barOf('all others', others)];
}

function barOf(label: string, counts: AuthorityCounts): Bar {
  const of = synced(counts);
  if (of === 0) return { label, picture: '–', words: `${grouped(totalOf(counts))}, none synced` };
  return { label, picture: barText(counts.cloud, of), words: `${grouped(counts.cloud)} of ${grouped(of)}` };
}

const totalOf = (counts: AuthorityCounts): number => synced(counts) + counts['not-synced'];

function added(a: AuthorityCounts, b: AuthorityCounts): AuthorityCounts {
  return {
    cloud: a.cloud + b.cloud,
    'on-premises': a['on-premises'] + b['on-premises'],
    'not-synced': a['not-synced'] + b['not-synced'],
    unknown: a.unknown + b.unknown,
  };
}

function endsOf({ latest, nextAt }: CensusReport): string[] {
  const next = nextAt === null ? 'No worker has made a schedule yet.' : `The next one is due ${momentText(nextAt)}.`;
  if (!latest) return [`${next} An administrator can type census now.`];
  const taken = `Taken ${momentText(latest.endedAt)}. ${next}`;
  const { comparison } = latest;
  if (!comparison) return [`${taken} There was none before to compare with.`];
  const { appeared, gone, changed, toCloud, toOnPremises } = comparison;
  const since = `Since the one before: ${grouped(appeared)} new, ${grouped(gone)} gone, ${grouped(changed)} changed, ${grouped(toCloud)} to the cloud, ${grouped(toOnPremises)} back.`;
  return [since, taken];
}
