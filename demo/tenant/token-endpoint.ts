// POST /{tenant}/oauth2/v2.0/token: the client credentials flow, with a secret or an assertion.

import { TENANT_ID } from '../people.ts';
import { EXCHANGE_AUDIENCE, GRAPH_AUDIENCE, issueToken } from './access-token.ts';
import type { Answer } from './answer.ts';
import { jsonAnswer } from './answer.ts';
import { ACCEPTED_DOMAINS } from './directory/domains.ts';
import type { WireRequest } from './wire-request.ts';

const PATH = /^\/([^/]+)\/oauth2\/v2\.0\/token$/i;

/** Whether a path segment names this tenant: by its id or by one of its domains. */
export function namesTenant(segment: string): boolean {
  const wanted = segment.toLowerCase();
  return wanted === TENANT_ID || ACCEPTED_DOMAINS.some((domain) => domain.name === wanted);
}

function refused(status: number, code: number, text: string): Answer {
  const error = code === 700027 || code === 7000216 ? 'invalid_client' : 'invalid_request';
  return jsonAnswer(status, { error, error_description: `AADSTS${code}: ${text}`, error_codes: [code] });
}

/** Answers a token request, or gives null for any other path. */
export function tokenAnswer(request: WireRequest): Answer | null {
  const tenant = PATH.exec(request.path)?.[1];
  if (tenant === undefined) return null;
  if (!namesTenant(tenant)) return refused(400, 90002, `Tenant '${tenant}' not found.`);
  const form = new URLSearchParams(request.text);
  if (form.get('grant_type') !== 'client_credentials') return refused(400, 70003, 'The grant type is not supported.');
  const clientId = form.get('client_id') ?? '';
  if (clientId === '')
    return refused(400, 900144, "The request body must contain the following parameter: 'client_id'.");
  if (!form.has('client_secret') && !form.has('client_assertion')) {
    return refused(
      401,
      7000216,
      "'client_assertion' or 'client_secret' is required for the 'client_credentials' grant type.",
    );
  }
  const audience = (form.get('scope') ?? '').replace(/\/\.default$/, '');
  if (audience !== EXCHANGE_AUDIENCE && audience !== GRAPH_AUDIENCE)
    return refused(400, 70011, 'The provided value for scope is not valid.');
  const { token, expiresIn } = issueToken(clientId, audience);
  return jsonAnswer(200, {
    token_type: 'Bearer',
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
  });
}
