import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { ChannelError } from '../../bot/channel.ts';
import { type DrawNeeds, drawCards } from '../../bot/draw-cards.ts';
import { openCardPlaces } from '../../services/store/card-places.ts';
import { openContactStore } from '../../services/store/contact-store.ts';
import { type FakeChannel, fakeChannel } from '../support/fake-channel.ts';
import { approvedRequest, asked, confirmed, happens, type InProcess, inProcess } from '../support/in-process.ts';
import { ANNA, BEN } from '../support/lived-request.ts';
import { recordingLog } from '../support/recording-log.ts';
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

const CHAT = 'a:anna';
const CHANNEL = '19:approvals';

type Scene = { readonly world: InProcess; readonly needs: DrawNeeds; readonly channel: FakeChannel };

async function scene(options: { approvalsRequired?: number } = {}): Promise<Scene> {
  const world = inProcess(redis, options);
  const contacts = openContactStore(redis, world.tenant);
  const place = { serviceUrl: 'https://x/', botId: '28:b', tenantId: world.tenant };
  await contacts.rememberConversation({ ...place, id: CHAT, kind: 'personal' });
  await contacts.rememberConversation({ ...place, id: CHANNEL, kind: 'channel' });
  await contacts.rememberPerson(ANNA.objectId, { channelId: '29:anna', personal: CHAT });
  const channel = fakeChannel();
  const places = openCardPlaces(redis, world.tenant);
  const log = recordingLog();
  const needs = { ...world, places, contacts, channel, approvalsConversation: CHANNEL, log };
  return { world, channel, needs };
}

const seen = ({ channel }: Scene) => channel.said.map(({ how, conversation }) => `${how} ${conversation}`);

async function fails(drawing: Promise<void>, errorClass: string): Promise<void> {
  await assert.rejects(drawing, (error) => error instanceof ChannelError && error.errorClass === errorClass);
}

describe('The cards of a request', () => {
  it('are shown to the requester alone until they confirm', async () => {
    const stage = await scene();
    const { id } = await asked(stage.world);
    await drawCards(stage.needs, id);
    assert.deepEqual(seen(stage), [`post ${CHAT}`]);
  });

  it('follow the request: posted once, then edited in place, and the outcome told once', async () => {
    const stage = await scene();
    const { id } = await asked(stage.world);
    await drawCards(stage.needs, id);
    await confirmed(stage.world, id);
    await drawCards(stage.needs, id);
    await happens(stage.world, id, { kind: 'deny', by: BEN, reason: 'freeze', shown: null });
    await drawCards(stage.needs, id);
    await drawCards(stage.needs, id);
    assert.deepEqual(seen(stage), [
      `post ${CHAT}`,
      `update ${CHAT}`,
      `post ${CHANNEL}`,
      `update ${CHAT}`,
      `update ${CHANNEL}`,
      `post ${CHAT}`,
    ]);
    assert.deepEqual(
      stage.channel.said.map(({ message }) => message),
      ['m1', 'm1', 'm2', 'm1', 'm2', 'm3'],
    );
  });

  it('that show the present version are left alone', async () => {
    const stage = await scene();
    const { id } = await approvedRequest(stage.world);
    await drawCards(stage.needs, id);
    const count = stage.channel.said.length;
    await drawCards(stage.needs, id);
    assert.equal(stage.channel.said.length, count);
  });

  it('skip what happened in between: only the committed record is drawn', async () => {
    const stage = await scene();
    const { id } = await approvedRequest(stage.world);
    await drawCards(stage.needs, id);
    assert.deepEqual(seen(stage), [`post ${CHAT}`, `post ${CHANNEL}`]);
    assert.match(stage.channel.said[1]?.card ?? '', /Ben Okafor/);
  });

  it('of a request that is unknown are none', async () => {
    const stage = await scene();
    await drawCards(stage.needs, '0000-00');
    assert.deepEqual(seen(stage), []);
  });

  it('remind approvers by a new message each time, since nobody is told of an edit', async () => {
    const stage = await scene();
    const { id } = await asked(stage.world);
    await confirmed(stage.world, id);
    await drawCards(stage.needs, id);
    for (const sent of [1, 2]) {
      await happens(stage.world, id, { kind: 'remind' });
      const before = stage.channel.said.length;
      await drawCards(stage.needs, id);
      await drawCards(stage.needs, id);
      const posts = stage.channel.said.slice(before).filter(({ how }) => how === 'post');
      assert.deepEqual(
        posts.map(({ conversation }) => conversation),
        [CHANNEL],
        `reminder ${sent}`,
      );
      assert.match(posts[0]?.card ?? '', /waits for one more person to decide/);
    }
  });

  it('tell a break-glass change to each approver alone, as far as the bot has met them', async () => {
    const stage = await scene();
    const place = { serviceUrl: 'https://x/', botId: '28:b', tenantId: stage.world.tenant };
    await stage.needs.contacts.rememberConversation({ ...place, id: 'a:ben', kind: 'personal' });
    await stage.needs.contacts.rememberPerson(BEN.objectId, { channelId: '29:ben', personal: 'a:ben' });
    const { id } = await asked(stage.world, { breakGlass: true, reason: 'incident' });
    await drawCards(stage.needs, id);
    const told = stage.channel.said.filter(({ conversation }) => conversation === 'a:ben');
    assert.equal(told.length, 1);
    assert.match(told[0]?.card ?? '', /broke the glass/);
    assert.match(told[0]?.card ?? '', /"verb":"approve"/);
  });

  it('go where "approvals here" said, before what was configured', async () => {
    const stage = await scene();
    const { id, tenant } = await asked(stage.world);
    const audit = {
      at: '2026-11-22T09:00:00.000Z',
      tenant,
      kind: 'approvals_place_set' as const,
      request: null,
      version: null,
      actor: BEN.objectId,
      from: null,
      to: '19:other',
      facts: {},
    };
    await stage.world.store.appendAudit(audit, { name: 'approvals_conversation', value: '19:other' });
    await confirmed(stage.world, id);
    await drawCards(stage.needs, id);
    assert.deepEqual(seen(stage), [`post ${CHAT}`, 'post 19:other']);
  });
});

