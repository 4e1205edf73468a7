// The channel's signing key and the tokens signed with it. Like the real channel it uses one token for many activities,
// so a bot that remembered tokens as "seen" would break here as it would in Teams.
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';

export const CHANNEL_ISSUER = 'https://api.botframework.com';
const REUSE_MS = 5 * 60_000;
const LIFETIME_S = 3600;

export type ChannelKeys = Awaited<ReturnType<typeof createChannelKeys>>;
export type TokenWish = { readonly claims?: Readonly<Record<string, unknown>>; readonly wrongKey?: boolean };

/** @param saved private key of an earlier run: bots keep the key set for a day, so a restart must not change it */
export async function createChannelKeys(audience: string, saved?: JWK) {
  const privateJwk = saved ?? (await newPrivateKey());
  const kid = privateJwk.kid ?? 'channel';
  const key = await importJWK(privateJwk, 'RS256');
  let current: { token: string; serviceUrl: string; freshUntil: number } | undefined;

  const sign = async (serviceUrl: string, wish: TokenWish = {}): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const standard = {
      iss: CHANNEL_ISSUER,
      aud: audience,
      serviceurl: serviceUrl,
      nbf: now - 60,
      exp: now + LIFETIME_S,
    };
    const claims: JWTPayload = { ...standard, ...wish.claims };
    for (const name of Object.keys(claims)) if (claims[name] === null) delete claims[name];
    const signer = wish.wrongKey ? await importJWK(await newPrivateKey(), 'RS256') : key;
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(signer);
  };

  return {
    privateJwk,
    sign,
    current: async (serviceUrl: string): Promise<string> => {
      if (current?.serviceUrl !== serviceUrl || current.freshUntil < Date.now()) {
        current = { token: await sign(serviceUrl), serviceUrl, freshUntil: Date.now() + REUSE_MS };
      }
      return current.token;
    },
    keySet: () => {
      const { kty, n, e } = privateJwk;
      return { keys: [{ kty, n, e, kid, use: 'sig', alg: 'RS256', endorsements: ['msteams'] }] };
    },
  };
}

async function newPrivateKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: `channel-${(jwk.n ?? '').slice(0, 16)}` };
}
