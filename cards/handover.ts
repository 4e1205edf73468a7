import * as z from 'zod/v4';
import type { HandoverReport, HandoverTopic } from '../services/handover/handover.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { stateInWords } from '../services/request/state-words.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import template from './handover.json' with { type: 'json' };
import { ageText, momentText } from './moment.ts';
import { clipped, grouped, plain } from './plain-text.ts';
import { titleOf } from './request-words.ts';
import { shown, type Tone, tone } from './rows.ts';

const MOST_ROWS = 5;
const MOST_BUTTONS = 5;

export const handoverView = z.strictObject({
  notes: z.array(shown),
  rows: z.array(
    z.strictObject({
      /** On the first row of a topic. */
      headings: z.array(z.strictObject({ title: shown, tone })).max(1),
      title: shown,
      origin: shown,
      requests: z.array(shown).max(1),
    }),
  ),
});

const fill = cardFrom(template, handoverView);

const TOPICS: Readonly<Record<HandoverTopic, { readonly words: string; readonly tone: Tone }>> = {
  owed: { words: '! Break-glass, still to be approved', tone: 'Attention' },
  'moved-back': { words: '✕ Done, and moved back since', tone: 'Attention' },
  failed: { words: '✕ Failed', tone: 'Attention' },
  stuck: { words: '! Stuck: Steward keeps trying', tone: 'Warning' },
  held: { words: '! Held', tone: 'Warning' },
  frozen: { words: '○ Waiting for the end of a freeze', tone: 'Default' },
  running: { words: '● Running', tone: 'Accent' },
  waiting: { words: '○ Waiting for people', tone: 'Default' },
};

/** What the next person on call has to know, the most pressing first: a few rows of each, the rest counted. */
export function handoverCard(report: HandoverReport): AdaptiveCardJson {
  const rows = report.groups.flatMap((group) =>
    group.records.slice(0, MOST_ROWS).map((record, index) => ({
      headings: index === 0 ? [headingOf(group)] : [],
      ...rowOf(record, report.asOf),
    })),
  );
  const withButtons = rows.map((row, index) => ({ ...row, requests: index < MOST_BUTTONS ? row.requests : [] }));
  return fill({ notes: notesOf(report), rows: withButtons });
}

export function summaryOfHandover({ groups }: HandoverReport): string {
  const parts = groups.map(({ topic, records }) => `${TOPICS[topic].words.slice(2)}: ${grouped(records.length)}`);
  return clipped(parts.length === 0 ? 'Hand-over: nothing is open' : `Hand-over. ${parts.join(', ')}`, 120);
}

function headingOf({ topic, records }: HandoverReport['groups'][number]): { title: string; tone: Tone } {
  return { title: `${TOPICS[topic].words} (${grouped(records.length)})`, tone: TOPICS[topic].tone };
}

function rowOf(record: RequestRecord, asOf: string) {
  const since = ageText(record.changedAt, asOf);
  const origin = `${record.id} · ${plain(stateInWords(record), 100)} · ${since === 'just now' ? since : `for ${since}`}`;
  return { title: titleOf(record), origin, requests: [record.id] };
}

function notesOf({ freeze, divergences, groups, asOf }: HandoverReport): string[] {
  const cut = groups.some(({ records }) => records.length > MOST_ROWS);
  return [
    ...(groups.length === 0 ? ['Nothing is open, owed or stuck.'] : []),
    ...(freeze ? [`Frozen until ${momentText(freeze.until.toISOString())}: ${plain(freeze.reason, 200)}`] : []),
    ...(divergences > 0 ? [`${grouped(divergences)} changed outside Steward: type sentinel.`] : []),
    ...(cut ? ['The oldest of each are listed; type status and an id to see any other.'] : []),
    `As of ${momentText(asOf)}.`,
  ];
}
