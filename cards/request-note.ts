import * as z from 'zod/v4';
import type { RequestRecord } from '../services/request/record.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import template from './request-note.json' with { type: 'json' };
import { stateText, titleOf, toneOf } from './request-words.ts';
import { shown, tone } from './rows.ts';

export const requestNoteView = z.strictObject({
  id: shown,
  title: shown,
  state: shown,
  tone,
  sentences: z.array(shown).min(1),
  verb: z.enum(['status', 'review']),
});

const fill = cardFrom(template, requestNoteView);

type Note = {
  readonly sentences: readonly string[];
  /** What its button does: `status` tells how it stands, `review` brings each reader their own view. */
  readonly verb: 'status' | 'review';
};

/** A short message about a request, with the way to it. The sentences are ready to show. */
export function requestNote(record: RequestRecord, { sentences, verb }: Note): AdaptiveCardJson {
  return fill({
    id: record.id,
    title: titleOf(record),
    state: stateText(record),
    tone: toneOf(record.state),
    sentences: [...sentences],
    verb,
  });
}
