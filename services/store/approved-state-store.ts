import * as z from 'zod/v4';
import { guard } from './guard.ts';
import { approvedStatesKey } from './keys.ts';
import { type RedisClient, StoreError } from './redis.ts';

/** How a mailbox was when people last said that it should be so. */
export const approvedStateSchema = z
  .strictObject({
    /** The request whose end it was; `null` where an approver adopted what was found. */
    request: z.string().nullable(),
    /** Snapshot hash. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    isCloudManaged: z.boolean(),
    /** ISO 8601, UTC. */
    at: z.iso.datetime(),
  })
  .readonly();
export type ApprovedState = z.infer<typeof approvedStateSchema>;

const SCANNED = 1_000;

/** The last approved state of each mailbox that Steward has handed over. Throws `StoreError`. */
export type ApprovedStateStore = {
  readonly get: (objectId: string) => Promise<ApprovedState | undefined>;
  /** For many at once, in their order; `undefined` for those without one. */
  readonly getMany: (objectIds: readonly string[]) => Promise<readonly (ApprovedState | undefined)[]>;
  readonly set: (objectId: string, state: ApprovedState) => Promise<void>;
  /** All of them, some hundreds at a time. One that is set meanwhile may come twice or not at all. */
  readonly scan: () => AsyncIterable<readonly { readonly objectId: string; readonly state: ApprovedState }[]>;
};

export function openApprovedStates(redis: RedisClient, tenant: string): ApprovedStateStore {
  const key = approvedStatesKey(tenant);
  const getMany = guard(async (objectIds: readonly string[]) => {
    if (objectIds.length === 0) return [];
    const texts = await redis.hmget(key, ...objectIds.map((id) => id.toLowerCase()));
    return texts.map((text) => (text === null ? undefined : parse(text)));
  });
  const scanOnce = guard((cursor: string) => redis.hscan(key, cursor, 'COUNT', SCANNED));
  return {
    get: async (objectId) => (await getMany([objectId]))[0],
    getMany,
    set: guard(async (objectId: string, state: ApprovedState) => {
      await redis.hset(key, objectId.toLowerCase(), JSON.stringify(approvedStateSchema.parse(state)));
    }),
    scan: async function* () {
      let cursor = '0';
      do {
        const [next, fields] = await scanOnce(cursor);
        const pairs = fields.flatMap((objectId, index) => {
          const text = fields[index + 1];
          return index % 2 === 0 && text !== undefined ? [{ objectId, state: parse(text) }] : [];
        });
        if (pairs.length > 0) yield pairs;
        cursor = next;
      } while (cursor !== '0');
    },
  };
}

function parse(text: string): ApprovedState {
  const parsed = approvedStateSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new StoreError('store_unreadable', 'An approved state in the store cannot be read by this version.', {
    cause: parsed.error,
  });
}
