import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { channelTokens } from '../../bot/channel-token.ts';
import { ISSUER, newKey } from '../support/channel-issuer.ts';
import { type Edge, startEdge } from '../support/edge-of-bot.ts';
import { FORGERIES } from '../support/forged-tokens.ts';
import { recordingLog } from '../support/recording-log.ts';
import { APP_ID, message } from '../support/teams-activities.ts';

const good = (edge: Edge): Promise<string> => edge.issuer.sign(edge.connector.url);
const seconds = (edge: Edge): number => edge.now() / 1000;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a request that is not from the channel', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  for (const { name, authorization } of FORGERIES) {
    it(`${name}: 401 without a word, and nothing happens`, async () => {
      const answer = await edge.post(
        { ...message('approve 7Q4K-2M'), serviceUrl: edge.connector.url },
        await authorization({ issuer: edge.issuer, serviceUrl: edge.connector.url, now: () => seconds(edge) }),
      );
      assert.deepEqual([answer.status, answer.text], [401, '']);
      assert.equal(edge.received.length, 0);
      assert.equal(edge.seen.length, 0);
      assert.equal(edge.connector.calls.length, 0);
      assert.equal(edge.sizes().remembered, 0);
    });
  }
});

describe('a request from the channel', () => {
  let edge: Edge;
  beforeEach(async () => {
    edge = await startEdge();
  });
  const stops: Edge[] = [];
  beforeEach(() => {
    stops.push(edge);
  });
  after(() => Promise.all(stops.map((one) => one.stop())));

  const post = async (token: string, activity: object = {}) =>
    (await edge.post({ ...message('status'), serviceUrl: edge.connector.url, ...activity }, `Bearer ${token}`)).status;

  it('passes, also when it expired four minutes ago or starts in four', async () => {
    assert.equal(await post(await good(edge)), 200);
    for (const claims of [
      { exp: seconds(edge) - 240 },
      { nbf: seconds(edge) + 240 },
      { nbf: undefined },
      { tid: 'any', ver: '1.0' },
    ]) {
      assert.equal(await post(await edge.issuer.sign(edge.connector.url, { claims })), 200, JSON.stringify(claims));
    }
  });

  it('passes with RS384 and RS512', async () => {
    for (const algorithm of ['RS384', 'RS512']) {
      const key = await newKey(`key-${algorithm}`, algorithm);
      edge.issuer.listKeys([key]);
      edge.advance(3600);
      assert.equal(
        await post(await edge.issuer.sign(edge.connector.url, { key, header: { alg: algorithm } })),
        200,
        algorithm,
      );
    }
  });

  it('is refused when its key is not endorsed for Teams', async () => {
    for (const endorsements of [['webchat'], []]) {
      edge.issuer.endorse(endorsements);
      edge.advance(25 * 3600);
      assert.equal(await post(await good(edge)), 401);
    }
  });

  it('has its token checked once, and its claims every time', async () => {
    const token = await good(edge);
    assert.equal(await post(token), 200);
    assert.equal(await post(token), 200);
    assert.equal(edge.sizes().remembered, 1);
    assert.equal(await post(token, { serviceUrl: 'https://smba.trafficmanager.net/emea/' }), 401);
    assert.equal(await post(token), 200);
    edge.advance(3600 + 301);
    assert.equal(await post(token), 401);
    assert.equal(edge.sizes().remembered, 0);
  });

  it('is refused on a remembered token whose key is no longer listed or endorsed', async () => {
    const token = await edge.issuer.sign(edge.connector.url, { claims: { exp: seconds(edge) + 90 * 24 * 3600 } });
    assert.equal(await post(token), 200);
    edge.issuer.listKeys([await newKey('second')]);
    edge.advance(25 * 3600);
    assert.equal(await post(token), 401);
  });

  it('passes with a rotated key within a minute', async () => {
    assert.equal(await post(await good(edge)), 200);
    const second = await newKey('second');
    edge.issuer.listKeys([edge.issuer.first, second]);
    const token = await edge.issuer.sign(edge.connector.url, { key: second });
    edge.advance(60);
    assert.equal(await post(token), 200);
    assert.equal(await post(await good(edge)), 200);
  });

  it('asks for keys once, however many requests come at the same time', async () => {
    const token = await good(edge);
    await Promise.all(Array.from({ length: 20 }, () => post(token)));
    assert.equal(edge.issuer.keyFetches(), 1);
  });

  it('asks again for junk key ids once per half minute and no more', async () => {
    assert.equal(await post(await good(edge)), 200);
    const junk = async (from: number) => {
      for (let i = from; i < from + 25; i += 1) {
        assert.equal(await post(await edge.issuer.sign(edge.connector.url, { header: { kid: `junk-${i}` } })), 401);
      }
    };
    await junk(0);
    assert.equal(edge.issuer.keyFetches(), 1);
    edge.advance(31);
    await junk(25);
    assert.equal(edge.issuer.keyFetches(), 2);
  });

  it('still passes while the keys cannot be fetched again', async () => {
    assert.equal(await post(await good(edge)), 200);
    edge.issuer.breakDown(true);
    edge.advance(25 * 3600);
    assert.equal(await post(await good(edge)), 200);
    edge.issuer.breakDown(false);
    edge.advance(6);
    const fetches = edge.issuer.keyFetches();
    assert.equal(await post(await good(edge)), 200);
    assert.equal(edge.issuer.keyFetches(), fetches + 1);
  });

  it('leaves nothing behind after 2,000 requests of strangers', async () => {
    assert.equal(await post(await good(edge)), 200);
    const [, , signature] = (await good(edge)).split('.');
    for (let batch = 0; batch < 20; batch += 1) {
      const requests = Array.from({ length: 100 }, (_, i) => {
        const header = encode({ alg: 'RS256', kid: `junk-${batch}-${i}` });
        const claims = {
          iss: ISSUER,
          aud: APP_ID,
          serviceurl: edge.connector.url,
          exp: seconds(edge) + 3600,
          tid: `tenant-${batch}-${i}`,
        };
        return post(`${header}.${encode(claims)}.${signature}`);
      });
      assert.deepEqual(new Set(await Promise.all(requests)), new Set([401]));
    }
    assert.deepEqual(edge.sizes(), { remembered: 1, keys: 1 });
    assert.equal(edge.issuer.keyFetches(), 1);
  });

  it('remembers a thousand tokens at most', async () => {
    for (let i = 0; i < 1010; i += 1) {
      const token = await edge.issuer.sign(edge.connector.url, { claims: { jti: i } });
      const verdict = await edge.verify(`Bearer ${token}`, { serviceUrl: edge.connector.url, channelId: 'msteams' });
      assert.equal(verdict.ok, true);
    }
    assert.equal(edge.sizes().remembered, 1000);
  });
});

