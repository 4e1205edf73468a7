import { StoreError } from './redis.ts';

/** Whatever the Redis client throws becomes a `StoreError`, so that callers know one kind of failure. */
export function guard<A extends unknown[], R>(method: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await method(...args);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw new StoreError('store_unavailable', 'Redis could not be reached or refused the command.', { cause: error });
    }
  };
}
