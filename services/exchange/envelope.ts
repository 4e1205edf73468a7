import * as z from 'zod/v4';

/** A body that the service sent with success. Rows are open sets of properties: readers pick what they asked for. */
export type Envelope = {
  readonly rows: readonly unknown[];
  readonly warnings: readonly string[];
  /** Non-terminating errors, and an error object where none belongs: the call failed although the status says 200. */
  readonly errors: readonly unknown[];
  readonly nextLink: string | undefined;
};

const schema = z.object({
  value: z.array(z.unknown()).nullish(),
  '@adminapi.warnings': z.array(z.unknown()).nullish(),
  '@adminapi.errors': z.union([z.array(z.unknown()), z.string(), z.record(z.string(), z.unknown())]).nullish(),
  '@odata.nextLink': z.string().nullish(),
  error: z.unknown(),
});

const EMPTY: Envelope = { rows: [], warnings: [], errors: [], nextLink: undefined };

/**
 * Reads a success body; `undefined` when it is not an envelope. No body at all is a success without rows, and so is
 * a `value` that is null or missing: that is how `Set-*` answers.
 */
export function parseEnvelope(body: Buffer): Envelope | undefined {
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return EMPTY;
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { value, error, ...rest } = parsed.data;
  const reported = [rest['@adminapi.errors'] ?? []].flat();
  return {
    rows: value ?? [],
    warnings: (rest['@adminapi.warnings'] ?? []).filter((warning) => typeof warning === 'string'),
    errors: error === undefined || error === null ? reported : [error, ...reported],
    nextLink: rest['@odata.nextLink'] || undefined,
  };
}

/** JSON, or `undefined`. The parser's own error is dropped because it quotes the text. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
