import { LONGEST_WAIT_MS } from '../http/retry-after.ts';

const MOST_RETRIES = 5;
const FIRST_WAIT_MS = 2000;

/**
 * How long to wait before attempt `retries + 2`, or `undefined` when there is none. One try and five retries, two
 * seconds doubling each time, unless the service says how long: the policy of Microsoft's own module, version 3.
 */
export function waitBeforeRetry(
  failed: { readonly repeatable: boolean; readonly retryAfterMs: number | undefined },
  retries: number,
): number | undefined {
  if (!failed.repeatable || retries >= MOST_RETRIES) return undefined;
  return Math.min(failed.retryAfterMs ?? FIRST_WAIT_MS * 2 ** retries, LONGEST_WAIT_MS);
}
