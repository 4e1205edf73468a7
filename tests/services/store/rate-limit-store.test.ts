import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { rateKey } from '../../../services/store/keys.ts';
import { openRateLimit, openRateLimits, type Rate } from '../../../services/store/rate-limit-store.ts';
import { StoreError } from '../../../services/store/redis.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

const START = Date.parse('2026-11-22T09:00:00.000Z');
const SOMEBODY = '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2001';
const OTHER = '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2002';

let server: TestRedis;
let redis: Redis;
let tenant: string;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
});
after(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => {
  tenant = randomUUID();
});

/** Takes one step at each of these times; `ok`, or the milliseconds to wait. */
async function takenAt(rate: Rate, times: readonly number[]): Promise<readonly ('ok' | number)[]> {
  const limit = openRateLimit(redis, tenant, rate);
  const heard: ('ok' | number)[] = [];
  for (const time of times) {
    const taken = await limit.take(SOMEBODY, new Date(START + time));
    heard.push(taken.ok ? 'ok' : taken.retryAfterMs);
  }
  return heard;
}

const times = (count: number, time: number): readonly number[] => Array.from({ length: count }, () => time);
const oks = (count: number): readonly 'ok'[] => Array.from({ length: count }, () => 'ok');

describe('The rate of one person', () => {
  it('is a burst, and then one more for each interval', async () => {
    const rate = { perMinute: 30, burst: 15 };
    assert.deepEqual(await takenAt(rate, [...times(15, 0), 0, 1, 1_999]), [...oks(15), 2_000, 1_999, 1]);
    assert.deepEqual(await takenAt(rate, [2_000, 2_000, 3_999, 4_000]), ['ok', 2_000, 1, 'ok']);
  });

  it('is whole again after as many intervals as the burst is large, and never larger', async () => {
    const rate = { perMinute: 60, burst: 3 };
    assert.deepEqual(await takenAt(rate, times(4, 0)), [...oks(3), 1_000]);
    assert.deepEqual(await takenAt(rate, times(4, 3_000)), [...oks(3), 1_000]);
    assert.deepEqual(await takenAt(rate, times(4, 3_600_000)), [...oks(3), 1_000]);
  });

  it('is steady for whoever keeps to it: no step is ever refused', async () => {
    const steady = Array.from({ length: 100 }, (_, index) => index * 2_000);
    assert.deepEqual(await takenAt({ perMinute: 30, burst: 1 }, steady), oks(100));
  });

  it('that does not divide a minute allows no more than was meant', async () => {
    assert.deepEqual(await takenAt({ perMinute: 7, burst: 1 }, [0, 8_571, 8_572]), ['ok', 1, 'ok']);
  });

  it('is not made worse by trying again while it is refused', async () => {
    const rate = { perMinute: 60, burst: 1 };
    assert.deepEqual(await takenAt(rate, [0, ...times(50, 500), 1_000]), ['ok', ...times(50, 500), 'ok']);
  });

  it('is theirs alone, in one organisation, and refreshes are counted apart', async () => {
    const limits = openRateLimits(redis, tenant, { perMinute: 1, burst: 1 });
    const now = new Date(START);
    assert.equal((await limits.commands.take(SOMEBODY, now)).ok, true);
    assert.equal((await limits.commands.take(SOMEBODY, now)).ok, false);
    assert.equal((await limits.commands.take(OTHER, now)).ok, true);
    const elsewhere = openRateLimits(redis, randomUUID(), { perMinute: 1, burst: 1 });
    assert.equal((await elsewhere.commands.take(SOMEBODY, now)).ok, true);
    const refreshes = await Promise.all(Array.from({ length: 5 }, () => limits.refreshes.take(SOMEBODY, now)));
    assert.equal(refreshes.filter(({ ok }) => ok).length, 4, 'four times as many');
  });

  it('is counted over all bots together, also in the same instant', async () => {
    const connections = Array.from({ length: 4 }, () => new Redis(server.socket));
    const bots = connections.map((connection) => openRateLimit(connection, tenant, { perMinute: 30, burst: 15 }));
    const taken = await Promise.all(bots.flatMap((bot) => times(25, 0).map(() => bot.take(SOMEBODY, new Date(START)))));
    assert.equal(taken.filter(({ ok }) => ok).length, 15);
    for (const connection of connections) connection.disconnect();
  });

  it('is forgotten by itself', async () => {
    await takenAt({ perMinute: 30, burst: 15 }, times(15, 0));
    const ttl = await redis.pttl(rateKey(tenant, SOMEBODY, 'commands'));
    assert.ok(ttl > 30_000 && ttl <= 90_000, String(ttl));
    assert.deepEqual(await redis.keys(`*${tenant}*`), [rateKey(tenant, SOMEBODY, 'commands')]);
  });

  it('heals when it was written by a clock that runs ahead: nobody waits longer than one interval', async () => {
    assert.deepEqual(await takenAt({ perMinute: 60, burst: 2 }, [86_400_000, 0]), ['ok', 1_000]);
  });

  it('that nobody can look up is a StoreError, not a yes', async () => {
    await redis.set(rateKey(tenant, SOMEBODY, 'commands'), 'nonsense');
    const limit = openRateLimit(redis, tenant, { perMinute: 60, burst: 2 });
    await assert.rejects(limit.take(SOMEBODY, new Date(START)), StoreError);
  });
});

/** The same rule told another way: a bucket of `burst` drops, of which one comes back each interval. */
function bucketModel({ perMinute, burst }: Rate): (time: number) => 'ok' | number {
  const interval = Math.ceil(60_000 / perMinute);
  let filled = burst * interval;
  let last = 0;
  return (time) => {
    filled = Math.min(burst * interval, filled + time - last);
    last = time;
    if (filled < interval) return interval - filled;
    filled -= interval;
    return 'ok';
  };
}

describe('Any rate and any times', () => {
  it('are decided as by a bucket that fills steadily', async () => {
    const rate = fc.record({ perMinute: fc.integer({ min: 1, max: 1_000 }), burst: fc.integer({ min: 1, max: 20 }) });
    const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 }), fc.nat(200_000)), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(rate, pauses, async (given, waits) => {
        tenant = randomUUID();
        let now = 0;
        const moments = waits.map((wait) => {
          now += wait;
          return now;
        });
        const model = bucketModel(given);
        assert.deepEqual(await takenAt(given, moments), moments.map(model));
      }),
      { numRuns: 300 },
    );
  });
});
