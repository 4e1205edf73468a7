import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { openCensusStore } from '../../../services/census/census-store.ts';
import type { CensusSummary } from '../../../services/census/census-summary.ts';
import { runCensus } from '../../../services/census/run-census.ts';
import type { Mailbox } from '../../../services/mailbox/mailbox.ts';
import { snapshotHash, takeSnapshot } from '../../../services/mailbox/snapshot.ts';
import { notLookedAt } from '../../../services/sentinel/not-looked-at.ts';
import { openSentinel } from '../../../services/sentinel/watch-census.ts';
import { ALICE, approvedRequest, happens, type InProcess, inProcess } from '../../support/in-process.ts';
import { eventOf } from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { syntheticMailbox } from '../census/synthetic-mailboxes.ts';

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

/** Synced mailboxes managed on-premises, but those with these numbers. */
function people(count: number, cloud: readonly number[] = []): readonly Mailbox[] {
  return Array.from({ length: count }, (_, index) =>
    syntheticMailbox(index, { isDirSynced: true, isExchangeCloudManaged: cloud.includes(index) }),
  );
}

async function census(world: InProcess, mailboxes: readonly Mailbox[]): Promise<[CensusSummary, readonly string[]]> {
  for (const mailbox of mailboxes) world.exchange.put(mailbox);
  const sentinel = openSentinel(world);
  const store = openCensusStore(redis, world.tenant);
  const pages = async function* () {
    yield mailboxes;
  };
  const { clock } = world;
  const summary = await runCensus({ mailboxes: pages, census: store, clock, unit: 'domain', watch: sentinel.watch });
  const told: string[] = [];
  await sentinel.examine(async (examined) => {
    if (examined.is === 'open') told.push(`${examined.divergence.displayName}: ${examined.divergence.kind}`);
  });
  return [summary, told];
}

async function approve(world: InProcess, mailbox: Mailbox): Promise<void> {
  const hash = snapshotHash(takeSnapshot(mailbox, world.clock.now()));
  const isCloudManaged = mailbox.isExchangeCloudManaged === true;
  await world.approved.set(mailbox.objectId, { request: '7Q4K-2M', hash, isCloudManaged, at: '2026-11-22T08:00:00Z' });
}

describe('The sentinel beside a census', () => {
  it('finds nothing on a tenant that it sees for the first time, however much of it is in the cloud already', async () => {
    const [summary, told] = await census(inProcess(redis, { mailboxes: [] }), people(50, [1, 2, 3]));
    assert.deepEqual([summary.suspects, told], [0, []]);
  });

  it('tells of what moved between two censuses, and not of what Steward moved', async () => {
    const world = inProcess(redis, { mailboxes: [] });
    await census(world, people(50));
    const now = people(50, [7, 8]);
    const [, , , , , , , , eight] = now;
    assert.ok(eight);
    await approve(world, eight);
    const [summary, told] = await census(world, now);
    assert.equal(summary.comparison?.toCloud, 2);
    assert.deepEqual([summary.suspects, told], [1, ['Person 7: moved-outside']]);
    const [, again] = await census(world, now);
    assert.deepEqual(again, [], 'and only once');
  });

  it('tells of values and of an authority that changed after approval', async () => {
    const world = inProcess(redis, { mailboxes: [] });
    const now = people(20, [3, 4, 5]);
    for (const index of [3, 4, 5]) await approve(world, now[index] ?? syntheticMailbox(index));
    const later = now.map((mailbox, index) => {
      if (index === 3) return { ...mailbox, isExchangeCloudManaged: false };
      return index === 4 ? { ...mailbox, attributes: { ...mailbox.attributes, Alias: 'another' } } : mailbox;
    });
    const [summary, told] = await census(world, later);
    assert.equal(summary.suspects, 2);
    assert.deepEqual([...told].sort(), ['Person 3: authority-flipped', 'Person 4: values-changed']);
  });

  it('looks at open divergences again, so that what went back is closed', async () => {
    const world = inProcess(redis, { mailboxes: [] });
    await census(world, people(10));
    await census(world, people(10, [2]));
    assert.equal((await world.divergences.open(9)).total, 1);
    await census(world, people(10));
    assert.equal((await world.divergences.open(9)).total, 0);
  });

  it('keeps what it has its doubts about until it was looked at, also where nobody gets to look', async () => {
    const world = inProcess(redis, { mailboxes: [] });
    const [first] = people(1, [0]);
    assert.ok(first);
    await approve(world, first);
    const sentinel = openSentinel(world);
    await sentinel.watch.page([{ objectId: first.objectId, hash: 'f'.repeat(64), isCloudManaged: false }]);
    assert.deepEqual(await notLookedAt(world), { running: 0, waiting: 1 });
    await census(world, [first]);
    assert.deepEqual(await notLookedAt(world), { running: 0, waiting: 0 });
  });

  it('keeps a suspect whose request is running, and says so', async () => {
    const world = inProcess(redis, { mailboxes: [ALICE] });
    const { id } = await approvedRequest(world);
    await happens(world, id, eventOf('start'));
    await approve(world, { ...ALICE, isExchangeCloudManaged: true });
    const [summary, told] = await census(world, [ALICE]);
    assert.deepEqual([summary.suspects, told], [1, []]);
    assert.deepEqual(await notLookedAt(world), { running: 1, waiting: 0 });
  });

  it('looks at five hundred suspects after one census, and counts them all', async () => {
    const world = inProcess(redis, { mailboxes: [] });
    await census(world, people(600));
    const [summary, told] = await census(
      world,
      people(
        600,
        Array.from({ length: 600 }, (_, index) => index),
      ),
    );
    assert.deepEqual([summary.suspects, told.length], [600, 500]);
    assert.deepEqual(await notLookedAt(world), { running: 0, waiting: 100 });
    const [next, rest] = await census(
      world,
      people(
        600,
        Array.from({ length: 600 }, (_, index) => index),
      ),
    );
    assert.deepEqual([next.suspects, rest.length], [0, 100], 'the others have their turn after the next one');
    assert.deepEqual(await notLookedAt(world), { running: 0, waiting: 0 });
  });
});
