// What Teams makes of a bot's answer to a button: a card for the one who pressed, a line for that person, or the famous
// "Something went wrong". HTTP must be 200 and the value must not be empty.
import * as z from 'zod/v4';
import type { BotAnswer } from './bot-link.ts';
import { cardProblems } from './card-rules.ts';
import type { Card } from './message-store.ts';

export const SOMETHING_WENT_WRONG = 'Something went wrong. Please try again.';

export type Shown =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string; readonly reason: string };

const card = z.record(z.string(), z.unknown());
const answer = z.discriminatedUnion('type', [
  z.object({ statusCode: z.int(), type: z.literal('application/vnd.microsoft.card.adaptive'), value: card }),
  z.object({
    statusCode: z.int(),
    type: z.literal('application/vnd.microsoft.activity.message'),
    value: z.string().min(1),
  }),
  z.object({
    statusCode: z.int(),
    type: z.literal('application/vnd.microsoft.error'),
    value: z.object({ code: z.string().optional(), message: z.string().min(1) }),
  }),
]);

export function readInvokeAnswer(given: BotAnswer): Shown {
  if (given.status !== 200) return wrong(`the bot answered HTTP ${given.status}`);
  const parsed = answer.safeParse(given.body);
  if (!parsed.success) return wrong(`the answer is not an invoke response: ${z.prettifyError(parsed.error)}`);
  const { type, value, statusCode } = parsed.data;
  if (type === 'application/vnd.microsoft.error') {
    return { kind: 'error', text: value.message, reason: `the bot answered error ${value.code ?? statusCode}` };
  }
  if (statusCode !== 200) return wrong(`type ${type} needs statusCode 200, not ${statusCode}`);
  if (type === 'application/vnd.microsoft.activity.message') return { kind: 'message', text: value };
  const problems = cardProblems(value);
  return problems.length > 0
    ? wrong(`Teams would refuse the card: ${problems.join(' ')}`)
    : { kind: 'card', card: value };
}

function wrong(reason: string): Shown {
  return { kind: 'error', text: SOMETHING_WENT_WRONG, reason };
}
