import * as z from 'zod/v4';
import { jsonOf } from './envelope.ts';

/**
 * What an error body says, whatever its form: the .NET exception types it names, most telling first, and the most
 * telling text. Used to classify, never shown or logged.
 */
export type Fault = { readonly types: readonly string[]; readonly text: string };

const NOTHING: Fault = { types: [], text: '' };
const DEEPEST = 16;
const LONGEST_TEXT = 4000;
/** What the layers above a cmdlet say when the cmdlet itself said nothing. */
const SAYS_NOTHING = /^(Exception of type '[^']*' was thrown\.?|Error executing cmdlet|Invalid Operation)$/;

const text = z.string().catch('');
const exception = z.object({ message: text, type: text, internalexception: z.unknown() });
const errorObject = z.object({
  message: text,
  details: z.array(z.object({ message: text })).catch([]),
  innererror: z.unknown(),
});
const serialized = z.object({ Message: z.string(), ClassName: text });

/** Reads the body of a refusal: JSON of any of the three known forms, plain text, HTML, NUL bytes or nothing. */
export function parseFault(body: Buffer): Fault {
  const whole = body.toString('utf8').replace(/^\uFEFF/, '');
  const wrapped = z.object({ error: z.unknown() }).safeParse(jsonOf(whole));
  if (wrapped.success && wrapped.data.error !== undefined) return faultOf(wrapped.data.error);
  return { types: [], text: printable(whole) };
}

/** Reads one reported error: the object under `error`, an entry of `@adminapi.errors`, or a text. */
export function faultOf(reported: unknown): Fault {
  if (typeof reported === 'string') return detailOf(reported);
  const form = serialized.safeParse(reported);
  if (form.success) return { types: named(form.data.ClassName), text: printable(form.data.Message) };
  const parsed = errorObject.safeParse(reported);
  if (!parsed.success) return NOTHING;
  const detail = detailOf(parsed.data.details[0]?.message ?? '');
  const inner = innermost(parsed.data.innererror ?? reported);
  const ownText = detailOf(parsed.data.message);
  return {
    types: [...detail.types, ...inner.types, ...ownText.types],
    text: detail.text || inner.text || ownText.text,
  };
}

/** `id|type|text`, a serialized exception, or just a text. */
function detailOf(message: string): Fault {
  const form = message.startsWith('{') ? serialized.safeParse(jsonOf(message)) : undefined;
  if (form?.success) return { types: named(form.data.ClassName), text: printable(form.data.Message) };
  const parts = /^([^|]*)\|([^|]*)\|([\s\S]*)$/.exec(message);
  if (parts === null) return { types: [], text: printable(message) };
  return { types: named(parts[2]), text: printable(parts[3] ?? '') };
}

/** Exceptions nest; the innermost is the cause, so its text counts and its type comes first. */
function innermost(start: unknown): Fault {
  const types: string[] = [];
  let message = '';
  let current = start;
  for (let depth = 0; depth < DEEPEST && current !== undefined && current !== null; depth += 1) {
    const parsed = exception.safeParse(current);
    if (!parsed.success) break;
    types.unshift(...named(parsed.data.type));
    message = parsed.data.message || message;
    current = parsed.data.internalexception;
  }
  return { types, text: printable(message) };
}

function named(type: string | undefined): readonly string[] {
  return type === undefined || type.trim() === '' ? [] : [type.trim()];
}

function printable(value: string): string {
  const line = value
    .slice(0, LONGEST_TEXT)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return SAYS_NOTHING.test(line) ? '' : line;
}
