import * as z from 'zod/v4';
import type { RequestRecord } from '../services/request/record.ts';
import { quoted } from './attribute-text.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import template from './outcome.json' with { type: 'json' };
import { endingOf } from './request-outcome.ts';
import { stateText, summaryOf, titleOf, toneOf } from './request-words.ts';
import { shown, tone } from './rows.ts';

export const outcomeView = z.strictObject({
  id: shown,
  title: shown,
  state: shown,
  tone,
  sentences: z.array(shown).min(1),
});

const fill = cardFrom(template, outcomeView);

/** Tells the requester, in their own chat, that their request has ended and how. */
export function outcomeCard(record: RequestRecord): AdaptiveCardJson {
  return fill({
    id: record.id,
    title: titleOf(record),
    state: stateText(record),
    tone: toneOf(record.state),
    sentences: [endingOf(record), ...(record.closingReason ? [`Reason: ${quoted(record.closingReason, 300)}`] : [])],
  });
}

export function summaryOfOutcome(record: RequestRecord): string {
  return summaryOf(record);
}
