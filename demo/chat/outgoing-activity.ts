// What a bot may send: a text, one card, or both (which Teams splits). Says why when it may not.
import * as z from 'zod/v4';
import { cardProblems } from './card-rules.ts';
import type { ConnectorErrorName } from './connector-errors.ts';
import type { MessageContent } from './message-store.ts';

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
/** Indicators that nobody keeps. */
const SILENT_TYPES = ['typing', 'trace'];

export type Outgoing =
  | { readonly ok: true; readonly contents: readonly MessageContent[] }
  | { readonly ok: false; readonly code: ConnectorErrorName; readonly reason: string };

const activity = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).nullish(),
  summary: z.string().nullish(),
  attachments: z
    .array(z.looseObject({ contentType: z.string(), content: z.record(z.string(), z.unknown()) }))
    .nullish(),
});
type SentActivity = z.infer<typeof activity>;

export function readOutgoing(body: unknown, sizeLimitBytes: number): Outgoing {
  // Teams counts UTF-16, two bytes for each unit.
  const size = (JSON.stringify(body) ?? '').length * 2;
  if (size > sizeLimitBytes) return refuse('MessageSizeTooBig', `${size} bytes in UTF-16, at most ${sizeLimitBytes}.`);
  const parsed = activity.safeParse(body);
  if (!parsed.success) return refuse('BadSyntax', z.prettifyError(parsed.error));
  if (SILENT_TYPES.includes(parsed.data.type)) return { ok: true, contents: [] };
  if (parsed.data.type !== 'message') return refuse('BadSyntax', `A bot cannot send type "${parsed.data.type}".`);
  return readMessage(parsed.data);
}

function readMessage({ text, textFormat, summary, attachments }: SentActivity): Outgoing {
  const cards = attachments ?? [];
  if (!text && cards.length === 0) return refuse('BadSyntax', 'An activity needs a text or an attachment.');
  if (cards.length > 1) return refuse('BadSyntax', 'This stand-in for Teams shows one card in an activity.');
  const [attached] = cards;
  if (attached && attached.contentType !== CARD_TYPE) {
    return refuse('BadSyntax', `This stand-in for Teams shows no attachments of type "${attached.contentType}".`);
  }
  const problems = attached ? cardProblems(attached.content) : [];
  if (problems.length > 0) return refuse('BadSyntax', `Teams would refuse the card. ${problems.join(' ')}`);
  const contents: MessageContent[] = [];
  if (text) contents.push({ text, textFormat: textFormat ?? 'markdown' });
  if (attached) contents.push({ card: attached.content, ...(summary ? { summary } : {}) });
  return { ok: true, contents };
}

function refuse(code: ConnectorErrorName, reason: string): Outgoing {
  return { ok: false, code, reason };
}
