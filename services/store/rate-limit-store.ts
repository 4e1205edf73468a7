import * as z from 'zod/v4';
import { guard } from './guard.ts';
import * as keys from './keys.ts';
import type { RedisClient } from './redis.ts';
import { loadScript, runScript } from './script.ts';

const GCRA = loadScript('gcra.lua');
const MINUTE_MS = 60_000;

/** How often one person may do something: so many at once, and then so many a minute. */
export type Rate = { readonly perMinute: number; readonly burst: number; readonly of?: keys.Rated };

export type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

/** Throws `StoreError`. Each person is counted apart, over all bots together. */
export type RateLimit = { readonly take: (objectId: string, now: Date) => Promise<Taken> };

const answer = z.number().int().nonnegative();

export function openRateLimit(redis: RedisClient, tenant: string, rate: Rate): RateLimit {
  const { perMinute, burst, of = 'commands' } = rate;
  // Whole milliseconds keep the arithmetic exact; rounding up never allows more than was meant.
  const interval = Math.ceil(MINUTE_MS / perMinute);
  return {
    take: guard(async (objectId: string, now: Date) => {
      const args = [String(now.getTime()), String(interval), String(burst)];
      const wait = answer.parse(
        await runScript(redis, { script: GCRA, keys: [keys.rateKey(tenant, objectId, of)], args }),
      );
      return wait === 0 ? { ok: true } : { ok: false, retryAfterMs: wait };
    }),
  };
}

export type RateLimits = { readonly commands: RateLimit; readonly refreshes: RateLimit };

/** Cards that redraw themselves come without anybody's doing: they have a share of their own, and a larger one. */
const REFRESHES_PER_COMMAND = 4;

/** Both limits of a person: `perMinute` and `burst` are for what they type and press. */
export function openRateLimits(
  redis: RedisClient,
  tenant: string,
  { perMinute, burst }: Pick<Rate, 'perMinute' | 'burst'>,
): RateLimits {
  const refreshes = { perMinute: perMinute * REFRESHES_PER_COMMAND, burst: burst * REFRESHES_PER_COMMAND };
  return {
    commands: openRateLimit(redis, tenant, { perMinute, burst }),
    refreshes: openRateLimit(redis, tenant, { ...refreshes, of: 'refreshes' }),
  };
}
