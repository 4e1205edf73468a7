import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { Answer, Inbound } from '../../bot/inbound.ts';
import { COMMANDS } from '../../commands/index.ts';
import { auditStreamKey } from '../../services/store/keys.ts';
import { buttonsOf, verbsOf } from '../support/card-parts.ts';
import { ALICE_ID, asked, confirmed, happens, type InProcess, inProcess } from '../support/in-process.ts';
import { ANNA, BEN, CLEO, PEOPLE } from '../support/lived-request.ts';
import { inboundOf, pipelineOn, pressed, typed } from '../support/pipeline-in-process.ts';
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

const ids = PEOPLE.map(({ objectId }) => objectId);
const inChannel = (inbound: Inbound): Inbound => ({
  ...inbound,
  place: { ...inbound.place, id: '19:c', replyTo: '19:c;messageid=1', kind: 'channel' },
});

async function office() {
  // What commands wait for at most takes no time here, however many there are.
  const world = inProcess(redis, { heldFrom: 8_000 });
  for (const { objectId, name } of PEOPLE) {
    world.directory.put({ objectId, displayName: name, userPrincipalName: name, employeeId: null, isGuest: false });
  }
  const roles = { requester: ids, approver: ids.slice(1), admin: ids };
  const { id } = await asked(world);
  return { world, id, receive: pipelineOn(world, { roles }).receive };
}

type Office = Awaited<ReturnType<typeof office>>;

const cardIn = (answer: Answer) => {
  assert.equal(answer.kind, 'card');
  return answer.kind === 'card' ? answer.card : {};
};

/** Every verb, by everybody, with all that a card could carry, as Teams would ask by itself. */
async function nothingChanges({ world, id, receive }: Office): Promise<void> {
  const [record, audit] = [await world.store.get(id), await entries(world)];
  const carried = [{ request: id, version: record?.version }, { request: id }, { mailbox: ALICE_ID }, {}];
  const asked = COMMANDS.flatMap(({ name }) => carried.map((data) => pressed(name, data, 'automatic')));
  for (const said of asked) {
    for (const person of PEOPLE) await receive(inChannel(inboundOf(world, person, said)));
  }
  assert.deepEqual(await world.store.get(id), record);
  assert.equal(await entries(world), audit);
}

const entries = (world: InProcess): Promise<number> => redis.xlen(auditStreamKey(world.tenant));

describe('An answer that is for one person alone', () => {
  it('asks again for that person while there is something to decide, and for nobody after', async () => {
    const { world, id, receive } = await office();
    await confirmed(world, id);
    const press = () => receive(inChannel(inboundOf(world, BEN, pressed('review', { request: id }))));
    const view = cardIn(await press());
    assert.deepEqual(verbsOf(view), ['approve', 'deny']);
    assert.deepEqual(view.refresh, {
      action: { type: 'Action.Execute', title: 'Review', verb: 'review', data: { request: id } },
      userIds: [`29:${BEN.objectId}`],
    });
    await happens(world, id, { kind: 'deny', by: CLEO, reason: null, shown: null });
    const later = cardIn(await press());
    assert.deepEqual(verbsOf(later), []);
    assert.deepEqual(Object(later.refresh).userIds, []);
  });

  it('is never given to a channel: a typed line is answered with what everybody may see', async () => {
    const { world, id, receive } = await office();
    await confirmed(world, id);
    for (const person of [ANNA, BEN]) {
      for (const line of [`status ${id}`, `review ${id}`]) {
        const shared = cardIn(await receive(inChannel(inboundOf(world, person, typed(line)))));
        assert.deepEqual(verbsOf(shared), ['review']);
        assert.deepEqual(Object(shared.refresh).userIds, [`29:${person.objectId}`], 'who asked gets their own view');
      }
    }
    const own = cardIn(await receive(inboundOf(world, BEN, typed(`status ${id}`))));
    assert.deepEqual(verbsOf(own), ['approve', 'deny'], 'in a personal chat nobody else looks on');
    assert.equal(own.refresh, undefined);
  });
});

describe('A card that redraws itself', () => {
  it('changes nothing, whatever it asks for and whoever is asked', async () => {
    const scene = await office();
    await nothingChanges(scene);
    await confirmed(scene.world, scene.id);
    await nothingChanges(scene);
  });

  it('does not use up the click that comes with the same delivery id', async () => {
    const { world, id, receive } = await office();
    await confirmed(world, id);
    const click = inboundOf(world, BEN, pressed('approve', { request: id, version: 2 }));
    await receive({ ...click, said: pressed('approve', { request: id, version: 2 }, 'automatic') });
    assert.equal((await world.store.get(id))?.state, 'pending');
    await receive(click);
    assert.equal((await world.store.get(id))?.state, 'approved');
  });

  it('shows the request as it is now, not as the client had it', async () => {
    const { world, id, receive } = await office();
    await confirmed(world, id);
    const refresh = pressed('review', { request: id, version: 1 }, 'automatic');
    const card = cardIn(await receive(inChannel(inboundOf(world, BEN, refresh))));
    assert.deepEqual(
      buttonsOf(card).map(({ data }) => data.version),
      [2, 2],
    );
  });
});
