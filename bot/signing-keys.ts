import { importJWK } from 'jose';
import * as z from 'zod/v4';
import { AppError } from '../services/app-error.ts';
import type { Clock } from '../services/clock.ts';
import type { Log } from '../services/log.ts';
import type { FetchJson } from './fetch-json.ts';
import { isLoopback } from './service-url.ts';

/** A key of the channel. `verifier` is the key made ready for one algorithm. */
export type SigningKey = {
  readonly kid: string;
  readonly endorsements: readonly string[];
  readonly verifier: (algorithm: string) => ReturnType<typeof importJWK>;
};

export type SigningKeys = {
  readonly find: (kid: string) => Promise<SigningKey | undefined>;
  readonly size: () => number;
};

const FRESH_MS = 24 * 3600_000;
/** A kid that nobody knows asks again at most this often, so junk costs nothing and a rotated key is seen within a minute. */
const COOLDOWN_MS = 30_000;
const COOLDOWN_AFTER_FAILURE_MS = 5000;
const KEY_LIMIT = 100;

const metadataSchema = z.object({ jwks_uri: z.string() });
const keySchema = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  endorsements: z.array(z.string()).default([]),
});
const keySetSchema = z.object({ keys: z.array(z.unknown()).max(KEY_LIMIT) });

export type SigningKeysOptions = {
  readonly openIdMetadataUrl: string;
  readonly fetchJson: FetchJson;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * The channel's public keys, read from its OpenID document and kept for a day. A fetch that fails leaves the keys
 * that are known; keys that a later fetch no longer lists are gone.
 */
export function signingKeys({ openIdMetadataUrl, fetchJson, clock, log }: SigningKeysOptions): SigningKeys {
  assertSafeSource(openIdMetadataUrl, openIdMetadataUrl);
  let known: ReadonlyMap<string, SigningKey> = new Map();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let nextFetchAt = Number.NEGATIVE_INFINITY;
  let flight: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const startedAt = clock.now().getTime();
    nextFetchAt = startedAt + COOLDOWN_MS;
    try {
      known = await fetchKeys(openIdMetadataUrl, fetchJson);
      fetchedAt = startedAt;
    } catch (error) {
      nextFetchAt = startedAt + COOLDOWN_AFTER_FAILURE_MS;
      const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
      log.warn(
        { event: 'signing_keys_unavailable', reason, known: known.size },
        'the channel signing keys could not be read',
      );
    }
  }

  async function refreshWhenAllowed(): Promise<void> {
    if (!flight && clock.now().getTime() < nextFetchAt) return;
    flight ??= refresh().finally(() => {
      flight = undefined;
    });
    await flight;
  }

  return {
    find: async (kid) => {
      const fresh = clock.now().getTime() - fetchedAt < FRESH_MS;
      if (!fresh || !known.has(kid)) await refreshWhenAllowed();
      return known.get(kid);
    },
    size: () => known.size,
  };
}

async function fetchKeys(metadataUrl: string, fetchJson: FetchJson): Promise<ReadonlyMap<string, SigningKey>> {
  const { jwks_uri } = metadataSchema.parse(await fetchJson(metadataUrl));
  assertSafeSource(jwks_uri, metadataUrl);
  const { keys } = keySetSchema.parse(await fetchJson(jwks_uri));
  const usable = keys.flatMap((key) => {
    const parsed = keySchema.safeParse(key);
    return parsed.success ? [signingKey(parsed.data)] : [];
  });
  if (usable.length === 0) throw new AppError('no_signing_keys', 'The channel lists no signing keys.');
  return new Map(usable.map((key) => [key.kid, key]));
}

function signingKey({ kty, kid, n, e, endorsements }: z.infer<typeof keySchema>): SigningKey {
  const ready = new Map<string, ReturnType<typeof importJWK>>();
  return {
    kid,
    endorsements,
    verifier: (algorithm) => {
      const verifier = ready.get(algorithm) ?? importJWK({ kty, n, e }, algorithm);
      ready.set(algorithm, verifier);
      return verifier;
    },
  };
}

/** Keys decide who may speak, so they come over https; over http only from this machine, when told to look here. */
function assertSafeSource(address: string, metadataUrl: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:') return;
  const local = url?.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(new URL(metadataUrl).hostname);
  if (!local) throw new AppError('unsafe_key_source', 'The channel signing keys must be read over https.');
}
