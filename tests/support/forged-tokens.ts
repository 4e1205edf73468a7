import { createHmac } from 'node:crypto';
import { CompactSign } from 'jose';
import { type ChannelIssuer, ISSUER, newKey } from './channel-issuer.ts';

/** Whose tokens are forged: a channel whose keys the bot trusts, and what the bot takes for the present time. */
export type Forge = {
  readonly issuer: ChannelIssuer;
  readonly serviceUrl: string;
  /** Seconds since 1970. */
  readonly now: () => number;
};
export type Forgery = {
  readonly name: string;
  /** The `Authorization` header; `undefined` sends none. */
  readonly authorization: (forge: Forge) => Promise<string | undefined>;
};

const signed = (claims: Readonly<Record<string, unknown>>) => async (forge: Forge) =>
  `Bearer ${await forge.issuer.sign(forge.serviceUrl, { claims })}`;
const good = (forge: Forge): Promise<string> => forge.issuer.sign(forge.serviceUrl);
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Everything that can be wrong with a token (platform.md 2.2), each as the whole header. */
export const FORGERIES: readonly Forgery[] = [
  { name: 'no header', authorization: async () => undefined },
  { name: 'an empty bearer', authorization: async () => 'Bearer ' },
  { name: 'garbage', authorization: async () => 'Bearer not-a-token' },
  { name: 'three words of garbage', authorization: async () => 'Bearer a.b.c' },
  { name: 'another scheme', authorization: async (forge) => `Basic ${await good(forge)}` },
  { name: 'a lower-case bearer', authorization: async (forge) => `bearer ${await good(forge)}` },
  { name: 'two spaces', authorization: async (forge) => `Bearer  ${await good(forge)}` },
  { name: 'two tokens', authorization: async (forge) => `Bearer ${await good(forge)}, Bearer ${await good(forge)}` },
  {
    name: 'an unknown kid',
    authorization: async (forge) => `Bearer ${await forge.issuer.sign(forge.serviceUrl, { header: { kid: 'other' } })}`,
  },
  {
    name: 'no kid',
    authorization: async (forge) =>
      `Bearer ${await forge.issuer.sign(forge.serviceUrl, { header: { kid: undefined } })}`,
  },
  { name: 'the wrong audience', authorization: signed({ aud: '99999999-2222-4333-8444-555555555555' }) },
  { name: 'an audience that is a list', authorization: (forge) => signed({ aud: [forge.issuer.appId] })(forge) },
  { name: 'no audience', authorization: signed({ aud: undefined }) },
  { name: 'the wrong issuer', authorization: signed({ iss: 'https://evil.example' }) },
  { name: 'an issuer with a slash more', authorization: signed({ iss: `${ISSUER}/` }) },
  { name: 'no issuer', authorization: signed({ iss: undefined }) },
  { name: 'expired an hour ago', authorization: async (forge) => signed({ exp: forge.now() - 3600 })(forge) },
  {
    name: 'expired more than five minutes ago',
    authorization: async (forge) => signed({ exp: forge.now() - 300 })(forge),
  },
  { name: 'no expiry', authorization: signed({ exp: undefined }) },
  {
    name: 'not valid before an hour from now',
    authorization: async (forge) => signed({ nbf: forge.now() + 3600 })(forge),
  },
  { name: 'no serviceurl', authorization: signed({ serviceurl: undefined }) },
  { name: 'another serviceurl', authorization: signed({ serviceurl: 'https://smba.trafficmanager.net/emea/' }) },
  {
    name: 'the emulator’s shape, of any tenant',
    authorization: async (forge) =>
      signed({
        iss: 'https://login.microsoftonline.com/99999999-0000-4000-8000-000000000000/v2.0',
        azp: forge.issuer.appId,
        ver: '2.0',
        tid: '99999999-0000-4000-8000-000000000000',
        serviceurl: undefined,
      })(forge),
  },
  {
    name: 'a skill’s shape',
    authorization: async (forge) =>
      signed({ iss: 'https://sts.windows.net/tenant/', ver: '1.0', appid: '99999999-2222-4333-8444-555555555555' })(
        forge,
      ),
  },
  {
    name: 'the right kid with another key',
    authorization: async (forge) =>
      `Bearer ${await forge.issuer.sign(forge.serviceUrl, { key: await newKey('first') })}`,
  },
  {
    name: 'a payload changed after signing',
    authorization: async (forge) => {
      const [header, payload = '', signature] = (await good(forge)).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `Bearer ${header}.${encode({ ...claims, exp: claims.exp + 1 })}.${signature}`;
    },
  },
  {
    name: 'no signature wanted (alg none)',
    authorization: async (forge) => {
      const [, payload] = (await good(forge)).split('.');
      return `Bearer ${encode({ alg: 'none', kid: 'first' })}.${payload}.AA`;
    },
  },
  {
    name: 'HS256 with the public key as secret',
    authorization: async (forge) => {
      const [, payload] = (await good(forge)).split('.');
      const input = `${encode({ alg: 'HS256', kid: 'first' })}.${payload}`;
      const secret = JSON.stringify(forge.issuer.first.publicJwk);
      return `Bearer ${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    },
  },
  {
    name: 'PS256 with the right key',
    authorization: async (forge) => {
      const { privateKey } = await newKey('first', 'PS256');
      const payload = Buffer.from((await good(forge)).split('.')[1] ?? '', 'base64url');
      return `Bearer ${await new CompactSign(payload).setProtectedHeader({ alg: 'PS256', kid: 'first' }).sign(privateKey)}`;
    },
  },
  {
    name: 'an emulator’s shape of our own tenant, signed by the channel',
    authorization: (forge) =>
      signed({
        iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
        appid: forge.issuer.appId,
        ver: '1.0',
      })(forge),
  },
  { name: 'an expiry that is a text', authorization: (forge) => signed({ exp: String(forge.now() + 3600) })(forge) },
  { name: 'an empty serviceurl', authorization: signed({ serviceurl: '' }) },
  {
    name: 'a serviceurl without its last slash',
    authorization: (forge) => signed({ serviceurl: forge.serviceUrl.replace(/\/$/, '') })(forge),
  },
  {
    name: 'the token in the place of the user of Basic',
    authorization: async (forge) => `Basic ${Buffer.from(`${await good(forge)}:`).toString('base64')}`,
  },
  {
    name: 'a signature cut short',
    authorization: async (forge) => `Bearer ${(await good(forge)).slice(0, -8)}`,
  },
  {
    name: 'no signature at all',
    authorization: async (forge) => `Bearer ${(await good(forge)).split('.').slice(0, 2).join('.')}.`,
  },
  {
    name: 'a header of its own key (jwk)',
    authorization: async (forge) => {
      const key = await newKey('own');
      const header = { kid: 'own', jwk: key.publicJwk };
      return `Bearer ${await forge.issuer.sign(forge.serviceUrl, { key, header })}`;
    },
  },
  {
    name: 'a header that names a key set of its own (jku)',
    authorization: async (forge) => {
      const header = { kid: 'own', jku: 'https://evil.example/keys' };
      return `Bearer ${await forge.issuer.sign(forge.serviceUrl, { key: await newKey('own'), header })}`;
    },
  },
];

/** A token that claims to be the channel's, for us, now, of a tenant and a key that nobody has seen: only unsigned. */
export function junkToken({ issuer, serviceUrl, now }: Forge, number: number): string {
  const header = { alg: 'RS256', kid: `junk-${number}` };
  const claims = { iss: ISSUER, aud: issuer.appId, serviceurl: serviceUrl, exp: now() + 3600, tid: `tenant-${number}` };
  return `${encode(header)}.${encode(claims)}.${'A'.repeat(342)}`;
}
