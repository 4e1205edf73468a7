import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { OutboxItem } from '../../../services/queue/outbox-item.ts';
import { backoff, jobIdOf, openQueue } from '../../../services/queue/queues.ts';
import { type Relay, startRelay } from '../../../services/queue/relay.ts';
import { outboxKey } from '../../../services/store/keys.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { silentLog } from '../../support/silent-log.ts';

let server: TestRedis;
let redis: Redis;
let tenant: string;
let execute: Queue;
let cards: Queue;
let relays: Relay[];
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket, { maxRetriesPerRequest: null });
});
after(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => {
  tenant = randomUUID();
  execute = openQueue('execute', tenant, redis);
  cards = openQueue('cards', tenant, redis);
  relays = [];
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await Promise.all([execute.close(), cards.close()]);
});

const put = (item: OutboxItem) => redis.xadd(outboxKey(tenant), '*', 'item', JSON.stringify(item));

function relay(): void {
  relays.push(startRelay({ tenant, redis: redis.duplicate(), execute, cards, consumer: randomUUID(), log: silentLog }));
}

/** Looks until the outbox is empty: the relay has dealt with everything. */
async function emptied(): Promise<void> {
  while ((await redis.xlen(outboxKey(tenant))) > 0);
}

const idsIn = async (queue: Queue): Promise<readonly string[]> =>
  (await queue.getJobs()).map(({ id }) => id ?? '').sort();

const ITEM: OutboxItem = { kind: 'execute', request: '7Q4K-2M', version: 3 };

describe('The relay', () => {
  it('makes each item one job of its queue, and forgets the item', async () => {
    await put(ITEM);
    await put({ ...ITEM, kind: 'cards' });
    await put({ ...ITEM, kind: 'cards', version: 4 });
    relay();
    await emptied();
    assert.deepEqual(await idsIn(execute), ['7Q4K-2M.3']);
    assert.deepEqual(await idsIn(cards), ['7Q4K-2M.3', '7Q4K-2M.4']);
    const [job] = await execute.getJobs();
    assert.deepEqual(job?.data, { request: '7Q4K-2M', version: 3 });
    const groups = await redis.xpending(outboxKey(tenant), 'relay');
    assert.equal(groups[0], 0);
  });

  it('takes over from one that died before it added the job', async () => {
    const id = await put(ITEM);
    await diedWith(id);
    relay();
    await emptied();
    assert.deepEqual(await idsIn(execute), ['7Q4K-2M.3']);
  });

  it('takes over from one that died after it added the job: it is still one job', async () => {
    const id = await put(ITEM);
    await execute.add('execute', { request: ITEM.request, version: ITEM.version }, { jobId: jobIdOf(ITEM) });
    await diedWith(id);
    relay();
    await emptied();
    assert.deepEqual(await idsIn(execute), ['7Q4K-2M.3']);
  });

  it('shares the work with another one, and nothing is lost or doubled', async () => {
    relay();
    relay();
    const versions = Array.from({ length: 200 }, (_, index) => index + 1);
    for (const version of versions) await put({ kind: 'cards', request: '7Q4K-2M', version });
    await emptied();
    assert.deepEqual(await idsIn(cards), versions.map((version) => `7Q4K-2M.${version}`).sort());
  });

  it('is not held up by an item that it cannot read', async () => {
    await redis.xadd(outboxKey(tenant), '*', 'item', '{"kind":"from a later version"}');
    await put(ITEM);
    relay();
    await put({ ...ITEM, version: 4 });
    const deadline = AbortSignal.timeout(5_000);
    while ((await idsIn(execute)).length < 2 && !deadline.aborted);
    assert.deepEqual(await idsIn(execute), ['7Q4K-2M.3', '7Q4K-2M.4']);
  });
});

/** Another relay has taken the item, and has not been heard of for twenty seconds. */
async function diedWith(id: string | null): Promise<void> {
  const key = outboxKey(tenant);
  await redis.xgroup('CREATE', key, 'relay', '0');
  await redis.xreadgroup('GROUP', 'relay', 'dead', 'COUNT', 1, 'STREAMS', key, '>');
  await redis.xclaim(key, 'relay', 'dead', 0, id ?? '', 'IDLE', 20_000);
}

describe('How soon the queue tries again', () => {
  it('is after two seconds, then twice as long each time, and at most after five minutes', () => {
    assert.deepEqual([1, 2, 3, 4].map(backoff), [2_000, 4_000, 8_000, 16_000]);
    assert.equal(backoff(0), 2_000);
    assert.equal(backoff(60), 300_000);
  });
});
