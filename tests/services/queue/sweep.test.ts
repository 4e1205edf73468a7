import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { sweepExpired } from '../../../services/queue/sweep.ts';
import { advance } from '../../../services/request/advance.ts';
import { approvedRequest, asked, confirmed, inProcess, mailboxOf } from '../../support/in-process.ts';
import { BEN } from '../../support/lived-request.ts';
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

const MINUTE = 60_000;

describe('The sweep', () => {
  it('ends what is due and nothing else, and finds nothing the second time', async () => {
    const mailboxes = ['Ada One', 'Bea Two', 'Cid Three', 'Dot Four'].map((name) => mailboxOf(name));
    const world = inProcess(redis, { mailboxes });
    const [draft, pending, approved, late] = mailboxes.map(({ objectId }) => ({ objectId }));
    assert.ok(draft && pending && approved && late);
    const first = await asked(world, draft);
    const second = await asked(world, pending);
    await confirmed(world, second.id);
    const third = await approvedRequest(world, approved);
    world.clock.advance(14 * MINUTE);
    const fourth = await asked(world, late);
    assert.equal(await sweepExpired(world), 0);
    world.clock.advance(MINUTE);
    assert.equal(await sweepExpired(world), 1);
    const states = await Promise.all([first, second, third, fourth].map(({ id }) => world.store.get(id)));
    assert.deepEqual(
      states.map((record) => record?.state),
      ['expired', 'pending', 'approved', 'drafted'],
    );
    assert.equal(await sweepExpired(world), 0);
  });

  it('run by two workers at once ends each request once', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    world.clock.advance(15 * MINUTE);
    await Promise.all([sweepExpired(world), sweepExpired(world)]);
    assert.equal((await world.store.trailOf(id)).length, 2);
  });

  it('is not needed for the truth: whoever comes too late expires the request themselves', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    await confirmed(world, id);
    world.clock.advance(24 * 60 * MINUTE);
    const answered = await advance(world, id, { kind: 'approve', by: BEN, shown: null });
    assert.equal(!answered.ok && answered.refusal.code, 'expired');
    assert.equal(answered.record?.state, 'expired');
    assert.equal((await world.store.get(id))?.state, 'expired');
  });
});
