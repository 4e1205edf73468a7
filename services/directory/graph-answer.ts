import * as z from 'zod/v4';
import type { HttpAnswer } from '../http/http-channel.ts';

/** An answer of Microsoft Graph: a value, or the code and text of its error envelope (empty when it has none). */
export type GraphAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly text: string };

const envelope = z.object({ error: z.object({ code: z.string().catch(''), message: z.string().catch('') }) });

/** Reads an answer; `undefined` when a success is not JSON. */
export function parseGraphAnswer(answer: HttpAnswer): GraphAnswer | undefined {
  const json = jsonOf(answer.body);
  if (answer.status >= 200 && answer.status < 300) return json === undefined ? undefined : { ok: true, value: json };
  const error = envelope.safeParse(json).data?.error;
  return { ok: false, status: answer.status, code: error?.code ?? '', text: error?.message ?? '' };
}

// The parser's own error is dropped because it quotes the text.
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
