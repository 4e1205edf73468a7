import * as z from 'zod/v4';
import type { Check, CheckState } from '../services/readiness/check.ts';
import type { GroupProgress, ReadinessProgress } from '../services/readiness/progress.ts';
import type { EndReport, ReadinessReport, ReadinessStage } from '../services/readiness/readiness.ts';
import { barText, percentText } from './bar.ts';
import { type AdaptiveCardJson, cardBytes, MAX_CARD_BYTES } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import { typeWords } from './mailbox-words.ts';
import { momentText } from './moment.ts';
import { clipped, grouped, plain } from './plain-text.ts';
import template from './readiness.json' with { type: 'json' };
import { line, shown, type Tone, tone } from './rows.ts';

/** As many next steps as one reads at a glance; the stages have them all. */
const MOST_NEXT = 5;

/** How long the texts of a check may be. */
type Room = { readonly title: number; readonly sentence: number; readonly help: number };

const FULL: Room = { title: 120, sentence: 330, help: 160 };
/** For the rare card that would be too large; the files have it all. */
const SHORT: Room = { title: 80, sentence: 70, help: 60 };

const mark = line.extend({ tone, spacing: z.enum(['None', 'Small']) });
type Mark = z.infer<typeof mark>;

const bar = z.strictObject({ label: shown, picture: shown, words: shown });

export const readinessView = z.strictObject({
  title: shown,
  ends: z.array(z.strictObject({ title: shown, verdict: shown, tone, counts: shown, rule: shown })),
  groups: z.array(z.strictObject({ heading: shown, bars: z.array(bar).min(1) })),
  sections: z.array(z.strictObject({ heading: shown, lines: z.array(mark).min(1) })),
  remarks: z.array(shown),
  rows: z.array(z.strictObject({ buttons: z.array(z.strictObject({ title: shown, what: shown })).max(3) })).max(2),
});

const fill = cardFrom(template, readinessView);

export type ReadinessInput = {
  readonly report: ReadinessReport;
  /** The number of a stage; `null` shows all of them in one look. */
  readonly stage: number | null;
};

/** How far it is to either end, progress, and what comes next; or every check of one stage. */
export function readinessCard({ report, stage: wanted }: ReadinessInput): AdaptiveCardJson {
  const stage = report.stages.find(({ number }) => number === wanted);
  const drawn = (room: Room) => (stage ? stageCard(report, stage, room) : overviewCard(report, room));
  const full = drawn(FULL);
  return cardBytes(full) <= MAX_CARD_BYTES ? full : drawn(SHORT);
}

export function summaryOfReadiness({ report }: ReadinessInput): string {
  const [first] = report.ends;
  if (!first) return 'Readiness';
  const { open, unknown } = first.counts;
  return clipped(`Last Exchange server: ${grouped(open)} open, ${grouped(unknown)} unknown`, 120);
}

function overviewCard(report: ReadinessReport, room: Room): AdaptiveCardJson {
  const { progress, stages } = report;
  return fill({
    title: 'Can the last Exchange server go?',
    ends: report.ends.map(endView),
    groups: progress ? groupsOf(progress) : [],
    sections: [{ heading: 'Stages', lines: stages.map(stageLine) }, ...nextSteps(stages, room)],
    remarks: [countedText(progress), `As of ${momentText(report.asOf)}. Files: readiness csv, readiness report.`],
    rows: buttonRows(stages),
  });
}

function stageCard(
  { stages, asOf }: ReadinessReport,
  { number, title, checks, waitsFor }: ReadinessStage,
  room: Room,
): AdaptiveCardJson {
  const others = stages.filter((stage) => stage.number !== number);
  return fill({
    title: `Stage ${number}: ${title}`,
    ends: [],
    groups: [],
    sections: [
      { heading: `${notYet(waitsFor)}${countText(checks)}`, lines: checks.flatMap((check) => checkLines(check, room)) },
    ],
    remarks: [`As of ${momentText(asOf)}. Type readiness to see everything in one look.`],
    rows: buttonRows(others),
  });
}

/** A phone is wide enough for three of them. */
function buttonRows(stages: readonly ReadinessStage[]): z.input<typeof readinessView>['rows'] {
  const buttons = stages.map(({ number }) => ({ title: `Stage ${number}`, what: String(number) }));
  return [buttons.slice(0, 3), buttons.slice(3)].filter(({ length }) => length > 0).map((row) => ({ buttons: row }));
}

function endView({ title, rule, counts, isReady }: EndReport): z.input<typeof readinessView>['ends'][number] {
  const { done, open, attested, unknown } = counts;
  return {
    title,
    rule,
    verdict: isReady ? '✓ Ready. ' : '✕ Not ready. ',
    tone: isReady ? 'Good' : 'Attention',
    counts: `${open} open, ${unknown} unknown, ${attested} attested, ${done} done.`,
  };
}

