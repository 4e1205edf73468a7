import { guard } from '../store/guard.ts';
import * as keys from '../store/keys.ts';
import { type RedisClient, StoreError } from '../store/redis.ts';
import { type TenantCount, tenantCountSchema } from './tenant-count.ts';

/** The last count of the tenant. Throws `StoreError`. */
export type TenantCountStore = {
  /** `undefined` before the first census. */
  readonly latest: () => Promise<TenantCount | undefined>;
  readonly keep: (count: TenantCount) => Promise<void>;
};

export function openTenantCounts(redis: RedisClient, tenant: string): TenantCountStore {
  const key = keys.tenantCountKey(tenant);
  return {
    latest: guard(async () => {
      const text = await redis.get(key);
      return text === null ? undefined : readCount(text);
    }),
    keep: guard(async (count: TenantCount) => {
      await redis.set(key, JSON.stringify(count));
    }),
  };
}

function readCount(text: string): TenantCount {
  const parsed = tenantCountSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new StoreError('store_unreadable', 'The count of the tenant cannot be read by this version.', {
    cause: parsed.error,
  });
}
