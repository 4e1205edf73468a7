import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { Place } from '../../bot/inbound.ts';
import { personalChats } from '../../bot/personal-chats.ts';
import { rememberSeen } from '../../bot/remember-seen.ts';
import { openContactStore } from '../../services/store/contact-store.ts';
import { fakeChannel } from '../support/fake-channel.ts';
import { ANNA } from '../support/lived-request.ts';
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

const CHANNEL: Place = { id: '19:x', replyTo: '19:x', kind: 'channel', serviceUrl: 'https://x/', botId: '28:b' };

function scene() {
  const tenant = randomUUID();
  const contacts = openContactStore(redis, tenant);
  const channel = fakeChannel();
  const actor = { ...ANNA, tenantId: tenant, channelId: '29:anna' };
  return { tenant, contacts, channel, actor, chats: personalChats({ channel, contacts }) };
}

describe('A personal chat', () => {
  it('is opened from a channel once, and known from then on', async () => {
    const { chats, contacts, actor, channel } = scene();
    assert.equal(await chats.open(actor, CHANNEL), true);
    assert.equal((await contacts.person(ANNA.objectId))?.personal, 'a:29:anna');
    assert.equal((await contacts.conversation('a:29:anna'))?.kind, 'personal');
    channel.failNext('blocked');
    assert.equal(await chats.open(actor, CHANNEL), true, 'nothing is asked a second time');
  });

  it('that Teams does not allow is no error', async () => {
    const { chats, channel, actor, contacts } = scene();
    channel.failNext('blocked');
    assert.equal(await chats.open(actor, CHANNEL), false);
    assert.equal(await contacts.person(ANNA.objectId), undefined);
  });

  it('where the line was typed is remembered', async () => {
    const { chats, contacts, actor } = scene();
    assert.equal(await chats.open(actor, { ...CHANNEL, id: 'a:1', kind: 'personal' }), true);
    assert.deepEqual(await contacts.person(ANNA.objectId), { channelId: '29:anna', personal: 'a:1' });
  });
});

describe('What was seen', () => {
  const peopleOf = (tenantId: string) => [{ ...ANNA, tenantId, channelId: '29:anna' }];

  it('of our organisation is kept: how to reach people, and their personal chat once they spoke there', async () => {
    const { tenant, contacts } = scene();
    await rememberSeen(
      { contacts, tenant },
      { place: CHANNEL, people: peopleOf(tenant), tenantId: tenant, removed: false },
    );
    assert.equal((await contacts.conversation('19:x'))?.kind, 'channel');
    assert.deepEqual(await contacts.person(ANNA.objectId), { channelId: '29:anna' });
    const chat: Place = { ...CHANNEL, id: 'a:1', kind: 'personal' };
    await rememberSeen(
      { contacts, tenant },
      { place: chat, people: peopleOf(tenant), tenantId: tenant, removed: false },
    );
    assert.equal((await contacts.person(ANNA.objectId))?.personal, 'a:1');
  });

  it('of another organisation, or of a place the bot was removed from, leaves no trace', async () => {
    const { tenant, contacts } = scene();
    await rememberSeen(
      { contacts, tenant },
      { place: CHANNEL, people: peopleOf(tenant), tenantId: randomUUID(), removed: false },
    );
    await rememberSeen(
      { contacts, tenant },
      { place: CHANNEL, people: peopleOf(tenant), tenantId: tenant, removed: true },
    );
    assert.equal(await contacts.conversation('19:x'), undefined);
    assert.equal(await contacts.person(ANNA.objectId), undefined);
  });
});
