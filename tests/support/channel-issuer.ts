// The channel's side of a token: an OpenID document, a key set and anything that can be wrong with a token.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export const ISSUER = 'https://api.botframework.com';

export type IssuerKey = {
  readonly kid: string;
  readonly publicJwk: JWK;
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
};
export type TokenWish = {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: IssuerKey;
};

export type ChannelIssuer = Awaited<ReturnType<typeof startChannelIssuer>>;

export async function newKey(kid: string, algorithm = 'RS256'): Promise<IssuerKey> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { kid, publicJwk: await exportJWK(publicKey), privateKey };
}

/** @param now seconds since 1970, as the bot under test sees them */
export async function startChannelIssuer(options: { appId: string; now: () => number }) {
  const first = await newKey('first');
  let listed: readonly IssuerKey[] = [first];
  let endorsements: readonly string[] = ['msteams'];
  let broken = false;
  const fetched: string[] = [];

  const server = createServer((req, res) => {
    fetched.push(req.url ?? '');
    if (broken) {
      res.writeHead(503).end();
      return;
    }
    const body =
      req.url === '/keys'
        ? { keys: listed.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: 'sig', endorsements })) }
        : { issuer: ISSUER, jwks_uri: `${address(server)}/keys` };
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await listen(server);

  return {
    appId: options.appId,
    metadataUrl: `${address(server)}/v1/.well-known/openidconfiguration`,
    first,
    /** How often the key set was asked for. */
    keyFetches: () => fetched.filter((url) => url === '/keys').length,
    fetches: () => fetched.length,
    listKeys: (keys: readonly IssuerKey[]) => {
      listed = keys;
    },
    endorse: (channels: readonly string[]) => {
      endorsements = channels;
    },
    breakDown: (isBroken: boolean) => {
      broken = isBroken;
    },
    /** A good token, but for what is wished; a claim or header that is undefined is left out. */
    sign: async (serviceUrl: string, { claims = {}, header = {}, key = first }: TokenWish = {}): Promise<string> => {
      const now = options.now();
      const all = {
        iss: ISSUER,
        aud: options.appId,
        serviceurl: serviceUrl,
        nbf: now - 60,
        exp: now + 3600,
        ...claims,
      };
      const given = { alg: 'RS256', kid: key.kid, typ: 'JWT', ...header };
      return new SignJWT(present(all)).setProtectedHeader(given).sign(key.privateKey);
    },
    stop: () => close(server),
  };
}

function present(claims: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

export async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

export function address(server: Server): string {
  const bound: string | AddressInfo | null = server.address();
  if (typeof bound !== 'object' || bound === null) throw new Error('not listening');
  return `http://127.0.0.1:${bound.port}`;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
