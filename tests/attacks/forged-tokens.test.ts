import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import * as z from 'zod/v4';
import { BOT_APP_ID } from '../../demo/people.ts';
import { type ChannelIssuer, newKey, startChannelIssuer } from '../support/channel-issuer.ts';
import { FORGERIES, type Forge, junkToken } from '../support/forged-tokens.ts';
import { ELSEWHERE, MALFORMED } from '../support/malformed-bodies.ts';
import { type ManualTime, MINUTE, manualTime } from '../support/manual-time.ts';
import { requestsEver } from '../support/proof.ts';
import { contentsOf } from '../support/redis-contents.ts';
import { lineOf, type Stranger, strangerAt } from '../support/stranger.ts';
import { startWorld, type World } from '../support/world.ts';

const DAY = 24 * 60 * MINUTE;

/** The whole bot, which trusts the keys of an issuer that the test owns. */
type Target = {
  readonly world: World;
  readonly issuer: ChannelIssuer;
  readonly time: ManualTime;
  readonly forge: Forge;
  readonly stranger: Stranger;
  readonly redis: Redis;
  /** Posts a line of the desk with this header; what the bot answers. */
  readonly says: (line: string, authorization?: string) => ReturnType<Stranger['post']>;
  readonly close: () => Promise<void>;
};

async function startTarget(): Promise<Target> {
  const time = manualTime();
  const now = (): number => Math.floor(time.bot.now().getTime() / 1000);
  const issuer = await startChannelIssuer({ appId: BOT_APP_ID, now });
  const world = await startWorld({ environment: { BOT_OPENID_METADATA: issuer.metadataUrl }, clocks: time });
  const { url } = await world.startBot();
  const stranger = strangerAt(url);
  const redis = new Redis(world.redis.socket);
  const serviceUrl = `${world.chat.url}/`;
  return {
    ...{ world, issuer, time, stranger, redis },
    forge: { issuer, serviceUrl, now },
    says: (line, authorization) =>
      stranger.post(
        JSON.stringify(lineOf(world.desk, line, serviceUrl)),
        authorization === undefined ? {} : { authorization },
      ),
    close: async () => {
      redis.disconnect();
      await Promise.all([stranger.leave(), world.close(), issuer.stop()]);
    },
  };
}

describe('a token that is not the channel’s, against the whole bot', () => {
  let target: Target;
  before(async () => {
    target = await startTarget();
  });
  after(() => target.close());

  /** Whatever is tried: this status, an empty body, nothing said to anybody, nothing written anywhere. */
  async function leavesNoTrace(status: number, attempt: () => Promise<{ status: number; text: string }>) {
    const before = await contentsOf(target.redis);
    const calls = (await target.world.chat.calls()).length;
    assert.deepEqual(await attempt(), { status, text: '' });
    assert.equal((await target.world.chat.calls()).length, calls, 'the connector was called');
    assert.deepEqual(await contentsOf(target.redis), before, 'something was written');
  }

  it('while a good one is answered: the table below would otherwise prove nothing', async () => {
    const { issuer, forge, world, redis } = target;
    const before = await contentsOf(redis);
    const answer = await target.says('pending', `Bearer ${await issuer.sign(forge.serviceUrl)}`);
    assert.equal(answer.status, 200);
    assert.ok((await world.chat.calls()).length > 0);
    assert.notDeepEqual(await contentsOf(redis), before);
  });

  for (const { name, authorization } of FORGERIES) {
    it(`${name}: 401, and no trace`, async () => {
      const header = await authorization(target.forge);
      await leavesNoTrace(401, () => target.says('request alice@contoso.com', header));
    });
  }

  it('signed by a key that is endorsed for other channels: 401, and no trace', async () => {
    const { issuer, forge, time } = target;
    issuer.endorse(['webchat']);
    time.advance(DAY + MINUTE);
    const token = await issuer.sign(forge.serviceUrl);
    await leavesNoTrace(401, () => target.says('pending', `Bearer ${token}`));
    issuer.endorse(['msteams']);
    time.advance(DAY + MINUTE);
    assert.equal((await target.says('pending', `Bearer ${await issuer.sign(forge.serviceUrl)}`)).status, 200);
  });

  for (const { name, serviceUrl } of ELSEWHERE) {
    it(`good, but for ${name}: 401, and no trace; the bot’s own token goes nowhere`, async () => {
      const authorization = `Bearer ${await target.issuer.sign(serviceUrl)}`;
      const activity = JSON.stringify(lineOf(target.world.desk, 'pending', serviceUrl));
      await leavesNoTrace(401, () => target.stranger.post(activity, { authorization }));
    });
  }

  it('good, but delivered with another service URL that is allowed: 401, and no trace', async () => {
    const authorization = `Bearer ${await target.issuer.sign(target.forge.serviceUrl)}`;
    const activity = JSON.stringify(lineOf(target.world.desk, 'pending', `${target.forge.serviceUrl}emea/`));
    await leavesNoTrace(401, () => target.stranger.post(activity, { authorization }));
  });

  for (const { name, body, status = 400, type = 'application/json' } of MALFORMED) {
    it(`${name}, with a good token: ${status}, no trace, and the bot is alive`, async () => {
      const authorization = `Bearer ${await target.issuer.sign(target.forge.serviceUrl)}`;
      await leavesNoTrace(status, () => target.stranger.post(body, { 'content-type': type, authorization }));
      assert.equal((await target.stranger.get('/healthz')).status, 200);
    });
  }

  it('nothing of all this made a request', async () => {
    assert.equal(await requestsEver(target.world), 0);
  });
});

