import type { RequestRecord } from '../services/request/record.ts';
import { quoted } from './attribute-text.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { requestNote } from './request-note.ts';
import { endingOf } from './request-outcome.ts';
import { summaryOf } from './request-words.ts';

/** Tells the requester, in their own chat, that their request has ended and how. */
export function outcomeCard(record: RequestRecord): AdaptiveCardJson {
  const why = record.closingReason ? [`Reason: ${quoted(record.closingReason, 300)}`] : [];
  return requestNote(record, { sentences: [endingOf(record), ...why], verb: 'status' });
}

export function summaryOfOutcome(record: RequestRecord): string {
  return summaryOf(record);
}
