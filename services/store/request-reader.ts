import { type RequestRecord, requestRecordSchema } from '../request/record.ts';
import * as keys from './keys.ts';
import { type RedisClient, StoreError } from './redis.ts';

export type RequestPage = { readonly records: readonly RequestRecord[]; readonly total: number };

/** Reading requests: never changes anything, and costs the same however many requests there are. */
export type RequestReader = {
  readonly get: (id: string) => Promise<RequestRecord | undefined>;
  readonly openFor: (objectId: string) => Promise<RequestRecord | undefined>;
  /** Open requests, oldest first. */
  readonly open: (limit: number) => Promise<RequestPage>;
  /** Requests for a mailbox, newest first. */
  readonly historyOf: (objectId: string, limit: number) => Promise<RequestPage>;
  /** Ids of requests that wait for something that is due at `now`, the longest overdue first. */
  readonly due: (now: Date, limit: number) => Promise<readonly string[]>;
  /** Requests since `since` that failed or did not stay, newest first. */
  readonly attention: (since: Date, limit: number) => Promise<RequestPage>;
  /** Break-glass changes that nobody has approved yet, the longest due first. */
  readonly debts: (limit: number) => Promise<RequestPage>;
  /** How many mailboxes besides these were handed over to the cloud since then, or are on their way; at most two days. */
  readonly handOversSince: (since: Date, besides: readonly string[]) => Promise<number>;
  /** Hash of the snapshot from when the mailbox went to the cloud through Steward. */
  readonly baselineOf: (objectId: string) => Promise<string | undefined>;
  /** The audit entries of a request as JSON texts, oldest first. */
  readonly trailOf: (id: string) => Promise<readonly string[]>;
  /** What was set in chat. */
  readonly setting: (name: string) => Promise<string | undefined>;
};

export function openRequestReader(redis: RedisClient, tenant: string): RequestReader {
  const read = async (id: string): Promise<RequestRecord | undefined> => {
    const text = await redis.hget(keys.recordKey(tenant, id), 'record');
    return text === null ? undefined : parseRecord(text);
  };
  const page = async (ids: Promise<readonly string[]>, total: Promise<number>): Promise<RequestPage> => {
    const [found, all] = await Promise.all([ids, total]);
    const records = await Promise.all(found.map(read));
    return { records: records.filter((record) => record !== undefined), total: all };
  };
  return {
    get: read,
    openFor: async (objectId) => {
      const id = await redis.get(keys.mailboxLockKey(tenant, objectId));
      return id === null ? undefined : await read(id);
    },
    open: (limit) => {
      const key = keys.openKey(tenant);
      return page(redis.zrange(key, 0, String(limit - 1)), redis.zcard(key));
    },
    historyOf: (objectId, limit) => {
      const key = keys.mailboxHistoryKey(tenant, objectId);
      return page(redis.zrevrange(key, 0, String(limit - 1)), redis.zcard(key));
    },
    due: (now, limit) => redis.zrangebyscore(keys.dueKey(tenant), '-inf', String(now.getTime()), 'LIMIT', 0, limit),
    attention: (since, limit) => {
      const key = keys.attentionKey(tenant);
      const from = String(since.getTime());
      return page(redis.zrevrangebyscore(key, '+inf', from, 'LIMIT', 0, limit), redis.zcount(key, from, '+inf'));
    },
    debts: (limit) => {
      const key = keys.debtsKey(tenant);
      return page(redis.zrange(key, 0, String(limit - 1)), redis.zcard(key));
    },
    handOversSince: async (since, besides) => {
      const key = keys.handOversKey(tenant);
      const from = since.getTime();
      const left = [...new Set(besides.map((objectId) => objectId.toLowerCase()))];
      const [all, scores] = await Promise.all([
        redis.zcount(key, String(from), '+inf'),
        left.length === 0 ? [] : redis.zmscore(key, left),
      ]);
      return all - scores.filter((score) => score !== null && Number(score) >= from).length;
    },
    baselineOf: async (objectId) => (await redis.get(keys.baselineKey(tenant, objectId))) ?? undefined,
    trailOf: async (id) => {
      const seqs = await redis.lrange(keys.trailKey(tenant, id), 0, -1);
      const stream = keys.auditStreamKey(tenant);
      const found = await Promise.all(seqs.map((seq) => redis.xrange(stream, `${seq}-0`, `${seq}-0`)));
      return found.flatMap((rows) => rows.map(([, fields]) => fields[1] ?? ''));
    },
    setting: async (name) => (await redis.hget(keys.settingsKey(tenant), name)) ?? undefined,
  };
}

function parseRecord(text: string): RequestRecord {
  const parsed = requestRecordSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new StoreError('store_unreadable', 'A request in the store cannot be read by this version.', {
    cause: parsed.error,
  });
}
