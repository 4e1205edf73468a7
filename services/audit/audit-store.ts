import { Redis } from 'ioredis';
import { AppError } from '../app-error.ts';
import { auditHeadKey, auditStreamKey } from '../store/keys.ts';
import type { ChainKeys } from './chain-reader.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function required(env: Environment, name: 'REDIS_URL' | 'TENANT_ID'): string {
  const value = env[name];
  if (value) return value;
  throw new AppError('configuration', `${name} is not set: set it as for the worker, or use "verify --receipts".`);
}

function unreachable(error: unknown): AppError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  const sentence = `Redis at REDIS_URL could not be read (${reason}): start it or correct REDIS_URL, or use "verify --receipts".`;
  return new AppError('store_unavailable', sentence, { cause: error });
}

/** Opens the store that the environment names for the time of `use`. Gives up at once when Redis does not answer. */
export async function withChain<T>(env: Environment, use: (redis: Redis, keys: ChainKeys) => Promise<T>): Promise<T> {
  const url = required(env, 'REDIS_URL');
  const tenant = required(env, 'TENANT_ID');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lost: unknown;
  redis.on('error', (error: unknown) => {
    lost = error;
  });
  try {
    await redis.connect();
    return await use(redis, { stream: auditStreamKey(tenant), head: auditHeadKey(tenant) });
  } catch (error) {
    throw error instanceof AppError ? error : unreachable(lost ?? error);
  } finally {
    redis.disconnect();
  }
}
