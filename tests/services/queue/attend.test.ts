import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { policySchema } from '../../../services/policy/policy.ts';
import { attend } from '../../../services/queue/attend.ts';
import { advance } from '../../../services/request/advance.ts';
import { decidingRoles } from '../../../services/request/deciding-roles.ts';
import { executeRequest } from '../../../services/request/execute.ts';
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
    assert.equal(await attend(world), 0);
    world.clock.advance(MINUTE);
    assert.equal(await attend(world), 2, 'one expires, and approvers are reminded of the other');
    const states = await Promise.all([first, second, third, fourth].map(({ id }) => world.store.get(id)));
    assert.deepEqual(
      states.map((record) => record?.state),
      ['expired', 'pending', 'approved', 'drafted'],
    );
    assert.equal(await attend(world), 0);
  });

  it('reminds after 15 minutes, then after twice as long each time, and never after the decision', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    await confirmed(world, id);
    const sentAfter = async (minutes: number): Promise<number | undefined> => {
      world.clock.advance(minutes * MINUTE);
      await attend(world);
      return (await world.store.get(id))?.reminders.sent;
    };
    assert.deepEqual([await sentAfter(14), await sentAfter(1)], [0, 1]);
    assert.deepEqual([await sentAfter(29), await sentAfter(1)], [1, 2]);
    assert.deepEqual([await sentAfter(59), await sentAfter(1)], [2, 3]);
    await advance(world, id, { kind: 'approve', by: BEN, shown: null });
    assert.deepEqual([await sentAfter(10 * 60)], [3]);
  });

  it('that was away for hours reminds once, not once for each reminder that was missed', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    await confirmed(world, id);
    world.clock.advance(4 * 60 * MINUTE);
    assert.deepEqual([await attend(world), await attend(world)], [1, 0]);
    assert.equal((await world.store.trailOf(id)).length, 3);
  });

  it('asks people of the second role once the time of the first is up, and from then on they may decide', async () => {
    const policy = policySchema.parse({
      rules: [
        { name: 'default for new mailboxes', when: { kind: 'organization' }, approvals: 2 },
        { name: 'all', approvals: 1, escalate: { after: 'PT2H', to: 'admin' } },
      ],
    });
    const world = inProcess(redis);
    const escalating = { ...world, settings: { ...world.settings, policy } };
    const { id } = await asked(escalating);
    const before = await confirmed(escalating, id);
    assert.deepEqual(decidingRoles(before), ['approver']);
    world.clock.advance(2 * 60 * MINUTE);
    await attend(escalating);
    const after = await world.store.get(id);
    assert.ok(after);
    assert.deepEqual(decidingRoles(after), ['approver', 'admin']);
    assert.equal(after.state, 'pending');
  });

  it('a look that has to wait does not hold back an approval that is overdue', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world, { breakGlass: true, reason: 'incident' });
    await executeRequest(world, id);
    world.clock.advance(24 * 60 * MINUTE);
    await attend(world);
    assert.equal((await world.store.get(id))?.debt?.overdue, true);
  });

  it('run by two workers at once ends each request once', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    world.clock.advance(15 * MINUTE);
    await Promise.all([attend(world), attend(world)]);
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
