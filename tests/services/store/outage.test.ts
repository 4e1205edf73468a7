import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { auditOfDraft } from '../../../services/request/audit-of.ts';
import { openCardPlaces } from '../../../services/store/card-places.ts';
import { openContactStore } from '../../../services/store/contact-store.ts';
import { recordKey } from '../../../services/store/keys.ts';
import { openRateLimit } from '../../../services/store/rate-limit-store.ts';
import { connectForStores, requireNoEviction, StoreError } from '../../../services/store/redis.ts';
import { openRequestStore } from '../../../services/store/request-store.ts';
import { openSeenStore } from '../../../services/store/seen-store.ts';
import { drafted, ID, NOW, OBJECT_ID, TENANT } from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

let server: TestRedis;
before(async () => {
  server = await startRedis();
});
after(() => server.stop());

const ready = (redis: Redis): Promise<void> =>
  redis.status === 'ready' ? Promise.resolve() : new Promise((resolve) => redis.once('ready', () => resolve()));

describe('While Redis is away', () => {
  it('every question is answered with a StoreError, and again as it should be once Redis is back', async (test) => {
    const redis = connectForStores(server.url);
    test.after(() => redis.disconnect());
    redis.on('error', () => undefined);
    await ready(redis);
    await redis.config('SET', 'appendfsync', 'always');
    const store = openRequestStore(redis, TENANT);
    const record = drafted();
    const change = { record, expectedVersion: 0, audit: auditOfDraft(record), outbox: [] };
    assert.deepEqual(await store.commit(change), { ok: true });
    const gone = new Promise<void>((resolve) => redis.once('close', () => resolve()));
    await server.kill();
    await gone;
    const questions: readonly (() => Promise<unknown>)[] = [
      () => store.get(ID),
      () => store.openFor(OBJECT_ID),
      () => store.open(1),
      () => store.historyOf(OBJECT_ID, 1),
      () => store.due(NOW, 1),
      () => store.baselineOf(OBJECT_ID),
      () => store.trailOf(ID),
      () => store.setting('x'),
      () => store.commit(change),
      () => store.appendAudit(change.audit),
      () => openSeenStore(redis, TENANT).first('x'),
      () => openRateLimit(redis, TENANT, { perMinute: 1, burst: 1 }).take('x', NOW),
      () => openCardPlaces(redis, TENANT).of(ID),
      () => openCardPlaces(redis, TENANT).lock(ID),
      () => openContactStore(redis, TENANT).person('x'),
    ];
    for (const ask of questions) {
      await assert.rejects(ask, (error) => error instanceof StoreError && error.code === 'store_unavailable');
    }
    const back = ready(redis);
    await server.restart();
    await back;
    assert.deepEqual(await store.get(ID), record);
    assert.deepEqual(await store.commit(change), { ok: false, lost: 'version' });
  });
});

describe('What the store holds', () => {
  it('and cannot be read by this version is an error, never half a request', async () => {
    const redis = new Redis(server.socket);
    const tenant = randomUUID();
    for (const text of [
      '{}',
      JSON.stringify({ ...drafted(), state: 'sleeping' }),
      JSON.stringify({ ...drafted(), more: 1 }),
    ]) {
      await redis.hset(recordKey(tenant, ID), { version: '1', record: text });
      await assert.rejects(openRequestStore(redis, tenant).get(ID), { code: 'store_unreadable' });
    }
    await redis.hset(recordKey(tenant, ID), { version: '1', record: 'no JSON' });
    await assert.rejects(openRequestStore(redis, tenant).get(ID), StoreError);
    redis.disconnect();
  });
});

describe('A Redis that may evict', () => {
  it('is refused by name of its policy, and one that may not is taken', async () => {
    const redis = new Redis(server.socket);
    await requireNoEviction(redis);
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await assert.rejects(requireNoEviction(redis), /maxmemory-policy is "allkeys-lru"/);
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    redis.disconnect();
  });
});
