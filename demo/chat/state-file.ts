// Keeps the messages and the signing key over a restart. The file is replaced in one step, so a process that dies while
// writing leaves the earlier state, never half a file.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { JWK } from 'jose';
import * as z from 'zod/v4';
import type { ChatMessage } from './message-store.ts';

export type SavedChat = { readonly key?: JWK; readonly messages: readonly ChatMessage[] };
const WRITE_AFTER_MS = 50;

const file = z.strictObject({ name: z.string(), contentUrl: z.string() });
const consent = z.strictObject({
  ...{ name: z.string(), description: z.string(), sizeInBytes: z.number() },
  acceptContext: z.unknown().optional(),
  declineContext: z.unknown().optional(),
});
const card = z.record(z.string(), z.unknown());
const optional = z.string().optional();
const message: z.ZodType<ChatMessage> = z.strictObject({
  ...{ id: z.string(), conversation: z.string(), thread: optional, from: z.string(), at: z.string() },
  content: z.strictObject({
    ...{ text: optional, textFormat: optional, card: card.optional(), summary: optional },
    ...{ consent: consent.optional(), file: file.optional() },
  }),
  ...{ revision: z.number(), edited: z.boolean(), deleted: z.boolean(), undelivered: z.boolean() },
  views: z.record(z.string(), card),
});
const savedChat = z.strictObject({ key: z.looseObject({ kty: z.literal('RSA') }), messages: z.array(message) });

export function loadState(path: string | undefined): SavedChat {
  if (!path) return { messages: [] };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { messages: [] };
  }
  return savedChat.parse(JSON.parse(text));
}

/** Writes soon after a change and once more when closed; `snapshot` is asked at the moment of writing. */
export function keepState(path: string | undefined, snapshot: () => SavedChat) {
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!path) return;
    // The key signs what a bot believes, so nobody else on this machine may read it.
    writeFileSync(`${path}.new`, JSON.stringify(snapshot()), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  return {
    changed: () => {
      if (path) timer ??= setTimeout(write, WRITE_AFTER_MS);
    },
    flush: write,
  };
}
