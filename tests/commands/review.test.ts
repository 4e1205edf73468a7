import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { review } from '../../commands/review.ts';
import type { Role } from '../../services/people/role.ts';
import type { Person } from '../../services/request/record.ts';
import { asked, confirmed, contextOf, happens, type InProcess, inProcess } from '../support/in-process.ts';
import { ANNA, BEN, CLEO } from '../support/lived-request.ts';
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

type Scene = { readonly world: InProcess; readonly id: string };

/** For whom the card is, or the code of the refusal. */
async function seenBy({ world, id }: Scene, person: Person, holds?: readonly Role[]): Promise<string> {
  const result = await review.execute({ request: id }, contextOf(world, person, holds ? { holds } : {}));
  if (!result.ok) return result.code;
  assert.equal(result.reply.kind, 'request');
  return result.reply.kind === 'request' ? result.reply.audience : '';
}

async function pending(options: { approvalsRequired?: number } = {}): Promise<Scene> {
  const world = inProcess(redis, options);
  const { id } = await asked(world);
  await confirmed(world, id);
  return { world, id };
}

describe('A request under review', () => {
  it('is shown to each person as what they are to it', async () => {
    const scene = await pending();
    assert.equal(await seenBy(scene, BEN), 'approver');
    assert.equal(await seenBy(scene, ANNA), 'requester', 'who may approve others is still the requester of this');
    assert.equal(await seenBy(scene, CLEO, ['viewer']), 'reader');
    assert.equal(await seenBy(scene, CLEO, ['requester']), 'reader');
    assert.equal(await seenBy(scene, CLEO, ['admin']), 'reader', 'the rule asks for an approver');
  });

  it('shows a linked account of the requester as the requester', async () => {
    const scene = await pending();
    assert.equal(await seenBy(scene, { ...BEN, person: ANNA.objectId }), 'requester');
  });

  it('has nothing left to press for who has voted, with any account', async () => {
    const scene = await pending({ approvalsRequired: 2 });
    await happens(scene.world, scene.id, { kind: 'approve', by: BEN, shown: null });
    assert.equal(await seenBy(scene, BEN), 'reader');
    assert.equal(await seenBy(scene, { ...CLEO, person: BEN.objectId }), 'reader');
    assert.equal(await seenBy(scene, CLEO), 'approver');
  });

  it('does not exist for others before its requester has confirmed it', async () => {
    const world = inProcess(redis);
    const scene = { world, id: (await asked(world)).id };
    assert.equal(await seenBy(scene, BEN), 'request_not_found');
    assert.equal(await seenBy(scene, ANNA), 'requester');
    assert.equal(await seenBy({ ...scene, id: '0000-00' }, BEN), 'request_not_found');
  });

  it('stays as it is, however often it is looked at', async () => {
    const scene = await pending();
    const before = await scene.world.store.get(scene.id);
    for (const person of [ANNA, BEN, CLEO]) await seenBy(scene, person);
    assert.deepEqual(await scene.world.store.get(scene.id), before);
    assert.equal(review.changes, false);
  });
});
