import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** BullMQ's own heartbeat, which comes and goes by the clock. */
const HEARTBEAT = /:stalled-check$/;

/**
 * Everything that Redis holds, as one short text: equal when nothing was written. What readers leave behind is not in
 * it, so a bot that only waits for work changes nothing.
 */
export async function contentsOf(redis: Redis): Promise<{ readonly keys: number; readonly digest: string }> {
  const names = (await redis.keys('*')).filter((name) => !HEARTBEAT.test(name)).sort();
  const digest = createHash('sha256');
  for (const name of names) digest.update(JSON.stringify([name, await contentOf(redis, name)]));
  return { keys: names.length, digest: digest.digest('hex') };
}

async function contentOf(redis: Redis, name: string): Promise<unknown> {
  const type = await redis.type(name);
  switch (type) {
    case 'string':
      return await redis.get(name);
    case 'hash':
      return Object.entries(await redis.hgetall(name)).sort();
    case 'list':
      return await redis.lrange(name, 0, -1);
    case 'set':
      return (await redis.smembers(name)).sort();
    case 'zset':
      return await redis.zrange(name, 0, '-1', 'WITHSCORES');
    case 'stream':
      return await redis.xrange(name, '-', '+');
    default:
      return type;
  }
}
