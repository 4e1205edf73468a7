import type * as z from 'zod/v4';
import { ExchangeError } from './exchange.ts';

/**
 * Reads a row that Exchange sent. Values are never quoted in an error, only the names of the properties at fault.
 * `what` is the kind of thing the row stands for, with its article.
 * @throws ExchangeError `protocol`, reason `unexpected-row`
 */
export function parseRow<T extends z.ZodType>(schema: T, row: unknown, what: string): z.output<T> {
  const result = schema.safeParse(row);
  if (result.success) return result.data;
  throw unreadableRow(
    what,
    result.error.issues.map((issue) => String(issue.path[0] ?? 'row')),
  );
}

/** Of a row whose properties of these names are not what they must be. */
export function unreadableRow(what: string, properties: readonly string[]): ExchangeError {
  const named = [...new Set(properties)].join(', ');
  const message = `Exchange Online answered with ${what} that Steward cannot read (${named}).`;
  return new ExchangeError('protocol', message, { context: { reason: 'unexpected-row', properties: named } });
}