describe('A card that cannot be edited', () => {
  it('because it was deleted is posted again', async () => {
    const stage = await scene();
    const { id } = await asked(stage.world);
    await drawCards(stage.needs, id);
    await confirmed(stage.world, id);
    stage.channel.failNext('gone', { conversation: CHAT });
    await drawCards(stage.needs, id);
    assert.deepEqual(seen(stage), [`post ${CHAT}`, `post ${CHAT}`, `post ${CHANNEL}`]);
  });

  for (const errorClass of ['throttled', 'busy'] as const) {
    it(`because the channel is ${errorClass} is left to a later attempt`, async () => {
      const stage = await scene();
      const { id } = await asked(stage.world);
      await drawCards(stage.needs, id);
      await confirmed(stage.world, id);
      stage.channel.failNext(errorClass, { conversation: CHAT });
      await fails(drawCards(stage.needs, id), errorClass);
      await drawCards(stage.needs, id);
      assert.equal(seen(stage).filter((line) => line === `update ${CHAT}`).length, 1);
    });
  }
});

describe('An approval card that Teams refuses for good', () => {
  for (const errorClass of ['blocked', 'rejected', 'too-big', 'gone'] as const) {
    it(`(${errorClass}) is told to the requester, once`, async () => {
      const stage = await scene();
      const { id } = await asked(stage.world);
      await drawCards(stage.needs, id);
      await confirmed(stage.world, id);
      stage.channel.failNext(errorClass, { conversation: CHANNEL });
      await drawCards(stage.needs, id);
      await happens(stage.world, id, { kind: 'approve', by: BEN, shown: null });
      await drawCards(stage.needs, id);
      const told = stage.channel.said.filter(({ summary }) => summary.includes('Teams refused the approval card'));
      assert.equal(told.length, 1);
      assert.equal(told[0]?.conversation, CHAT);
      assert.equal(seen(stage).includes(`post ${CHANNEL}`), false);
    });
  }

  it('is told to the requester even when that needs a second attempt', async () => {
    const stage = await scene();
    const { id } = await asked(stage.world);
    await confirmed(stage.world, id);
    stage.channel.failNext('blocked', { conversation: CHANNEL });
    const post: typeof stage.channel.post = async (to, message) => {
      if (message.summary.includes('Teams refused')) stage.channel.failNext('throttled', { conversation: CHAT });
      return await stage.channel.post(to, message);
    };
    await drawCards({ ...stage.needs, channel: { ...stage.channel, post } }, id).catch(() => undefined);
    await drawCards(stage.needs, id);
    const told = stage.channel.said.filter(({ summary }) => summary.includes('Teams refused the approval card'));
    assert.equal(told.length, 1);
  });
});

describe('A post', () => {
  it('whose outcome is unknown is repeated at most once', async () => {
    const stage = await scene();
    const { id } = await asked(stage.world);
    stage.channel.failNext('outcome-unknown', { times: 5 });
    await fails(drawCards(stage.needs, id), 'outcome-unknown');
    await fails(drawCards(stage.needs, id), 'outcome-unknown');
    await drawCards(stage.needs, id);
    await drawCards(stage.needs, id);
    assert.deepEqual(seen(stage), [`post ${CHAT}`, `post ${CHAT}`]);
  });

  it('that was throttled was not made: it does not count', async () => {
    const stage = await scene();
    const { id } = await asked(stage.world);
    stage.channel.failNext('throttled', { times: 4 });
    for (let attempt = 0; attempt < 4; attempt += 1) await fails(drawCards(stage.needs, id), 'throttled');
    await drawCards(stage.needs, id);
    assert.deepEqual(seen(stage), [`post ${CHAT}`]);
  });

  it('that is throttled in one place does not hold up the others', async () => {
    const stage = await scene();
    const { id } = await asked(stage.world);
    await confirmed(stage.world, id);
    stage.channel.failNext('throttled', { conversation: CHAT });
    await fails(drawCards(stage.needs, id), 'throttled');
    assert.deepEqual(seen(stage), [`post ${CHANNEL}`]);
  });
});
