import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { type CensusStore, openCensusStore } from '../../../services/census/census-store.ts';
import { ExchangeError } from '../../../services/exchange/exchange.ts';
import type { Mailbox } from '../../../services/mailbox/mailbox.ts';
import { type CensusJobNeeds, censusIfDue, startCensusWorker } from '../../../services/queue/census-job.ts';
import type { Divergence } from '../../../services/sentinel/divergence.ts';
import { ALICE, type InProcess, inProcess } from '../../support/in-process.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { silentLog } from '../../support/silent-log.ts';

let server: TestRedis;
let redis: Redis;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
});
after(async () => {
  redis.disconnect();
  await server.stop();
});

const HOUR = 3_600_000;
const NEVER = new AbortController().signal;

type Pages = () => AsyncIterable<readonly Mailbox[]>;
type Job = { readonly world: InProcess; readonly census: CensusStore; readonly needs: CensusJobNeeds };

function job(pages: Pages, change: Partial<CensusJobNeeds> = {}): Job {
  const world = inProcess(redis);
  const census = openCensusStore(redis, world.tenant);
  const exchange = { ...world.exchange, mailboxes: pages };
  return { world, census, needs: { ...world, exchange, census, unit: 'domain', log: silentLog, ...change } };
}

async function* one(): AsyncGenerator<readonly Mailbox[]> {
  yield [ALICE];
}

async function* refused(): AsyncGenerator<readonly Mailbox[]> {
  yield [ALICE];
  throw new ExchangeError('permission', 'Exchange refused.');
}

const codeOf = async ({ census, world }: Job): Promise<string | undefined> =>
  (await census.state(world.clock.now())).failed?.code;

describe('A census by the schedule', () => {
  it('is taken one interval after the schedule began, and one interval after the last', async () => {
    const { world, census, needs } = job(one);
    const taken = async (): Promise<boolean> => (await censusIfDue(needs, NEVER)) !== undefined;
    assert.equal(await taken(), false, 'no worker has made a schedule');
    await census.schedule(world.clock.now(), 'PT24H');
    world.clock.advance(23 * HOUR);
    await census.schedule(world.clock.now(), 'PT24H');
    assert.equal(await taken(), false, 'a second worker does not put it off');
    world.clock.advance(HOUR);
    assert.deepEqual([await taken(), await taken()], [true, false]);
    world.clock.advance(24 * HOUR);
    assert.equal(await taken(), true);
    assert.equal((await census.history(9)).length, 2);
  });

  it('that failed says why, and rests for an hour', async () => {
    const failing = job(refused);
    const { world, census, needs } = failing;
    await census.schedule(world.clock.now(), 'PT24H');
    world.clock.advance(24 * HOUR);
    let walks = 0;
    const counted = {
      ...needs,
      exchange: {
        ...needs.exchange,
        mailboxes: () => {
          walks += 1;
          return refused();
        },
      },
    };
    for (let looks = 0; looks < 5; looks += 1) await censusIfDue(counted, NEVER);
    assert.equal(walks, 1);
    assert.equal(await codeOf(failing), 'exchange_permission');
    world.clock.advance(HOUR);
    assert.ok(await censusIfDue(needs, NEVER).then((summary) => summary === undefined));
    world.clock.advance(HOUR);
    assert.equal((await censusIfDue({ ...needs, exchange: { ...needs.exchange, mailboxes: one } }, NEVER))?.total, 1);
    assert.equal(await codeOf(failing), undefined, 'a success ends it');
  });
});

describe('A census that somebody asked for', () => {
  it('is taken at once, also without a schedule, and once', async () => {
    const { world, census, needs } = job(one);
    await census.want(world.clock.now());
    assert.equal((await censusIfDue(needs, NEVER))?.total, 1);
    assert.equal(await censusIfDue(needs, NEVER), undefined);
  });

  it('is begun again by the next worker when the first was stopped in the middle', async () => {
    const stopping = new AbortController();
    const { world, census, needs } = job(async function* () {
      yield [ALICE];
      stopping.abort();
      throw new ExchangeError('unavailable', 'Cancelled.');
    });
    await census.want(world.clock.now());
    assert.equal(await censusIfDue(needs, stopping.signal), undefined);
    assert.deepEqual(await census.history(1), []);
    const { wanted, failed } = await census.state(world.clock.now());
    assert.deepEqual([wanted !== null, failed], [true, null]);
    const next = { ...needs, exchange: { ...needs.exchange, mailboxes: one } };
    assert.equal((await censusIfDue(next, NEVER))?.total, 1);
  });
});

describe('A census worker', () => {
  it('takes a census that was asked for, tells of a divergence once, and stops', async () => {
    const told: Divergence[] = [];
    const { promise: heard, resolve } = Promise.withResolvers<void>();
    const { world, census, needs } = job(one, {
      onDivergence: async (divergence) => {
        told.push(divergence);
        resolve();
      },
    });
    const approved = { request: '7Q4K-2M', hash: 'a'.repeat(64), isCloudManaged: true };
    await world.approved.set(ALICE.objectId, { ...approved, at: world.clock.now().toISOString() });
    await census.want(world.clock.now());
    const connections = [redis.duplicate(), redis.duplicate()];
    const start = (own: Redis) => startCensusWorker({ ...needs, redis: own, every: 'PT24H' });
    const workers = await Promise.all(connections.map(start));
    await heard;
    await Promise.all(workers.map((worker) => worker.stop()));
    for (const connection of connections) connection.disconnect();
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['authority-flipped'],
    );
    assert.equal((await census.history(9)).length, 1);
  });
});
