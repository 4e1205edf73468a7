// The addresses of Microsoft Graph, in v1.0 and beta alike, and its batch.

import type { Access } from '../access-token.ts';
import { accessOf, GRAPH_AUDIENCE } from '../access-token.ts';
import type { Answer } from '../answer.ts';
import { jsonAnswer } from '../answer.ts';
import type { SeenCall } from '../faults/fault-book.ts';
import { spoilGraph } from '../faults/graph-fault.ts';
import { isRecord } from '../record.ts';
import type { Tenant } from '../tenant.ts';
import type { WireRequest } from '../wire-request.ts';
import { jsonObject, makeRequest } from '../wire-request.ts';
import type { GraphRoute } from './graph-call.ts';
import { badRequest, denied, graphError } from './graph-error.ts';
import { OBJECT_ROUTES } from './object-routes.ts';
import { ORGANIZATION_ROUTES } from './organization-routes.ts';
import { SYNC_BEHAVIOR_ROUTES } from './sync-behavior-routes.ts';
import { USER_ROUTES } from './user-routes.ts';
import { WRITEBACK_ROUTES } from './writeback-routes.ts';

const PATH = /^\/(v1\.0|beta)(\/.*)$/i;
const MOST_PARTS = 20;
const ROUTES: readonly GraphRoute[] = [
  ...USER_ROUTES,
  ...OBJECT_ROUTES,
  ...SYNC_BEHAVIOR_ROUTES,
  ...ORGANIZATION_ROUTES,
  ...WRITEBACK_ROUTES,
];

/** The call as faults and the call log see it. */
export function seenGraph(request: WireRequest): SeenCall {
  const write = request.method === 'PATCH';
  const identity = /^\/(?:v1\.0|beta)\/\w+\/([^/]+)/i.exec(request.path)?.[1] ?? null;
  return { api: 'graph', path: request.path, cmdlet: null, identity, write };
}

function run(tenant: Tenant, request: WireRequest, access: Access): Answer {
  const [, version = '', rest = ''] = PATH.exec(request.path) ?? [];
  for (const route of ROUTES) {
    const found = route.method === request.method ? route.path.exec(rest) : null;
    if (found === null) continue;
    return route.run({ tenant, request, version, parts: found.slice(1), mayWrite: access.graph === 'all' });
  }
  const segment = rest.split('/').at(-1) ?? '';
  return graphError({ status: 400, code: 'BadRequest', message: `Resource not found for the segment '${segment}'.` });
}

function single(tenant: Tenant, request: WireRequest, access: Access): Answer {
  const seen = seenGraph(request);
  const entry = tenant.calls.begin(request, seen, jsonObject(request) ?? Object.fromEntries(request.query));
  const fault = access.graph === 'none' ? null : tenant.faults.take(seen);
  const act = (): Answer => (access.graph === 'none' ? denied() : run(tenant, request, access));
  const answer =
    fault === null
      ? act()
      : spoilGraph({
          fault,
          identity: seen.identity ?? '',
          address: `${tenant.origin()}${request.path}`,
          run: act,
          empty: () => jsonAnswer(204, {}),
          linkHere: () => `${tenant.origin()}${request.path}?${request.query.toString()}`,
        });
  entry.status = answer.end === 'send' ? answer.status : null;
  return answer;
}

function part(tenant: Tenant, raw: unknown, request: WireRequest): object {
  if (!isRecord(raw) || typeof raw.id !== 'string' || typeof raw.url !== 'string') return { id: '', status: 400 };
  const version = request.path.split('/')[1] ?? 'v1.0';
  const headers = isRecord(raw.headers)
    ? Object.fromEntries(Object.entries(raw.headers).map(([name, value]) => [name, String(value)]))
    : {};
  const inner = makeRequest({
    method: typeof raw.method === 'string' ? raw.method.toUpperCase() : 'GET',
    url: `/${version}/${raw.url.replace(/^\//, '')}`,
    headers: { ...headers, authorization: request.headers.authorization ?? '' },
    text: raw.body === undefined ? '' : JSON.stringify(raw.body),
  });
  const answer = graphAnswer(tenant, inner) ?? badRequest('Invalid batch part.');
  const text = answer.body.toString();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
  const status = answer.end === 'send' ? answer.status : 504;
  return { id: raw.id, status, headers: answer.headers, ...(body === undefined ? {} : { body }) };
}

function batch(tenant: Tenant, request: WireRequest): Answer {
  const parts = jsonObject(request)?.requests;
  if (!Array.isArray(parts)) return badRequest('Invalid batch payload format.');
  if (parts.length > MOST_PARTS)
    return badRequest(`Number of batch request steps exceeds the maximum value of ${MOST_PARTS}.`);
  return jsonAnswer(200, { responses: parts.map((raw) => part(tenant, raw, request)) });
}

/** Answers a Graph call, or gives null for any other path. */
export function graphAnswer(tenant: Tenant, request: WireRequest): Answer | null {
  const rest = PATH.exec(request.path)?.[2];
  if (rest === undefined) return null;
  const access = accessOf(request.headers.authorization, GRAPH_AUDIENCE);
  if (access === null) {
    return graphError({
      status: 401,
      code: 'InvalidAuthenticationToken',
      message: 'Access token is empty or not valid.',
    });
  }
  if (rest.toLowerCase() === '/$batch' && request.method === 'POST') return batch(tenant, request);
  return single(tenant, request, access);
}
