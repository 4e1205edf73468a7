// What a bot may send: a text, one card, or both (which Teams splits), the offer of a file, a file. Says why when it may not.
import * as z from 'zod/v4';
import { cardProblems } from './card-rules.ts';
import type { ConnectorErrorName } from './connector-errors.ts';
import type { FileLink, FileOffer, MessageContent } from './message-store.ts';

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const CONSENT_TYPE = 'application/vnd.microsoft.teams.card.file.consent';
const FILE_TYPE = 'application/vnd.microsoft.teams.card.file.info';
/** Indicators that nobody keeps. */
const SILENT_TYPES = ['typing', 'trace'];

export type Outgoing =
  | { readonly ok: true; readonly contents: readonly MessageContent[] }
  | { readonly ok: false; readonly code: ConnectorErrorName; readonly reason: string };

const attachment = z.looseObject({
  contentType: z.string(),
  content: z.record(z.string(), z.unknown()),
  name: z.string().nullish(),
  contentUrl: z.string().nullish(),
});
type Attachment = z.infer<typeof attachment>;
const consent = z.object({
  name: z.string().min(1),
  description: z.string().min(1),
  sizeInBytes: z.int().positive(),
  acceptContext: z.record(z.string(), z.unknown()),
  declineContext: z.record(z.string(), z.unknown()),
});
const fileLink = z.object({
  name: z.string().min(1),
  contentUrl: z.url(),
  uniqueId: z.string().min(1),
  fileType: z.string(),
});
const activity = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).nullish(),
  summary: z.string().nullish(),
  attachments: z.array(attachment).nullish(),
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
  const file = attached && readFile(attached, text);
  if (file) return file;
  const reason = attached && objection(attached);
  if (reason) return refuse('BadSyntax', reason);
  const contents: MessageContent[] = [];
  if (text) contents.push({ text, textFormat: textFormat ?? 'markdown' });
  if (attached) contents.push({ card: attached.content, ...(summary ? { summary } : {}) });
  return { ok: true, contents };
}

function objection({ contentType, content }: Attachment): string | undefined {
  if (contentType !== CARD_TYPE) return `This stand-in for Teams shows no attachments of type "${contentType}".`;
  const problems = cardProblems(content);
  return problems.length > 0 ? `Teams would refuse the card. ${problems.join(' ')}` : undefined;
}

/** The two attachments that are about files; nothing for any other. */
function readFile(attached: Attachment, text: string | null | undefined): Outgoing | undefined {
  const { contentType, content, name, contentUrl } = attached;
  if (![CONSENT_TYPE, FILE_TYPE].includes(contentType)) return undefined;
  if (text) return refuse('BadSyntax', 'This stand-in for Teams shows a file without a text.');
  if (contentType === CONSENT_TYPE) {
    const offer = consent.safeParse({ ...content, name });
    if (!offer.success) return refuse('BadSyntax', z.prettifyError(offer.error));
    const made: FileOffer = offer.data;
    return { ok: true, contents: [{ consent: made }] };
  }
  const link = fileLink.safeParse({ ...content, name, contentUrl });
  if (!link.success) return refuse('BadSyntax', z.prettifyError(link.error));
  const made: FileLink = { name: link.data.name, contentUrl: link.data.contentUrl };
  return { ok: true, contents: [{ file: made }] };
}

function refuse(code: ConnectorErrorName, reason: string): Outgoing {
  return { ok: false, code, reason };
}
