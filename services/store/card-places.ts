import * as z from 'zod/v4';
import { guard } from './guard.ts';
import * as keys from './keys.ts';
import type { RedisClient } from './redis.ts';

/**
 * The cards of one request, in the order in which they are drawn: its requester's, the approvers', a notice where the
 * approvers' was refused, the message that tells the outcome, a reminder to the approvers, and an alert to whoever is on
 * call. `told:` and an object id is the message to one approver alone.
 */
export const CARD_PLACES = ['requester', 'approvals', 'notice', 'outcome', 'reminder', 'alert'] as const;
export type CardPlace = (typeof CARD_PLACES)[number] | `told:${string}`;

const drawnSchema = z
  .strictObject({
    conversation: z.string(),
    /** `null` while it is being posted, or when nobody knows whether it was. */
    message: z.string().nullable(),
    /** The version of the request that the card shows; of a message that is posted anew, how many there have been. */
    version: z.number().int().nonnegative(),
    /** How often it was posted without knowing what became of it, the present attempt included. */
    posts: z.number().int().nonnegative(),
    /** Set when the channel refused for good: nothing more is tried there. */
    refused: z.string().nullable(),
  })
  .readonly();
export type DrawnCard = z.infer<typeof drawnSchema>;

export type DrawnCards = Partial<Readonly<Record<CardPlace, DrawnCard>>>;

/** Where the cards of requests are and what they show, so that any bot can redraw them after any crash. */
export type CardPlaces = {
  readonly of: (id: string) => Promise<DrawnCards>;
  readonly put: (id: string, place: CardPlace, card: DrawnCard) => Promise<void>;
  /**
   * One process at a time draws the cards of a request, so that an older version never lands on a newer one.
   * `undefined` when another one is at it; the lock dies by itself with its holder.
   */
  readonly lock: (id: string) => Promise<{ readonly release: () => Promise<void> } | undefined>;
};

/** Renewed while the drawing lasts: a holder that died, or lost Redis, keeps the others waiting for this long only. */
const LOCK_MS = 6_000;
const RENEW_MS = 2_000;
const RENEW =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

export function openCardPlaces(redis: RedisClient, tenant: string): CardPlaces {
  return {
    of: guard(async (id: string) => {
      const fields = await redis.hgetall(keys.placesKey(tenant, id));
      return Object.fromEntries(
        Object.entries(fields).map(([place, text]) => [place, drawnSchema.parse(JSON.parse(text))]),
      );
    }),
    put: guard(async (id: string, place: CardPlace, card: DrawnCard) => {
      await redis.hset(keys.placesKey(tenant, id), place, JSON.stringify(card));
    }),
    lock: guard(async (id: string) => {
      const key = keys.drawLockKey(tenant, id);
      const token = crypto.randomUUID();
      if ((await redis.set(key, token, 'PX', LOCK_MS, 'NX')) !== 'OK') return undefined;
      // A renewal that fails is made up for by the next; if none gets through, the lock ends by itself.
      const renew = (): void => void redis.eval(RENEW, 1, key, token, LOCK_MS).catch(() => undefined);
      const renewing = setInterval(renew, RENEW_MS).unref();
      return {
        release: guard(async () => {
          clearInterval(renewing);
          await redis.eval(RELEASE, 1, key, token);
        }),
      };
    }),
  };
}
