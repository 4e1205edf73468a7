import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { type ChainTransaction, chainReader, readHead } from '../../../services/audit/chain-reader.ts';
import { type AuditEntry, type ChainHead, chain, EMPTY_HEAD } from '../../../services/audit/entry.ts';
import { verifyChain } from '../../../services/audit/verify-chain.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { TENANT } from './sample-life.ts';

const keys = { stream: '{steward:t}:audit', head: '{steward:t}:audit:head' };
let server: TestRedis;
let redis: Redis;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
});
after(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

function places(count: number, from: ChainHead = EMPTY_HEAD): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  let head = from;
  for (let each = 0; each < count; each += 1) {
    const about = { request: null, version: null, from: null, to: 'a place', facts: {} };
    const entry = chain(head, {
      ...about,
      at: '2026-11-22T09:00:00.000Z',
      tenant: TENANT,
      kind: 'approvals_place_set',
      actor: 'x',
    });
    entries.push(entry);
    head = { seq: entry.seq, hash: entry.hash };
  }
  return entries;
}

async function store(entries: readonly AuditEntry[]): Promise<void> {
  const transaction = redis.multi();
  for (const entry of entries) {
    transaction.xadd(keys.stream, `${entry.seq}-0`, 'entry', JSON.stringify(entry));
    transaction.hset(keys.head, { seq: entry.seq, hash: entry.hash });
  }
  await transaction.exec();
}

async function verify(client: ChainTransaction = redis) {
  const reader = chainReader(client, keys);
  return verifyChain(reader.entries, { head: reader.head });
}

describe('The chain in Redis', () => {
  it('is read over all its pages', async () => {
    for (const count of [1, 999, 1000, 1001, 2500]) {
      await redis.flushall();
      const entries = places(count);
      await store(entries);
      const result = await verify();
      assert.equal(result.ok && result.count, count);
      assert.deepEqual(await readHead(redis, keys), { seq: count, hash: entries.at(-1)?.hash });
    }
  });

  it('may be empty', async () => {
    assert.equal((await verify()).ok, true);
    assert.equal(await readHead(redis, keys), undefined);
  });

  it('may grow while it is read', async () => {
    const entries = places(1500);
    await store(entries.slice(0, 1200));
    let pages = 0;
    const growing: ChainTransaction = {
      multi: () => {
        const transaction = redis.multi();
        const exec = async () => {
          const results = await transaction.exec();
          pages += 1;
          if (pages === 1) await store(entries.slice(1200));
          return results;
        };
        return {
          xrange: (...range) => transaction.xrange(...range),
          hmget: (key, ...fields) => transaction.hmget(key, ...fields),
          exec,
        };
      },
    };
    const result = await verify(growing);
    assert.equal(result.ok && result.count, 1500);
  });

  it('shows a cut tail, a taken beginning, a foreign item and a head that is none', async () => {
    const faultAfter = async (tamper: () => Promise<unknown>) => {
      await redis.flushall();
      await store(places(5));
      await tamper();
      const result = await verify();
      return result.ok ? 'fits' : [result.seq, result.reason];
    };
    assert.deepEqual(await faultAfter(() => redis.xdel(keys.stream, '5-0')), [5, 'cut_tail']);
    assert.deepEqual(await faultAfter(() => redis.xtrim(keys.stream, 'MINID', '3')), [1, 'missing_first']);
    assert.deepEqual(await faultAfter(() => redis.xadd(keys.stream, '6-0', 'other', 'x')), [6, 'unreadable']);
    assert.deepEqual(await faultAfter(() => redis.del(keys.stream)), [1, 'cut_tail']);
    assert.deepEqual(await faultAfter(() => redis.del(keys.head)), [1, 'no_head']);
    assert.deepEqual(await faultAfter(() => redis.hset(keys.head, 'seq', 'x')), [1, 'no_head']);
    assert.deepEqual(await faultAfter(() => redis.hset(keys.head, 'seq', '4')), [5, 'behind_head']);
  });

  it('is no chain where the keys hold something else', async () => {
    await redis.set(keys.stream, 'x');
    await assert.rejects(verify(), /WRONGTYPE/);
  });
});
