import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { readReceipt } from '../../../services/audit/file-receipt.ts';
import { verifyChain } from '../../../services/audit/verify-chain.ts';
import { ExchangeError } from '../../../services/exchange/exchange.ts';
import { executeRequest, giveUp } from '../../../services/request/execute.ts';
import type { RequestRecord } from '../../../services/request/record.ts';
import { auditStreamKey } from '../../../services/store/keys.ts';
import {
  ALICE,
  ALICE_ID,
  approvedRequest,
  asked,
  confirmed,
  type InProcess,
  inProcess,
} from '../../support/in-process.ts';
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

async function stored(world: InProcess, id: string): Promise<RequestRecord> {
  const record = await world.store.get(id);
  assert.ok(record);
  return record;
}

const writes = (world: InProcess) => world.exchange.calls.filter(({ method }) => method === 'setCloudManaged');

async function* trail(world: InProcess): AsyncIterable<string> {
  for (const [, fields] of await redis.xrange(auditStreamKey(world.tenant), '-', '+')) yield fields[1] ?? '';
}

async function ran(prepare: (world: InProcess) => void = () => undefined) {
  const world = inProcess(redis);
  const { id } = await approvedRequest(world);
  prepare(world);
  await executeRequest(world, id);
  return { world, id, record: await stored(world, id) };
}

describe('An approved request', () => {
  it('is written once, read back, and ends with both receipts', async () => {
    const { world, id, record } = await ran();
    assert.equal(record.state, 'done');
    assert.deepEqual(writes(world), [{ method: 'setCloudManaged', subject: ALICE_ID, value: true }]);
    assert.equal(world.exchange.mailbox(ALICE_ID)?.isExchangeCloudManaged, true);
    const [first, last] = [
      await readReceipt(world.archive, id, 'before'),
      await readReceipt(world.archive, id, 'after'),
    ];
    assert.equal(first?.digest, record.receipts.before);
    assert.equal(last?.digest, record.receipts.after);
    assert.equal(last?.outcome, 'done');
    assert.equal((await verifyChain(trail(world))).ok, true);
  });

  it('is filed before it is written', async () => {
    const world = inProcess(redis);
    const { id } = await approvedRequest(world);
    const seen: boolean[] = [];
    const exchange = {
      ...world.exchange,
      setCloudManaged: async (...args: Parameters<typeof world.exchange.setCloudManaged>) => {
        seen.push(world.archive.files.has(`receipts/${id}/before.json`), (await stored(world, id)).state === 'running');
        return await world.exchange.setCloudManaged(...args);
      },
    };
    await executeRequest({ ...world, exchange }, id);
    assert.deepEqual(seen, [true, true]);
  });

  it('remembers how the mailbox went to the cloud, and forgets it when it is back', async () => {
    const { world, record } = await ran();
    assert.equal(await world.store.baselineOf(ALICE_ID), record.snapshotHash);
    const back = await approvedRequest(world, { action: 'to-on-premises' });
    assert.equal(back.baselineHash, record.snapshotHash);
    await executeRequest(world, back.id);
    assert.equal((await stored(world, back.id)).state, 'done');
    assert.equal(await world.store.baselineOf(ALICE_ID), undefined);
  });

  it('edge 49: is left alone when the mailbox has changed since, and says what it found', async () => {
    const { world, record } = await ran(({ exchange }) => {
      exchange.put({ ...ALICE, attributes: { ...ALICE.attributes, MailTip: 'changed' } });
    });
    assert.equal(record.state, 'drifted');
    assert.deepEqual(writes(world), []);
    assert.ok([...world.archive.files.keys()].some((name) => name.endsWith(`${record.driftHash}.json`)));
  });

  it('fails when the mailbox is gone', async () => {
    const { world, record } = await ran(({ exchange }) => exchange.remove(ALICE_ID));
    assert.deepEqual([record.state, record.failure], ['failed', 'mailbox_gone']);
    assert.deepEqual(writes(world), []);
  });

  it('edge 6: is done when the write was answered with an error and applied all the same', async () => {
    const { world, record } = await ran(({ exchange }) =>
      exchange.failNext('outcome-unknown', { method: 'setCloudManaged', applied: true }),
    );
    assert.deepEqual([record.state, record.writeError], ['done', 'exchange_outcome_unknown']);
    assert.equal(writes(world).length, 1);
  });

  it('edges 7 and 53: fails when the write was answered with success and changed nothing', async () => {
    const { world, record } = await ran(({ exchange }) => exchange.ignoreNextWrite());
    assert.deepEqual([record.state, record.failure], ['failed', 'not_confirmed']);
    assert.equal(world.exchange.mailbox(ALICE_ID)?.isExchangeCloudManaged, false);
    assert.ok(world.clock.pauses.length >= 3, 'it looked more than once');
  });

  it('is patient with replicas that still show the old value', async () => {
    const { record, world } = await ran(({ exchange }) => exchange.staleReads(3));
    assert.equal(record.state, 'done');
    assert.equal(writes(world).length, 1);
  });

  for (const errorClass of ['permission', 'write-scope', 'not-applicable', 'rejected'] as const) {
    it(`fails with the reason when Exchange says ${errorClass}`, async () => {
      const { record } = await ran(({ exchange }) => exchange.failNext(errorClass, { method: 'setCloudManaged' }));
      assert.deepEqual([record.state, record.failure], ['failed', `exchange_${errorClass.replace('-', '_')}`]);
      assert.notEqual(record.receipts.after, null);
    });
  }

  for (const errorClass of ['throttled', 'unavailable', 'dual-write', 'outcome-unknown'] as const) {
    it(`is left to the queue when Exchange says ${errorClass}, and ends with the next attempt`, async () => {
      const world = inProcess(redis);
      const { id } = await approvedRequest(world);
      world.exchange.failNext(errorClass, { method: 'setCloudManaged' });
      await assert.rejects(executeRequest(world, id), ExchangeError);
      assert.equal((await stored(world, id)).state, 'running');
      await executeRequest(world, id);
      assert.equal((await stored(world, id)).state, 'done');
      assert.equal((await verifyChain(trail(world))).ok, true);
    });
  }

  it('ends as failed when the queue gives up, and stays so', async () => {
    const world = inProcess(redis);
    const { id } = await approvedRequest(world);
    await giveUp(world, id, 'exchange_unavailable');
    assert.equal((await stored(world, id)).failure, 'exchange_unavailable');
    await executeRequest(world, id);
    await giveUp(world, id, 'exchange_throttled');
    assert.equal((await stored(world, id)).failure, 'exchange_unavailable');
    assert.deepEqual(writes(world), []);
  });

  it('is not touched before it is approved, nor when there is none', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    await executeRequest(world, id);
    await confirmed(world, id);
    await executeRequest(world, id);
    await executeRequest(world, '0000-00');
    assert.equal((await stored(world, id)).state, 'pending');
    assert.deepEqual(writes(world), []);
  });

  it('changes nothing while the archive is away', async () => {
    const world = inProcess(redis);
    const { id } = await approvedRequest(world);
    world.archive.goAway();
    await assert.rejects(executeRequest(world, id), { code: 'archive_unavailable' });
    assert.deepEqual(writes(world), []);
    world.archive.back();
    await executeRequest(world, id);
    assert.equal((await stored(world, id)).state, 'done');
  });

  it('run by two workers at once is written by one of them', async () => {
    const world = inProcess(redis);
    const { id } = await approvedRequest(world);
    await Promise.all([executeRequest(world, id), executeRequest(world, id)]);
    assert.equal((await stored(world, id)).state, 'done');
    assert.equal(writes(world).length, 1);
  });
});
