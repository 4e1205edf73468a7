import { type Cluster, Redis } from 'ioredis';
import { AppError } from '../app-error.ts';

export type RedisClient = Redis | Cluster;

/** The store could not be reached or refused; what was under way may or may not have happened. */
export class StoreError extends AppError {}

/** Reconnects fast and for ever: work resumes within a fraction of a second once Redis is back. */
const retryStrategy = (attempt: number): number => Math.min(attempt * 50, 200);

/**
 * The connection of the stores: fails at once when Redis is away, so that a person gets a sentence and a job another
 * attempt, not a hang. A command whose answer was lost is never sent again by the client: it may have been done, and
 * only the caller knows how to find out. Connecting itself goes on in the background.
 */
export function connectForStores(url: string): Redis {
  return new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 3_000,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 3_000,
    retryStrategy,
  });
}

/**
 * A connection for queues and relays: waits for Redis as long as it takes, as BullMQ asks of its workers. What it
 * sends may be sent twice, so nothing that must happen once goes through it.
 */
export function connectForQueues(url: string): Redis {
  return new Redis(url, { maxRetriesPerRequest: null, retryStrategy });
}

/** Resolves once commands can be sent. */
export async function whenReady(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') await new Promise<void>((resolve) => redis.once('ready', () => resolve()));
}

/** Refuses a Redis that may throw requests away: every key here is somebody's work. */
export async function requireNoEviction(redis: RedisClient): Promise<void> {
  const info = await redis.info('memory');
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'unknown';
  if (policy === 'noeviction') return;
  throw new StoreError(
    'redis_may_evict',
    `Redis may evict keys (maxmemory-policy is "${policy}"): set it to "noeviction" and start again.`,
  );
}
