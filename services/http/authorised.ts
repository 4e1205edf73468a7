import type { TokenSource } from '../credential.ts';
import type { HttpAnswer } from './http-channel.ts';

export type AuthorisedSend = {
  readonly credential: TokenSource;
  readonly send: (token: string) => Promise<HttpAnswer>;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Sends with a bearer token. A 401 is answered at most twice: once with a token that was forced to be new, and once
 * with the claims that the service demands (Microsoft Learn, "Claims challenges and client capabilities"). A 401
 * means that nothing was executed, so repeating is safe for writes too. Returns the last answer, 401 or not.
 */
export async function sendAuthorised({ credential, send, signal }: AuthorisedSend): Promise<HttpAnswer> {
  const tried = { refresh: false, claims: false };
  const common = signal ? { signal } : {};
  let answer = await send(await credential.getToken(common));
  while (answer.status === 401) {
    const claims = claimsOf(answer.headers['www-authenticate']);
    if (claims !== undefined && !tried.claims) {
      tried.claims = true;
      answer = await send(await credential.getToken({ ...common, claims }));
    } else if (claims === undefined && !tried.refresh) {
      tried.refresh = true;
      answer = await send(await credential.getToken({ ...common, forceRefresh: true }));
    } else break;
  }
  return answer;
}

/** The claims of a `WWW-Authenticate` challenge as JSON text; `undefined` when there are none or they make no sense. */
export function claimsOf(header: string | readonly string[] | undefined): string | undefined {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ');
  const encoded = /\bclaims="([A-Za-z0-9+/_=-]+)"/.exec(text)?.[1];
  if (encoded === undefined || !/\berror="insufficient_claims"/.test(text)) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    const claims: unknown = JSON.parse(decoded);
    return typeof claims === 'object' && claims !== null ? decoded : undefined;
  } catch {
    return undefined;
  }
}
