import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import * as z from 'zod/v4';
import type { Clock } from '../services/clock.ts';
import type { Log } from '../services/log.ts';
import { type FetchJson, fetchJson as fetchJsonOverUndici } from './fetch-json.ts';
import { type SigningKey, signingKeys } from './signing-keys.ts';
import { TokenMemory } from './token-memory.ts';

/** Why a request is not from the channel. For logs and counters; the caller is told nothing but 401. */
export const TOKEN_REFUSALS = [
  'no_token',
  'malformed',
  'algorithm',
  'issuer',
  'audience',
  'lifetime',
  'service_url',
  'unknown_key',
  'not_endorsed',
  'signature',
] as const;
export type TokenRefusal = (typeof TOKEN_REFUSALS)[number];

export type ChannelClaims = {
  readonly iss: string;
  readonly aud: string;
  readonly exp: number;
  readonly serviceurl: string;
};
export type TokenVerdict =
  | { readonly ok: true; readonly claims: ChannelClaims }
  | { readonly ok: false; readonly reason: TokenRefusal };

/** What the token has to fit. */
export type ClaimedOrigin = { readonly serviceUrl: string; readonly channelId: string };
export type VerifyToken = (authorization: string | undefined, origin: ClaimedOrigin) => Promise<TokenVerdict>;

export type ChannelTokenOptions = {
  readonly appId: string;
  readonly openIdMetadataUrl: string;
  readonly issuer: 'https://api.botframework.com';
  readonly clock: Clock;
  readonly log: Log;
  /** How keys are fetched; undici unless a test says otherwise. */
  readonly fetchJson?: FetchJson;
};

const BEARER = /^Bearer ((?:[\w-]{1,8192}\.){2}[\w-]{1,8192})$/;
const ALGORITHMS = ['RS256', 'RS384', 'RS512'] as const;
const TOLERANCE_S = 5 * 60;
const REMEMBERED = 1000;

const headerSchema = z.object({ alg: z.enum(ALGORITHMS), kid: z.string().min(1).max(256) });
const lifetimeSchema = z.object({ exp: z.number(), nbf: z.number().optional() });

type Decoded = { readonly alg: string; readonly kid: string; readonly claims: Readonly<Record<string, unknown>> };
type Known = Decoded & { readonly verifiedBy: SigningKey; readonly usableUntil: number };
type Read = {
  readonly token: string;
  readonly decoded: Decoded;
  readonly claims: ChannelClaims;
  /** The key that signed it, when that has been checked before. */
  readonly verifiedBy: SigningKey | undefined;
};

/**
 * Decides whether a request comes from the Bot Connector (learn.microsoft.com, "Authentication with the Bot Connector
 * API"). It stands in front of the SDK because the SDK also accepts emulator tokens of any
 * tenant and tokens without expiry, and lets strangers grow a list (botbuilder 4.23.3).
 *
 * Channels send one token with many activities, so a verified token is remembered until it expires. What is
 * remembered is the signature only: claims, endorsement and that the key is still listed are looked at every time.
 */
export function channelTokens(options: ChannelTokenOptions) {
  const { appId, issuer, clock, log, openIdMetadataUrl, fetchJson = fetchJsonOverUndici } = options;
  const keys = signingKeys({ openIdMetadataUrl, fetchJson, clock, log });
  const memory = new TokenMemory<Known>(REMEMBERED);

  /** The claims say that it is for us and from there, now. Nothing here has looked at the signature yet. */
  function readToken(authorization: string | undefined, { serviceUrl }: ClaimedOrigin): Read | TokenRefusal {
    if (!authorization) return 'no_token';
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) return 'malformed';
    const now = clock.now();
    const known = memory.recall(token, now.getTime());
    const decoded = known ?? decode(token);
    if (typeof decoded === 'string') return decoded;
    const claims = readClaims(decoded.claims, { appId, issuer, now, serviceUrl });
    return typeof claims === 'string' ? claims : { token, decoded, claims, verifiedBy: known?.verifiedBy };
  }

  const verify: VerifyToken = async (authorization, origin) => {
    const read = readToken(authorization, origin);
    if (typeof read === 'string') return refused(read);
    const { token, decoded, claims } = read;
    const key = await keys.find(decoded.kid);
    if (!key) return refused('unknown_key');
    if (!key.endorsements.includes(origin.channelId)) return refused('not_endorsed');
    if (read.verifiedBy === key) return { ok: true, claims };
    if (!(await isSigned(token, decoded.alg, key))) return refused('signature');
    const { alg, kid } = decoded;
    const usableUntil = (claims.exp + TOLERANCE_S) * 1000;
    memory.remember(token, { alg, kid, claims: decoded.claims, verifiedBy: key, usableUntil });
    return { ok: true, claims };
  };

  /** `sizes` shows that nobody outside can make this grow. */
  return { verify, sizes: () => ({ remembered: memory.size, keys: keys.size() }) };
}

function refused(reason: TokenRefusal): TokenVerdict {
  return { ok: false, reason };
}

/** Reads without trusting: what is plainly not for us never reaches the keys. */
function decode(token: string): Decoded | TokenRefusal {
  try {
    const header = headerSchema.safeParse(decodeProtectedHeader(token));
    return header.success ? { ...header.data, claims: decodeJwt(token) } : 'algorithm';
  } catch {
    return 'malformed';
  }
}

type Expected = { readonly appId: string; readonly issuer: string; readonly now: Date; readonly serviceUrl: string };

function readClaims(claims: Decoded['claims'], expected: Expected): ChannelClaims | TokenRefusal {
  const { iss, aud, serviceurl } = claims;
  if (iss !== expected.issuer) return 'issuer';
  if (aud !== expected.appId) return 'audience';
  const lifetime = lifetimeSchema.safeParse(claims);
  if (!lifetime.success || !isCurrent(lifetime.data, expected.now.getTime() / 1000)) return 'lifetime';
  if (serviceurl !== expected.serviceUrl) return 'service_url';
  return { iss: expected.issuer, aud: expected.appId, serviceurl: expected.serviceUrl, exp: lifetime.data.exp };
}

function isCurrent({ exp, nbf }: z.infer<typeof lifetimeSchema>, now: number): boolean {
  return now < exp + TOLERANCE_S && (nbf === undefined || now >= nbf - TOLERANCE_S);
}

async function isSigned(token: string, algorithm: string, key: SigningKey): Promise<boolean> {
  try {
    await compactVerify(token, await key.verifier(algorithm), { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
}