describe('the keys of the channel, against the whole bot', () => {
  let target: Target;
  before(async () => {
    target = await startTarget();
  });
  after(() => target.close());

  const status = async (authorization: string): Promise<number> => (await target.says('pending', authorization)).status;

  it('are found within a minute after they were changed', async () => {
    const { issuer, forge, time } = target;
    assert.equal(await status(`Bearer ${await issuer.sign(forge.serviceUrl)}`), 200);
    const second = await newKey('second');
    issuer.listKeys([issuer.first, second]);
    const rotated = `Bearer ${await issuer.sign(forge.serviceUrl, { key: second })}`;
    assert.equal(await status(rotated), 401, 'they were read a moment ago');
    time.advance(MINUTE);
    assert.equal(await status(rotated), 200);
    assert.equal(await status(`Bearer ${await issuer.sign(forge.serviceUrl)}`), 200);
  });

  it('are not asked for again by junk, however much comes: once for each half minute', async () => {
    const { issuer, forge, time } = target;
    time.advance(MINUTE);
    const fetches = issuer.keyFetches();
    const junk = (from: number): Promise<number[]> =>
      Promise.all(Array.from({ length: 200 }, (_, index) => status(`Bearer ${junkToken(forge, from + index)}`)));
    assert.deepEqual(new Set(await junk(0)), new Set([401]));
    assert.equal(issuer.keyFetches(), fetches + 1);
    time.advance(MINUTE);
    await junk(200);
    assert.equal(issuer.keyFetches(), fetches + 2);
  });
});

describe('tokens of the demo channel itself', () => {
  let world: World;
  let stranger: Stranger;
  before(async () => {
    world = await startWorld();
    stranger = strangerAt((await world.startBot()).url);
  });
  after(async () => {
    await stranger.leave();
    await world.close();
  });

  const wishes = [
    { name: 'of another key', wish: { wrongKey: true } },
    { name: 'for another bot', wish: { claims: { aud: '99999999-2222-4333-8444-555555555555' } } },
    { name: 'without an expiry', wish: { claims: { exp: null } } },
    { name: 'without a service URL', wish: { claims: { serviceurl: null } } },
    {
      name: 'of the shape of a foreign tenant’s emulator',
      wish: {
        claims: {
          iss: 'https://login.microsoftonline.com/99999999-9999-4999-8999-999999999999/v2.0',
          azp: BOT_APP_ID,
          ver: '2.0',
          tid: '99999999-9999-4999-8999-999999999999',
          serviceurl: null,
        },
      },
    },
  ];
  for (const { name, wish } of wishes) {
    it(`${name}: 401 without a word, and the connector hears nothing`, async () => {
      const response = await fetch(`${world.chat.url}/chat/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(wish),
      });
      const { token } = z.object({ token: z.string() }).parse(await response.json());
      const activity = JSON.stringify(lineOf(world.desk, 'pending', `${world.chat.url}/`));
      const answer = await stranger.post(activity, { authorization: `Bearer ${token}` });
      assert.deepEqual(answer, { status: 401, text: '' });
      assert.deepEqual(await world.chat.calls(), []);
    });
  }
});
