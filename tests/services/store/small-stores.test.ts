import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { type DrawnCard, openCardPlaces } from '../../../services/store/card-places.ts';
import { type Contact, openContactStore } from '../../../services/store/contact-store.ts';
import { drawLockKey, seenKey } from '../../../services/store/keys.ts';
import { openSeenStore } from '../../../services/store/seen-store.ts';
import { ID } from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

let server: TestRedis;
let redis: Redis;
let tenant: string;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
});
after(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => {
  tenant = randomUUID();
});

const CARD: DrawnCard = { conversation: 'a', message: 'm1', version: 2, posts: 1, refused: null };
const PLACE: Contact = { id: '19:x', serviceUrl: 'https://x/', botId: '28:b', tenantId: 't', kind: 'channel' };

describe('Where the cards of a request are', () => {
  it('is kept for each place apart', async () => {
    const places = openCardPlaces(redis, tenant);
    assert.deepEqual(await places.of(ID), {});
    await places.put(ID, 'requester', CARD);
    await places.put(ID, 'outcome', { ...CARD, message: null, refused: 'channel_blocked' });
    await places.put(ID, 'requester', { ...CARD, version: 3 });
    assert.deepEqual(await places.of(ID), {
      requester: { ...CARD, version: 3 },
      outcome: { ...CARD, message: null, refused: 'channel_blocked' },
    });
  });

  it('is drawn by one at a time, and by the next once the first lets go', async () => {
    const places = openCardPlaces(redis, tenant);
    const mine = await places.lock(ID);
    assert.ok(mine);
    assert.equal(await places.lock(ID), undefined);
    await mine.release();
    assert.ok(await places.lock(ID));
  });

  it('a lock dies with its holder, and a late release does not take the next one away', async () => {
    const places = openCardPlaces(redis, tenant);
    const dead = await places.lock(ID);
    const ttl = await redis.pttl(drawLockKey(tenant, ID));
    assert.ok(ttl > 0 && ttl <= 60_000);
    await redis.del(drawLockKey(tenant, ID));
    assert.ok(await places.lock(ID));
    await dead?.release();
    assert.equal(await places.lock(ID), undefined);
  });
});

describe('Deliveries', () => {
  it('are first once, and are remembered longer when they are done', async () => {
    const seen = openSeenStore(redis, tenant);
    assert.equal(await seen.first('k'), true);
    assert.equal(await seen.first('k'), false);
    assert.ok((await redis.ttl(seenKey(tenant, 'k'))) <= 20);
    await seen.done('k');
    assert.equal(await seen.first('k'), false);
    assert.ok((await redis.ttl(seenKey(tenant, 'k'))) > 3_000);
  });

  it('whose worker died are worked on again once they are taken for lost', async () => {
    const seen = openSeenStore(redis, tenant);
    await seen.first('k');
    await redis.pexpire(seenKey(tenant, 'k'), 0);
    assert.equal(await seen.first('k'), true);
  });
});

describe('How to speak later', () => {
  it('is kept for conversations and people', async () => {
    const contacts = openContactStore(redis, tenant);
    assert.equal(await contacts.conversation('19:x'), undefined);
    assert.equal(await contacts.person('p'), undefined);
    await contacts.rememberConversation(PLACE);
    await contacts.rememberPerson('p', { channelId: '29:p' });
    assert.deepEqual(await contacts.conversation('19:x'), PLACE);
    assert.deepEqual(await contacts.person('p'), { channelId: '29:p' });
    await contacts.rememberPerson('p', { channelId: '29:p', personal: 'a:1' });
    assert.deepEqual(await contacts.person('p'), { channelId: '29:p', personal: 'a:1' });
  });

  it('is not forgotten when somebody is seen without their personal chat', async () => {
    const contacts = openContactStore(redis, tenant);
    await contacts.rememberPerson('p', { channelId: '29:p', personal: 'a:1' });
    await contacts.rememberPerson('p', { channelId: '29:q' });
    assert.deepEqual(await contacts.person('p'), { channelId: '29:q', personal: 'a:1' });
  });

  it('is written again only when it is new', async () => {
    const contacts = openContactStore(redis, tenant);
    await contacts.rememberConversation(PLACE);
    await redis.config('RESETSTAT');
    await contacts.rememberConversation(PLACE);
    assert.doesNotMatch(await redis.info('commandstats'), /cmdstat_hset/);
    await contacts.rememberConversation({ ...PLACE, serviceUrl: 'https://y/' });
    assert.equal((await contacts.conversation('19:x'))?.serviceUrl, 'https://y/');
  });
});