describe('where the keys come from', () => {
  const options = {
    appId: APP_ID,
    issuer: ISSUER,
    clock: { now: () => new Date(), pause: async () => {} },
    log: recordingLog(),
  } as const;

  for (const openIdMetadataUrl of ['http://login.botframework.com/x', 'ftp://127.0.0.1/x', 'nonsense']) {
    it(`is not ${openIdMetadataUrl}`, () => {
      assert.throws(() => channelTokens({ ...options, openIdMetadataUrl }), { code: 'unsafe_key_source' });
    });
  }

  it('is not an unsafe address that the metadata names', async () => {
    const fetched: string[] = [];
    const tokens = channelTokens({
      ...options,
      openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      fetchJson: async (url) => {
        fetched.push(url);
        return { jwks_uri: 'http://127.0.0.1:1/keys' };
      },
    });
    const claims = { iss: ISSUER, aud: APP_ID, serviceurl: 'https://x/', exp: Date.now() / 1000 + 60 };
    const token = `${encode({ alg: 'RS256', kid: 'k' })}.${encode(claims)}.AA`;
    const verdict = await tokens.verify(`Bearer ${token}`, { serviceUrl: 'https://x/', channelId: 'msteams' });
    assert.deepEqual(verdict, { ok: false, reason: 'unknown_key' });
    assert.equal(fetched.length, 1);
  });
});
