import type { TokenCredential } from '@azure/identity';
import { AppError } from './app-error.ts';
import { assertNever } from './assert-never.ts';
import { type Clock, systemClock } from './clock.ts';

/** Where the bearer tokens of one service come from. */
export type TokenSource = {
  /**
   * A token that is valid now. `claims` (JSON) answers a claims challenge; `forceRefresh` asks for one that the
   * service has not refused yet. An aborted `signal` ends the caller's wait, not the fetch that others may share.
   * @throws CredentialError
   */
  readonly getToken: (options?: TokenRequest) => Promise<string>;
};

export type TokenRequest = { readonly claims?: string; readonly forceRefresh?: boolean; readonly signal?: AbortSignal };

/** `authorityHost` names the sign-in host of a sovereign cloud; without it the public cloud's is used. */
export type CredentialConfig =
  | { readonly kind: 'managed-identity'; readonly clientId?: string }
  | {
      readonly kind: 'workload-identity';
      readonly tenantId: string;
      readonly clientId: string;
      readonly tokenFilePath: string;
      readonly authorityHost?: string;
    }
  | {
      readonly kind: 'certificate';
      readonly tenantId: string;
      readonly clientId: string;
      readonly certificatePath: string;
      readonly authorityHost?: string;
    }
  | { readonly kind: 'secret'; readonly tenantId: string; readonly clientId: string; readonly secret: string }
  /** An app registration that trusts a managed identity: its token is the assertion. */
  | {
      readonly kind: 'federated';
      readonly tenantId: string;
      readonly clientId: string;
      readonly managedIdentityClientId: string;
    }
  | { readonly kind: 'static'; readonly token: string };

/**
 * `credential_rejected`: the identity itself was refused, a person must act. `credential_unavailable`: the token
 * service could not be asked, it may pass.
 */
export class CredentialError extends AppError {}

const EARLY_MS = 5 * 60_000;
const USABLE_MS = 60_000;

/**
 * The credential that the configuration names, and only that one: never a chain that tries what happens to be there.
 * A `static` token is for a demo on this machine; that the address is loopback is the caller's promise.
 */
export function credentialFrom(config: CredentialConfig, scope: string): TokenSource {
  if (config.kind === 'static') return { getToken: () => Promise.resolve(config.token) };
  return tokenSourceOver(() => createCredential(config), { scope, clock: systemClock });
}

// Loaded when first used: the library takes longer to load than the rest of the program.
async function createCredential(config: Exclude<CredentialConfig, { kind: 'static' }>): Promise<TokenCredential> {
  const identity = await import('@azure/identity');
  switch (config.kind) {
    case 'managed-identity':
      return config.clientId === undefined
        ? new identity.ManagedIdentityCredential()
        : new identity.ManagedIdentityCredential({ clientId: config.clientId });
    case 'workload-identity':
      return new identity.WorkloadIdentityCredential({
        ...hostOf(config),
        tenantId: config.tenantId,
        clientId: config.clientId,
        tokenFilePath: config.tokenFilePath,
      });
    case 'certificate':
      return new identity.ClientCertificateCredential(
        config.tenantId,
        config.clientId,
        config.certificatePath,
        hostOf(config),
      );
    case 'secret':
      return new identity.ClientSecretCredential(config.tenantId, config.clientId, config.secret);
    case 'federated': {
      const own = new identity.ManagedIdentityCredential({ clientId: config.managedIdentityClientId });
      const assertion = async () => (await own.getToken('api://AzureADTokenExchange/.default')).token;
      return new identity.ClientAssertionCredential(config.tenantId, config.clientId, assertion);
    }
    default:
      return assertNever(config);
  }
}

function hostOf(config: { readonly authorityHost?: string }): { authorityHost?: string } {
  return config.authorityHost === undefined ? {} : { authorityHost: config.authorityHost };
}

type KnownToken = { readonly token: string; readonly renewAt: number; readonly expiresAt: number };

/**
 * Tokens kept until shortly before they expire and fetched once however many ask. `create` is called again for a
 * forced refresh: the library keeps tokens per instance and offers no other way past its own cache.
 */
export function tokenSourceOver(
  create: () => Promise<TokenCredential>,
  { scope, clock }: { scope: string; clock: Clock },
): TokenSource {
  let credential: Promise<TokenCredential> | undefined;
  let known: KnownToken | undefined;
  const flights = new Map<string, Promise<string>>();

  async function fetchToken(claims: string | undefined, fresh: boolean): Promise<string> {
    try {
      if (fresh) credential = undefined;
      credential ??= create();
      known = await askFor(await credential, scope, claims);
      return known.token;
    } catch (error) {
      credential = undefined;
      if (!fresh && claims === undefined && known && clock.now().getTime() < known.expiresAt - USABLE_MS)
        return known.token;
      throw credentialErrorFrom(error);
    }
  }

  function join(claims: string | undefined, fresh: boolean): Promise<string> {
    const key = `${fresh}:${claims ?? ''}`;
    const flight = flights.get(key) ?? fetchToken(claims, fresh).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  }

  return {
    getToken: ({ claims, forceRefresh = false, signal } = {}) => {
      if (claims === undefined && !forceRefresh && known && clock.now().getTime() < known.renewAt)
        return Promise.resolve(known.token);
      return unlessAborted(join(claims, forceRefresh), signal);
    },
  };
}

async function askFor(credential: TokenCredential, scope: string, claims: string | undefined): Promise<KnownToken> {
  const answer = await credential.getToken(
    scope,
    claims === undefined ? { enableCae: true } : { enableCae: true, claims },
  );
  if (answer === null) throw new CredentialError('credential_unavailable', 'The token service gave no token.');
  const { token, expiresOnTimestamp, refreshAfterTimestamp } = answer;
  return { token, expiresAt: expiresOnTimestamp, renewAt: refreshAfterTimestamp ?? expiresOnTimestamp - EARLY_MS };
}

async function unlessAborted(token: Promise<string>, signal: AbortSignal | undefined): Promise<string> {
  if (signal === undefined) return token;
  const abandoned = Promise.withResolvers<never>();
  const abandon = (): void =>
    abandoned.reject(new CredentialError('credential_unavailable', 'Nobody waits for the token any more.'));
  if (signal.aborted) abandon();
  signal.addEventListener('abort', abandon);
  try {
    return await Promise.race([token, abandoned.promise]);
  } finally {
    signal.removeEventListener('abort', abandon);
  }
}

// The library's own message and cause stay out: they quote request and response.
function credentialErrorFrom(error: unknown): CredentialError {
  if (error instanceof CredentialError) return error;
  const context = { aadsts: aadstsOf(error) };
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 0;
  return status >= 400 && status < 500 && status !== 429
    ? new CredentialError('credential_rejected', 'Entra ID refused the identity of Steward.', { context })
    : new CredentialError('credential_unavailable', 'Entra ID could not be asked for a token.', { context });
}

/** The documented number of an Entra sign-in error, for example 700027; `null` when there is none. */
function aadstsOf(error: unknown): number | null {
  const digits = error instanceof Error ? /AADSTS(\d{4,8})/.exec(error.message)?.[1] : undefined;
  return digits === undefined ? null : Number(digits);
}
