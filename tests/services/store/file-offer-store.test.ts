import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { type FileOffers, OFFER_SECONDS, openFileOffers } from '../../../services/store/file-offer-store.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

const FILE = {
  name: 'carry.ps1',
  contentType: 'text/plain',
  content: "Set-RemoteMailbox -MailTip 'x'",
  who: 'requester' as const,
  line: 'carry alice@contoso.com',
};
const [ANNA, BEN] = [randomUUID(), randomUUID()];

describe('A file on offer', () => {
  let server: TestRedis;
  let redis: Redis;
  let offers: FileOffers;
  before(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
    offers = openFileOffers(redis, randomUUID());
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });

  it('is handed out once to the one it was made for', async () => {
    const id = await offers.offer(ANNA, FILE);
    assert.deepEqual(await offers.take(ANNA, id), { ok: true, file: FILE });
    assert.deepEqual(await offers.take(ANNA, id), { ok: false, why: 'again' });
  });

  it('tells its owner alone on what terms it is handed out, and only while it waits', async () => {
    const id = await offers.offer(ANNA, FILE);
    assert.deepEqual(await offers.terms(ANNA, id), { who: 'requester', line: FILE.line });
    assert.equal(await offers.terms(BEN, id), undefined);
    await offers.take(ANNA, id);
    assert.equal(await offers.terms(ANNA, id), undefined);
  });

  it('is not there for anybody else, and stays for its owner', async () => {
    const id = await offers.offer(ANNA, FILE);
    assert.deepEqual(await offers.take(BEN, id), { ok: false, why: 'gone' });
    await offers.withdraw(BEN, id);
    assert.equal((await offers.take(ANNA, id)).ok, true);
  });

  it('is handed out once even when many ask at once', async () => {
    const id = await offers.offer(ANNA, FILE);
    const taken = await Promise.all(Array.from({ length: 20 }, () => offers.take(ANNA, id)));
    assert.equal(taken.filter(({ ok }) => ok).length, 1);
  });

  it('ends by itself, and at once when it is withdrawn', async () => {
    const id = await offers.offer(ANNA, FILE);
    const [key = ''] = await redis.keys(`*${id}`);
    const left = await redis.ttl(key);
    assert.ok(left > 0 && left <= OFFER_SECONDS);
    await offers.withdraw(ANNA, id);
    assert.deepEqual(await offers.take(ANNA, id), { ok: false, why: 'gone' });
    assert.equal(await redis.exists(key), 0);
  });
});