const STATES: Readonly<Record<CheckState, { readonly words: string; readonly tone: Tone }>> = {
  done: { words: '✓ Done', tone: 'Good' },
  open: { words: '✕ Open', tone: 'Attention' },
  attested: { words: '◆ Attested', tone: 'Accent' },
  unknown: { words: '? Unknown', tone: 'Warning' },
};
const IN_ORDER = ['open', 'unknown', 'attested', 'done'] as const satisfies readonly CheckState[];

const countOf = (checks: readonly Check[], state: CheckState): number =>
  checks.filter((check) => check.state === state).length;

/** "3 open, 2 unknown, 8 done". */
function countText(checks: readonly Check[]): string {
  const parts = IN_ORDER.flatMap((state) => {
    const count = countOf(checks, state);
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return parts.join(', ') || 'Nothing to check';
}

const notYet = (waitsFor: number | null): string =>
  waitsFor === null ? '' : `not yet, stage ${waitsFor} comes first: `;

/** The weightiest state of its checks stands for the stage; one whose turn has not come is never shown as done. */
function stageLine({ number, title, checks, waitsFor }: ReadinessStage): Mark {
  const worst = IN_ORDER.find((state) => countOf(checks, state) > 0) ?? 'done';
  if (waitsFor !== null && (worst === 'done' || worst === 'attested')) {
    const text = `${notYet(waitsFor)}${countText(checks)}`;
    return { strong: `○ ${number}. ${title}: `, text, tone: 'Default', spacing: 'Small' };
  }
  return {
    strong: `${STATES[worst].words.slice(0, 1)} ${number}. ${title}: `,
    text: countText(checks),
    tone: STATES[worst].tone,
    spacing: 'Small',
  };
}

function nextSteps(stages: readonly ReadinessStage[], room: Room): z.input<typeof readinessView>['sections'] {
  const checks = stages.flatMap((stage) => stage.checks);
  const left = [
    ...checks.filter(({ state }) => state === 'open'),
    ...checks.filter(({ state }) => state === 'unknown'),
  ];
  const lines = left.slice(0, MOST_NEXT).flatMap((check) => checkLines(check, room));
  return lines.length === 0 ? [] : [{ heading: 'What comes next', lines }];
}

/** What is checked and how it stands, and below it what helps or whose word it is. */
function checkLines(check: Check, room: Room): Mark[] {
  const { words, tone: colour } = STATES[check.state];
  const state: Mark = {
    strong: `${words.slice(0, 1)} ${plain(check.title, room.title)}: `,
    text: plain(`${words.slice(2)}. ${check.sentence}`, room.sentence),
    tone: colour,
    spacing: 'Small',
  };
  const besides = besidesText(check, room);
  return besides === null ? [state] : [state, { ...besides, tone: 'Default', spacing: 'None' }];
}

function besidesText(check: Check, { help }: Room): { strong: string; text: string } | null {
  if (check.state === 'attested') {
    return { strong: '◆ ', text: `${plain(check.by, 60)} gave their word until ${momentText(check.until)}` };
  }
  return check.state === 'done' ? null : { strong: '→ ', text: plain(check.help, help) };
}

function groupsOf({ all, byType, byUnit, unitSource }: ReadinessProgress) {
  const source = unitSource === 'domain' ? 'domain' : `custom attribute ${unitSource.slice(15)}`;
  const unset = unitSource === 'domain' ? 'no address' : 'not set';
  return [
    { heading: 'Cloud-managed mailboxes', bars: [barOf('All', all)] },
    { heading: 'By type', bars: byType.map((group) => barOf(labelOf(group, typeWords), group)) },
    {
      heading: `By unit (${source})`,
      bars: byUnit.map((group) =>
        barOf(
          labelOf(group, (name) => plain(name, 60), unset),
          group,
        ),
      ),
    },
  ].filter(({ bars }) => bars.length > 0);
}

function labelOf({ name, isRest }: GroupProgress, words: (name: string) => string, unset = 'not set'): string {
  if (isRest) return 'all others';
  return name === null ? unset : words(name);
}

function barOf(label: string, { cloudManaged, synced }: GroupProgress): z.infer<typeof bar> {
  const words = `${grouped(cloudManaged)} of ${grouped(synced)} (${percentText(cloudManaged, synced)})`;
  return { label, picture: barText(cloudManaged, synced), words };
}

function countedText(progress: ReadinessProgress | null): string {
  return progress
    ? `Mailboxes were counted ${momentText(progress.countedAt)}; an administrator can type census now.`
    : 'Mailboxes have not been counted yet: an administrator can type census now.';
}
