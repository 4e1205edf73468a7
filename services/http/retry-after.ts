/** No single wait is longer than this, whatever the service asks for. */
export const LONGEST_WAIT_MS = 300_000;

/**
 * Reads `Retry-After` as milliseconds, never more than `LONGEST_WAIT_MS`: whole or fractional seconds (Exchange
 * sends doubles) or an HTTP date. `undefined` when there is none that can be understood.
 */
export function retryAfterMs(header: string | readonly string[] | undefined, now: Date): number | undefined {
  const value = (typeof header === 'string' ? header : header?.[0])?.trim();
  if (value === undefined || value === '') return undefined;
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  if (Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(Math.ceil(wait), 0), LONGEST_WAIT_MS);
}
