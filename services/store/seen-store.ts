import { guard } from './guard.ts';
import * as keys from './keys.ts';
import type { RedisClient } from './redis.ts';

/** A delivery under way is taken for lost after this long: then the channel's repeat is worked on, not dropped. */
const WORKING_SECONDS = 20;
const DONE_SECONDS = 3_600;

/** Remembers which deliveries were worked on, so that the channel may repeat them. */
export type SeenStore = {
  /** True for the first one; false while the first is under way and once it is done. */
  readonly first: (key: string) => Promise<boolean>;
  readonly done: (key: string) => Promise<void>;
  /** It was not worked on to the end: the channel's repeat counts as the first. */
  readonly forget: (key: string) => Promise<void>;
};

export function openSeenStore(redis: RedisClient, tenant: string): SeenStore {
  return {
    first: guard(async (key: string) => {
      return (await redis.set(keys.seenKey(tenant, key), 'working', 'EX', WORKING_SECONDS, 'NX')) === 'OK';
    }),
    forget: guard(async (key: string) => {
      await redis.del(keys.seenKey(tenant, key));
    }),
    done: guard(async (key: string) => {
      await redis.set(keys.seenKey(tenant, key), 'done', 'EX', DONE_SECONDS);
    }),
  };
}
