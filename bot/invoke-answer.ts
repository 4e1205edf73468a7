import type { Answer } from './inbound.ts';
import { CARD_TYPE } from './outgoing-activity.ts';

/** The body of an answer to `adaptiveCard/action` (learn.microsoft.com, "Universal Action Model"). */
export type InvokeBody = {
  readonly statusCode: 200;
  readonly type: string;
  /** Never empty: Teams then shows an error and asks again (vercel/chat#731). */
  readonly value: object | string;
};

const MESSAGE_TYPE = 'application/vnd.microsoft.activity.message';
const NOTHING_TO_SAY = 'Done.';

/** The card is for the one who pressed only; what others see is changed by the notifier. */
export function invokeBody(answer: Answer): InvokeBody {
  if (answer.kind === 'card') return { statusCode: 200, type: CARD_TYPE, value: answer.card };
  const text = answer.kind === 'text' ? answer.text.trim() : '';
  return { statusCode: 200, type: MESSAGE_TYPE, value: text || NOTHING_TO_SAY };
}
