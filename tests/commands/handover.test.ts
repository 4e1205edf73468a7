import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { handover } from '../../commands/handover.ts';
import { asked, confirmed, contextOf, happens, inProcess } from '../support/in-process.ts';
import { ANNA, BEN } from '../support/lived-request.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

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

async function topics(world: ReturnType<typeof inProcess>, person: typeof ANNA): Promise<readonly string[]> {
  const result = await handover.execute({}, contextOf(world, person));
  assert.ok(result.ok && result.reply.kind === 'handover');
  return result.reply.report.groups.map(({ topic, records }) => `${topic} ${records.length}`);
}

describe('A hand-over', () => {
  it('keeps drafts to those who made them, and then has nothing to say of them to others', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    assert.deepEqual(await topics(world, ANNA), ['waiting 1']);
    assert.deepEqual(await topics(world, BEN), []);
    await confirmed(world, id);
    assert.deepEqual(await topics(world, BEN), ['waiting 1']);
  });

  it('tells what is held apart from what waits for the end of a freeze, and from what is owed', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    await confirmed(world, id);
    await happens(world, id, { kind: 'approve', by: BEN, shown: null });
    await happens(world, id, { kind: 'delay', code: 'frozen', nextAt: new Date('2026-11-23T06:00:00.000Z') });
    assert.deepEqual(await topics(world, BEN), ['frozen 1']);
    await happens(world, id, { kind: 'hold', by: BEN, reason: null, shown: null });
    assert.deepEqual(await topics(world, BEN), ['held 1']);
    await asked(world, { breakGlass: true, reason: 'incident' });
    assert.deepEqual(await topics(world, BEN), ['owed 1'], 'what it took the place of is over');
  });
});
