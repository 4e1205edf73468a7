import * as z from 'zod/v4';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import template from './notice.json' with { type: 'json' };
import { clipped, plain } from './plain-text.ts';
import { shown } from './rows.ts';

export const noticeView = z.strictObject({ sentence: shown });

const fill = cardFrom(template, noticeView);

/** One sentence: a refusal or a short answer. */
export function noticeCard(sentence: string): AdaptiveCardJson {
  return fill({ sentence: plain(sentence, 600) });
}

export function summaryOfNotice(sentence: string): string {
  return clipped(sentence, 120);
}
