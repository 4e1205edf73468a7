import { Redis } from 'ioredis';
import { StoreError } from '../../services/store/redis.ts';
import { reasonOf } from './verdict.ts';

export type OpenRedis = {
  /** Connects when first asked for. Rejects with `StoreError`, without the address, which may hold a password. */
  readonly connected: () => Promise<Redis>;
  /** The client, connected or not. */
  readonly client: Redis;
  readonly close: () => void;
};

const PATIENCE_MS = 5_000;

/** One connection that gives up at once, unlike those of bot and worker, which wait for Redis to come back. */
export function openRedis(url: string): OpenRedis {
  const client = clientFor(url);
  let lost: unknown;
  client?.on('error', (error: unknown) => {
    lost = error;
  });
  let connection: Promise<Redis> | undefined;
  const connect = async (): Promise<Redis> => {
    if (client === undefined) throw unreachable('the address cannot be read');
    await client.connect().catch((error: unknown) => {
      throw unreachable(reasonOf(lost ?? error));
    });
    return client;
  };
  return {
    connected: () => {
      connection ??= connect();
      return connection;
    },
    client: client ?? new Redis({ lazyConnect: true }),
    close: () => client?.disconnect(),
  };
}

function clientFor(url: string): Redis | undefined {
  const once = {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
  } as const;
  try {
    return new Redis(url, { ...once, connectTimeout: PATIENCE_MS, commandTimeout: PATIENCE_MS });
  } catch {
    return undefined;
  }
}

function unreachable(reason: string): StoreError {
  return new StoreError(
    'store_unavailable',
    `Redis at REDIS_URL cannot be reached (${reason}): start it, or correct REDIS_URL.`,
  );
}
