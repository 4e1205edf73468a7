import * as z from 'zod/v4';
import type { RequestRecord } from '../services/request/record.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import { ageText } from './moment.ts';
import { clipped, grouped, plain } from './plain-text.ts';
import { stateText, titleOf, toneOf } from './request-words.ts';
import template from './requests.json' with { type: 'json' };
import { shown, tone } from './rows.ts';

const MOST_ROWS = 10;
const MOST_BUTTONS = 5;

export const requestsView = z.strictObject({
  title: shown,
  rows: z
    .array(z.strictObject({ title: shown, state: shown, tone, origin: shown, requests: z.array(shown).max(1) }))
    .max(MOST_ROWS),
  ends: z.array(shown).max(1),
});

const fill = cardFrom(template, requestsView);

export type RequestsInput = {
  readonly title: string;
  /** Said instead of an empty list. */
  readonly empty: string;
  readonly records: readonly RequestRecord[];
  /** How many there are in all, the shown ones included. */
  readonly total: number;
  /** ISO 8601: for ages. */
  readonly asOf: string;
};

/** A list of requests, newest wishes of the caller first: the first few with a button. */
export function requestsCard(input: RequestsInput): AdaptiveCardJson {
  const rows = input.records.slice(0, MOST_ROWS).map((record, index) => ({
    title: titleOf(record),
    state: stateText(record),
    tone: toneOf(record.state),
    origin: originText(record, input.asOf),
    requests: index < MOST_BUTTONS ? [record.id] : [],
  }));
  return fill({ title: plain(input.title), rows, ends: endOf(input, rows.length) });
}

export function summaryOfRequests({ title, total, empty }: RequestsInput): string {
  return clipped(total === 0 ? empty : `${title}: ${grouped(total)}`, 120);
}

function originText(record: RequestRecord, asOf: string): string {
  const age = ageText(record.draftedAt, asOf);
  return `${record.id} · ${plain(record.requester.name, 60)} · ${age === 'just now' ? age : `${age} ago`}`;
}

function endOf({ empty, total }: RequestsInput, rows: number): string[] {
  if (rows === 0) return [plain(empty, 200)];
  const more = total > rows ? [`and ${grouped(total - rows)} more.`] : [];
  const hint = rows > MOST_BUTTONS ? ['Type status and an id to see any of them.'] : [];
  return more.length + hint.length === 0 ? [] : [[...more, ...hint].join(' ')];
}
