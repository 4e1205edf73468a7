import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CompactSign } from 'jose';
import { channelTokens } from '../../bot/channel-token.ts';
import { ISSUER, newKey } from '../support/channel-issuer.ts';
import { type Edge, startEdge } from '../support/edge-of-bot.ts';
import { recordingLog } from '../support/recording-log.ts';
import { APP_ID, message } from '../support/teams-activities.ts';

type Forgery = { readonly name: string; readonly authorization: (edge: Edge) => Promise<string | undefined> };

const signed = (claims: Readonly<Record<string, unknown>>) => async (edge: Edge) =>
  `Bearer ${await edge.issuer.sign(edge.connector.url, { claims })}`;
const good = (edge: Edge): Promise<string> => edge.issuer.sign(edge.connector.url);
const seconds = (edge: Edge): number => edge.now() / 1000;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const FORGERIES: readonly Forgery[] = [
  { name: 'no header', authorization: async () => undefined },
  { name: 'an empty bearer', authorization: async () => 'Bearer ' },
  { name: 'garbage', authorization: async () => 'Bearer not-a-token' },
  { name: 'three words of garbage', authorization: async () => 'Bearer a.b.c' },
  { name: 'another scheme', authorization: async (edge) => `Basic ${await good(edge)}` },
  { name: 'a lower-case bearer', authorization: async (edge) => `bearer ${await good(edge)}` },
  { name: 'two spaces', authorization: async (edge) => `Bearer  ${await good(edge)}` },
  { name: 'two tokens', authorization: async (edge) => `Bearer ${await good(edge)}, Bearer ${await good(edge)}` },
  {
    name: 'an unknown kid',
    authorization: async (edge) => `Bearer ${await edge.issuer.sign(edge.connector.url, { header: { kid: 'other' } })}`,
  },
  {
    name: 'no kid',
    authorization: async (edge) =>
      `Bearer ${await edge.issuer.sign(edge.connector.url, { header: { kid: undefined } })}`,
  },
  { name: 'the wrong audience', authorization: signed({ aud: '99999999-2222-4333-8444-555555555555' }) },
  { name: 'an audience that is a list', authorization: signed({ aud: [APP_ID] }) },
  { name: 'no audience', authorization: signed({ aud: undefined }) },
  { name: 'the wrong issuer', authorization: signed({ iss: 'https://evil.example' }) },
  { name: 'an issuer with a slash more', authorization: signed({ iss: `${ISSUER}/` }) },
  { name: 'no issuer', authorization: signed({ iss: undefined }) },
  { name: 'expired an hour ago', authorization: async (edge) => signed({ exp: seconds(edge) - 3600 })(edge) },
  {
    name: 'expired more than five minutes ago',
    authorization: async (edge) => signed({ exp: seconds(edge) - 300 })(edge),
  },
  { name: 'no expiry', authorization: signed({ exp: undefined }) },
  {
    name: 'not valid before an hour from now',
    authorization: async (edge) => signed({ nbf: seconds(edge) + 3600 })(edge),
  },
  { name: 'no serviceurl', authorization: signed({ serviceurl: undefined }) },
  { name: 'another serviceurl', authorization: signed({ serviceurl: 'https://smba.trafficmanager.net/emea/' }) },
  {
    name: 'the emulator’s shape, of any tenant',
    authorization: async (edge) =>
      signed({
        iss: 'https://login.microsoftonline.com/99999999-0000-4000-8000-000000000000/v2.0',
        azp: APP_ID,
        ver: '2.0',
        tid: '99999999-0000-4000-8000-000000000000',
        serviceurl: undefined,
      })(edge),
  },
  {
    name: 'a skill’s shape',
    authorization: async (edge) =>
      signed({ iss: 'https://sts.windows.net/tenant/', ver: '1.0', appid: '99999999-2222-4333-8444-555555555555' })(
        edge,
      ),
  },
  {
    name: 'the right kid with another key',
    authorization: async (edge) =>
      `Bearer ${await edge.issuer.sign(edge.connector.url, { key: await newKey('first') })}`,
  },
  {
    name: 'a payload changed after signing',
    authorization: async (edge) => {
      const [header, payload = '', signature] = (await good(edge)).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `Bearer ${header}.${encode({ ...claims, exp: claims.exp + 1 })}.${signature}`;
    },
  },
  {
    name: 'no signature wanted (alg none)',
    authorization: async (edge) => {
      const [, payload] = (await good(edge)).split('.');
      return `Bearer ${encode({ alg: 'none', kid: 'first' })}.${payload}.AA`;
    },
  },
  {
    name: 'HS256 with the public key as secret',
    authorization: async (edge) => {
      const [, payload] = (await good(edge)).split('.');
      const input = `${encode({ alg: 'HS256', kid: 'first' })}.${payload}`;
      const secret = JSON.stringify(edge.issuer.first.publicJwk);
      return `Bearer ${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    },
  },
  {
    name: 'PS256 with the right key',
    authorization: async (edge) => {
      const { privateKey } = await newKey('first', 'PS256');
      const payload = Buffer.from((await good(edge)).split('.')[1] ?? '', 'base64url');
      return `Bearer ${await new CompactSign(payload).setProtectedHeader({ alg: 'PS256', kid: 'first' }).sign(privateKey)}`;
    },
  },
];

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
        await authorization(edge),
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
