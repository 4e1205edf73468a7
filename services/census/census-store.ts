import * as z from 'zod/v4';
import { guard } from '../store/guard.ts';
import * as keys from '../store/keys.ts';
import { type RedisClient, StoreError } from '../store/redis.ts';
import { BUCKETS } from './census-row.ts';
import { type CensusSummary, censusSummarySchema } from './census-summary.ts';

/** Summaries kept: two months of daily ones. */
const HISTORY = 60;
/** Rows of a dead run go by themselves; those of the last whole census stay until the next one is whole. */
const DRAFT_SECONDS = 86_400;
const ROWS_SECONDS = 60 * 86_400;
/** A run that has not been heard of for so long is dead: its worker was killed. */
const SILENT_MS = 10 * 60_000;

const moment = z.iso.datetime();
const runningSchema = z
  .strictObject({ run: z.guid(), startedAt: moment, heardAt: moment, seen: z.number().int().nonnegative() })
  .readonly();
const failedSchema = z.strictObject({ at: moment, code: z.string() }).readonly();
const stateSchema = z.object({
  since: moment.optional(),
  every: z.string().optional(),
  wanted: moment.optional(),
  running: z.string().optional(),
  failed: z.string().optional(),
});

export type RunningCensus = Readonly<z.infer<typeof runningSchema>>;

/** What is going on. Moments are ISO 8601, UTC. */
export type CensusState = {
  /** When the schedule began; `null` before the first worker. */
  readonly since: string | null;
  /** How often the workers take one, ISO 8601 duration; `null` before the first worker. */
  readonly every: string | null;
  /** Somebody asked for one at this time, and none has been taken since. */
  readonly wanted: string | null;
  readonly running: RunningCensus | null;
  /** The last attempt, where it failed and none has succeeded since. `code` is that of an `AppError`. */
  readonly failed: Readonly<z.infer<typeof failedSchema>> | null;
};

/** Looking at censuses, and asking for one. Throws `StoreError`. */
export type CensusReader = {
  /** The last summaries, newest first. */
  readonly history: (limit: number) => Promise<readonly CensusSummary[]>;
  readonly state: (now: Date) => Promise<CensusState>;
  /** A worker begins one within seconds. */
  readonly want: (at: Date) => Promise<void>;
};

/**
 * The rows of the last whole census and of the one under way, and the summaries of whole ones, in Redis. A run has keys
 * of its own, so a killed worker leaves nothing that could pass for a whole census, and two runs at once cannot mix.
 */
export type CensusStore = CensusReader & {
  /** Notes how often censuses are taken, and since when; the first caller's moment stays. */
  readonly schedule: (at: Date, every: string) => Promise<void>;
  /** Tells that a run is alive. */
  readonly progress: (running: RunningCensus) => Promise<void>;
  readonly failed: (at: Date, code: string) => Promise<void>;
  /** Adds rows to buckets of the run. */
  readonly append: (run: string, rows: ReadonlyMap<number, Buffer>) => Promise<void>;
  /** What was appended to a bucket; empty when nothing was. */
  readonly drafted: (run: string, bucket: number) => Promise<Buffer>;
  /** Puts the sorted rows of a bucket in the place of those that were appended. */
  readonly settle: (run: string, bucket: number, rows: Buffer) => Promise<void>;
  /** The sorted rows of a bucket of a whole census; empty when there are none. */
  readonly rows: (run: string, bucket: number) => Promise<Buffer>;
  /** Whether the rows of that census are still there to compare with. */
  readonly hasRows: (run: string) => Promise<boolean>;
  /** The run is whole: its summary becomes the latest, the rows of the one before are forgotten. */
  readonly finish: (summary: CensusSummary) => Promise<void>;
};

export function openCensusStore(redis: RedisClient, tenant: string): CensusStore {
  const stateKey = keys.censusStateKey(tenant);
  const historyKey = keys.censusHistoryKey(tenant);
  const draftKey = (run: string, bucket: number): string => keys.censusDraftKey(tenant, run, bucket);
  const rowsKey = (run: string): string => keys.censusRowsKey(tenant, run);
  const history = guard(async (limit: number) =>
    (await redis.lrange(historyKey, 0, limit - 1)).map((text) => parse(censusSummarySchema, text)),
  );
  return {
    history,
    state: guard(async (now: Date) => stateFrom(await redis.hgetall(stateKey), now)),
    want: guard(async (at: Date) => void (await redis.hset(stateKey, 'wanted', at.toISOString()))),
    schedule: guard(async (at: Date, every: string) => {
      await all(redis.multi().hsetnx(stateKey, 'since', at.toISOString()).hset(stateKey, 'every', every));
    }),
    progress: guard(async (running: RunningCensus) => {
      await redis.hset(stateKey, 'running', JSON.stringify(running));
    }),
    failed: guard(async (at: Date, code: string) => {
      const failed = JSON.stringify({ at: at.toISOString(), code });
      await all(redis.multi().hset(stateKey, 'failed', failed).hdel(stateKey, 'running', 'wanted'));
    }),
    append: guard(async (run: string, rows: ReadonlyMap<number, Buffer>) => {
      const batch = redis.multi();
      for (const [bucket, added] of rows) {
        batch.append(draftKey(run, bucket), added).expire(draftKey(run, bucket), DRAFT_SECONDS);
      }
      await all(batch);
    }),
    drafted: guard(async (run: string, bucket: number) => (await redis.getBuffer(draftKey(run, bucket))) ?? NOTHING),
    settle: guard(async (run: string, bucket: number, rows: Buffer) => {
      const batch = redis.multi().hset(rowsKey(run), String(bucket), rows).expire(rowsKey(run), ROWS_SECONDS);
      await all(batch.unlink(draftKey(run, bucket)));
    }),
    rows: guard(async (run: string, bucket: number) => {
      return (await redis.hgetBuffer(rowsKey(run), String(bucket))) ?? NOTHING;
    }),
    hasRows: guard(async (run: string) => (await redis.hlen(rowsKey(run))) === BUCKETS),
    finish: guard(async (summary: CensusSummary) => {
      const [before] = await history(1);
      const batch = redis
        .multi()
        .lpush(historyKey, JSON.stringify(summary))
        .ltrim(historyKey, 0, HISTORY - 1);
      if (before && before.run !== summary.run) batch.unlink(rowsKey(before.run));
      await all(batch.hdel(stateKey, 'running', 'failed', 'wanted'));
    }),
  };
}

const NOTHING = Buffer.alloc(0);

type Batch = ReturnType<RedisClient['multi']>;

/** All or nothing, and an error of one command is an error of all. */
async function all(batch: Batch): Promise<void> {
  for (const [error] of (await batch.exec()) ?? []) if (error) throw error;
}

function stateFrom(fields: Readonly<Record<string, string>>, now: Date): CensusState {
  const { since, every, wanted, running, failed } = stateSchema.parse(fields);
  const run = running === undefined ? null : parse(runningSchema, running);
  const isAlive = run !== null && now.getTime() - Date.parse(run.heardAt) < SILENT_MS;
  return {
    since: since ?? null,
    every: every ?? null,
    wanted: wanted ?? null,
    running: isAlive ? run : null,
    failed: failed === undefined ? null : parse(failedSchema, failed),
  };
}

function parse<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new StoreError('store_unreadable', 'A census in the store cannot be read by this version.', {
    cause: parsed.error,
  });
}
