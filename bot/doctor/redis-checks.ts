import type { Redis } from 'ioredis';
import type { Clock } from '../../services/clock.ts';
import { requireNoEviction } from '../../services/store/redis.ts';
import type { Check } from './check.ts';
import type { OpenRedis } from './open-redis.ts';
import { type Part, withPart } from './part.ts';
import { fine, unknown, type Verdict, wrong } from './verdict.ts';

/** The oldest Redis whose commands Steward uses; Valkey calls itself Redis 7.2. */
const OLDEST_MAJOR = 7;
/** Expiry and freezes are decided by the clocks of bots and workers; a second or two is the usual network. */
const MOST_SKEW_MS = 5_000;

/** What Steward needs of its store: there, never forgetting, and in the same second. */
export function redisChecks(redis: Part<OpenRedis>, clock: Pick<Clock, 'now'>): readonly Check[] {
  const once = (look: (connected: Redis) => Promise<Verdict>) => (): Promise<Verdict> =>
    withPart(redis, async ({ connected }) => {
      const client = await connected().catch(() => undefined);
      return client ? await look(client) : unknown('Not looked at: Redis cannot be reached.');
    });
  return [
    { about: 'Redis', look: () => withPart(redis, async ({ connected }) => judgeVersion(await connected())) },
    { about: 'Redis eviction', look: once(judgeEviction) },
    { about: 'Redis durability', look: once(judgeDurability) },
    { about: 'Clock', look: once((connected) => judgeClock(connected, clock)) },
  ];
}

async function judgeVersion(redis: Redis): Promise<Verdict> {
  const version = /^redis_version:(\d+)\.(\S+)/m.exec(await redis.info('server'));
  if (version === null) return unknown('It answers, and does not tell its version.');
  const [, major = '', rest = ''] = version;
  return Number(major) >= OLDEST_MAJOR
    ? fine(`It answers, version ${major}.${rest}.`)
    : wrong(`It is version ${major}.${rest}, and Steward needs Redis ${OLDEST_MAJOR} or Valkey 8.`);
}

async function judgeEviction(redis: Redis): Promise<Verdict> {
  await requireNoEviction(redis);
  return fine('Nothing is ever evicted.');
}

async function judgeDurability(redis: Redis): Promise<Verdict> {
  const isOn = /^aof_enabled:([01])/m.exec(await redis.info('persistence'))?.[1];
  if (isOn === undefined) return unknown('It does not tell whether it keeps every write in its append-only file.');
  return isOn === '1'
    ? fine('Every write goes to the append-only file.')
    : wrong('A restart of Redis would lose accepted requests: set "appendonly" to "yes".');
}

async function judgeClock(redis: Redis, clock: Pick<Clock, 'now'>): Promise<Verdict> {
  const asked = clock.now().getTime();
  const [seconds, microseconds] = await redis.time();
  const here = (asked + clock.now().getTime()) / 2;
  const skew = here - (Number(seconds) * 1_000 + Number(microseconds) / 1_000);
  if (Math.abs(skew) <= MOST_SKEW_MS) return fine('This machine and Redis agree on the time.');
  const amount = Math.round(Math.abs(skew) / 1_000);
  const way = skew > 0 ? 'ahead of' : 'behind';
  return wrong(`This machine is ${amount} seconds ${way} Redis: set both clocks from one source, for example NTP.`);
}
