import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { readReceipt } from '../../../services/audit/file-receipt.ts';
import { type ExecuteNeeds, executeRequest } from '../../../services/request/execute.ts';
import { type Death, Died, dyingAt } from '../../support/failing-call.ts';
import { ALICE, ALICE_ID, approvedRequest, type InProcess, inProcess } from '../../support/in-process.ts';
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

/** More than any way through takes; the tests say so if that is no longer true. */
const MOST_CALLS = 40;
const DEATHS: readonly Death[] = ['before', 'after'];

const STORIES: readonly (readonly [string, (world: InProcess) => void, string, number])[] = [
  ['that goes well', () => undefined, 'done', 1],
  ['whose mailbox changed', ({ exchange }) => exchange.put({ ...ALICE, type: 'SharedMailbox' }), 'drifted', 0],
  ['whose mailbox is gone', ({ exchange }) => exchange.remove(ALICE_ID), 'failed', 0],
];

/** How often the flag really changed. */
function effectiveWrites(world: InProcess): { readonly needs: ExecuteNeeds; readonly count: () => number } {
  let count = 0;
  const setCloudManaged: typeof world.exchange.setCloudManaged = async (objectId, value, signal) => {
    const was = world.exchange.mailbox(objectId)?.isExchangeCloudManaged;
    await world.exchange.setCloudManaged(objectId, value, signal);
    if (was !== world.exchange.mailbox(objectId)?.isExchangeCloudManaged) count += 1;
  };
  return { needs: { ...world, exchange: { ...world.exchange, setCloudManaged } }, count: () => count };
}

for (const [story, prepare, end, changes] of STORIES) {
  for (const death of DEATHS) {
    describe(`A request ${story}, and a worker that dies ${death} a call`, () => {
      it('ends the same way, whichever call it was', async () => {
        let died = 0;
        for (let n = 1; n <= MOST_CALLS; n += 1) {
          const world = inProcess(redis);
          const { id } = await approvedRequest(world);
          prepare(world);
          const { needs, count } = effectiveWrites(world);
          const mortal = dyingAt(needs, n, death);
          const outcome = await executeRequest(mortal, id).catch((error: unknown) => error);
          const at = `call ${n}, ${mortal.names.at(n - 1)}`;
          if (mortal.names.length < n) break;
          died += 1;
          assert.ok(outcome instanceof Error, `${at}: the queue is told, so that it tries again`);
          await executeRequest(needs, id);
          const record = await world.store.get(id);
          assert.equal(record?.state, end, at);
          assert.equal(count(), changes, at);
          const receipts = [...world.archive.files.keys()].filter((name) => name.startsWith('receipts/'));
          assert.equal(receipts.length, changes === 1 ? 2 : 0, at);
          const filed = await readReceipt(world.archive, id, 'after');
          assert.equal(filed?.digest ?? null, record?.receipts.after, at);
        }
        assert.ok(died >= 3 && died < MOST_CALLS, `${died} calls`);
      });
    });
  }
}

describe('A worker that dies', () => {
  it('twice in a row, at any two calls, still leaves one change behind', async () => {
    for (let first = 1; first <= 14; first += 1) {
      for (let second = 1; second <= 8; second += 1) {
        const world = inProcess(redis);
        const { id } = await approvedRequest(world);
        const { needs, count } = effectiveWrites(world);
        for (const n of [first, second]) {
          await executeRequest(dyingAt(needs, n, 'after'), id).catch((error: unknown) =>
            assert.ok(error instanceof Died),
          );
        }
        await executeRequest(needs, id);
        assert.equal((await world.store.get(id))?.state, 'done', `${first} then ${second}`);
        assert.equal(count(), 1, `${first} then ${second}`);
      }
    }
  });
});

describe('A receipt', () => {
  it('says what the request says, even when a failure was filed and its commit was lost', async () => {
    const world = inProcess(redis);
    const { id } = await approvedRequest(world);
    world.exchange.ignoreNextWrite();
    let starts = 0;
    const commit: typeof world.store.commit = async (change) => {
      if (change.record.state !== 'running' && starts++ === 0) throw new Died('the store went away');
      return await world.store.commit(change);
    };
    await assert.rejects(executeRequest({ ...world, store: { ...world.store, commit } }, id), Died);
    await executeRequest(world, id);
    const record = await world.store.get(id);
    const receipt = await readReceipt(world.archive, id, 'after');
    assert.equal(record?.receipts.after, receipt?.digest);
    assert.equal(record?.state, receipt?.outcome);
  });
});
