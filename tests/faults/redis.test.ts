import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { failedStart } from '../support/child-process.ts';
import type { Person } from '../support/person.ts';
import { storyInTrail } from '../support/proof.ts';
import { carriedOut, openStory } from '../support/story.ts';
import { startWholeWorld, startWorld, type World } from '../support/world.ts';

const UNAVAILABLE = 'Steward cannot reach its store just now: try again in a minute, or look first with "status".';
const WHOLE_STORY = ['drafted', 'confirmed', 'approved', 'started', 'completed'];

async function untilServed(person: Person): Promise<void> {
  while ((await person.types('pending')).text === UNAVAILABLE);
}

describe('Redis that is away at the start', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await world.redis.kill();
  });
  after(() => world.close());

  it('does not keep the bot from starting: it is not ready, says which part, and serves once Redis is there', async () => {
    const { url } = await world.startBot();
    const answer = await fetch(`${url}/readyz`);
    assert.equal(answer.status, 503);
    assert.deepEqual(await answer.json(), { redis: false, archive: true, credential: true });
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    assert.equal((await world.desk.types('pending')).text, UNAVAILABLE);

    await world.redis.restart();
    while ((await fetch(`${url}/readyz`)).status !== 200);
    assert.match((await world.desk.types('check alice@contoso.com')).text, /Alice Archer/);
  });

  it('makes a worker wait, which then works without another start', async () => {
    await world.redis.kill();
    const starting = world.startWorker();
    await world.redis.restart();
    await starting;
    await untilServed(world.desk);
    const story = await carriedOut(world, { mailbox: 'alice@contoso.com' });
    assert.deepEqual(await storyInTrail(world, story.id), WHOLE_STORY);
  });
});

describe('Redis that is killed in the middle', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
  });
  after(() => world.close());

  it('is told to people in one sentence, typed and clicked, and the story goes on when it is back', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    const card = await story.decidable();
    await world.redis.kill();
    assert.equal((await world.desk.types(`status ${story.id}`)).text, UNAVAILABLE);
    const clicked = await world.approver.presses('approve', card, { in: world.channel });
    assert.deepEqual([clicked.text, clicked.isError], [UNAVAILABLE, false]);

    await world.redis.restart();
    await untilServed(world.approver);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed'], 'what was said is true');
    await story.approved();
    await story.outcome();
    assert.deepEqual(await storyInTrail(world, story.id), WHOLE_STORY);
  });

  it('while a change is being made ends with one change and a whole trail, by itself', async () => {
    await world.tenant.forgetCalls();
    await world.tenant.fault({ kind: 'latency', cmdlet: 'Set-Mailbox', ms: 1_000, times: 1 });
    const story = await openStory(world, { mailbox: 'sales@contoso.com' });
    await story.confirmed();
    await story.approved();
    await world.tenant.arrived('Set-Mailbox');
    await world.redis.kill();
    await world.redis.restart();
    await story.outcome();
    assert.equal(await world.tenant.writes(), 1);
    assert.equal(await world.tenant.isCloudManaged('sales@contoso.com'), true);
    const trail = await storyInTrail(world, story.id);
    assert.deepEqual(
      trail.filter((kind) => kind !== 'delayed'),
      WHOLE_STORY,
    );
  });

  it('right after an approval was answered has kept the approval', async () => {
    const story = await openStory(world, { mailbox: 'reception@contoso.com' });
    await story.confirmed();
    assert.match((await story.approved()).text, /Approved by|running|done/i);
    await world.redis.kill();
    await world.redis.restart();
    await story.outcome();
    const trail = await storyInTrail(world, story.id);
    assert.deepEqual(
      trail.filter((kind) => kind !== 'delayed'),
      WHOLE_STORY,
    );
  });
});

describe('Redis that may throw keys away', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    const redis = new Redis(world.redis.socket);
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    redis.disconnect();
  });
  after(() => world.close());

  it('stops the start of a worker with one sentence that says what to set', async () => {
    const { code, complaint } = await failedStart('worker', world.environment);
    assert.equal(code, 1);
    assert.equal(
      complaint,
      'Redis may evict keys (maxmemory-policy is "allkeys-lru"): set it to "noeviction" and start again.',
    );
  });
});
