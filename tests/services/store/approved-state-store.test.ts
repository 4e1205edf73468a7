import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { type ApprovedState, openApprovedStates } from '../../../services/store/approved-state-store.ts';
import { approvedStatesKey } from '../../../services/store/keys.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

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

const STATE: ApprovedState = {
  request: '7Q4K-2M',
  hash: 'a'.repeat(64),
  isCloudManaged: true,
  at: '2026-11-22T08:00:00.000Z',
};

describe('Approved states', () => {
  it('are kept by mailbox, whatever the case of its id, and replaced', async () => {
    const states = openApprovedStates(redis, randomUUID());
    const objectId = randomUUID();
    assert.equal(await states.get(objectId), undefined);
    await states.set(objectId.toUpperCase(), STATE);
    assert.deepEqual(await states.get(objectId), STATE);
    await states.set(objectId, { ...STATE, request: null });
    assert.deepEqual(await states.getMany([randomUUID(), objectId]), [undefined, { ...STATE, request: null }]);
    assert.deepEqual(await states.getMany([]), []);
  });

  it('can be walked through', async () => {
    const states = openApprovedStates(redis, randomUUID());
    const ids = Array.from({ length: 700 }, () => randomUUID()).sort();
    for (const id of ids) await states.set(id, STATE);
    const met: string[] = [];
    for await (const some of states.scan()) met.push(...some.map(({ objectId }) => objectId));
    assert.deepEqual(met.sort(), ids);
  });

  it('that another version wrote are an error, not a guess', async () => {
    const tenant = randomUUID();
    const objectId = randomUUID();
    await redis.hset(approvedStatesKey(tenant), objectId, '{"schema":9}');
    await assert.rejects(openApprovedStates(redis, tenant).get(objectId), { code: 'store_unreadable' });
  });
});
