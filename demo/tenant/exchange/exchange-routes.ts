// The addresses of the Exchange admin REST. Paths are taken in any case, as the service does.

import { randomUUID } from 'node:crypto';
import type { Access } from '../access-token.ts';
import { accessOf, EXCHANGE_AUDIENCE } from '../access-token.ts';
import type { Answer } from '../answer.ts';
import { jsonAnswer, plainAnswer } from '../answer.ts';
import { spoil } from '../faults/exchange-fault.ts';
import { isRecord } from '../record.ts';
import type { Tenant } from '../tenant.ts';
import { namesTenant } from '../token-endpoint.ts';
import type { WireRequest } from '../wire-request.ts';
import { jsonObject, makeRequest } from '../wire-request.ts';
import { isWrite } from './cmdlet.ts';
import { CMDLETS } from './cmdlet-list.ts';
import type { CmdletInput } from './invoke-command.ts';
import { invokeCommand, noCmdlet, readCmdletInput, seenCall } from './invoke-command.ts';

const PATH = /^\/adminapi\/(beta|v1\.0|v2\.0)\/([^/]+)\/([^/]+)$/i;
const MAX_PARTS = 20;

// The documented preview API knows these cmdlets and parameters only (Learn, Admin API endpoints reference).
const PREVIEW: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  mailbox: {
    'get-mailbox': ['identity', 'resultsize', 'includegrantsendonbehalftowithdisplaynames'],
    'set-mailbox': ['identity', 'grantsendonbehalfto'],
  },
  organizationconfig: { 'get-organizationconfig': [] },
  accepteddomain: { 'get-accepteddomain': ['identity', 'resultsize'] },
};

function fitsPreview(endpoint: string, input: CmdletInput): boolean {
  const allowed = PREVIEW[endpoint]?.[input.name.toLowerCase()];
  return allowed !== undefined && Object.keys(input.parameters).every((name) => allowed.includes(name.toLowerCase()));
}

function commonHeaders(tenant: Tenant): Record<string, string> {
  return {
    'request-id': randomUUID(),
    'rate-limit-limit': '30000',
    'rate-limit-remaining': '29997',
    'rate-limit-reset': tenant.state.clock,
    'x-concurrencycount': '0',
    'x-combinedapponlyconcurrencycount': '0',
    'x-backendhttpstatus': '200,200',
    'x-calculatedbetarget': 'PAXPR07MB0000.eurprd07.PROD.OUTLOOK.COM',
  };
}

function namesFor(access: Access, wanted: string): string {
  const allowed = CMDLETS.filter((cmdlet) => access.cmdlets === 'all' || !isWrite(cmdlet.name));
  const asked = wanted.toLowerCase().split(/[,\s]+/);
  const named = allowed.filter(({ name }) => asked.includes('*') || asked.includes(name.toLowerCase()));
  return named.map(({ name }) => name).join(',');
}

/** The cmdlets this bearer may run: how a client finds out beforehand what it will be allowed. */
function moduleFile(request: WireRequest): Answer {
  const access = accessOf(request.headers.authorization, EXCHANGE_AUDIENCE);
  if (access === null || !access.appRole) return plainAnswer(401);
  if (access.cmdlets === 'none') return plainAnswer(403, Buffer.alloc(4096));
  if (!request.query.has('Version')) return plainAnswer(400);
  const exportedCmdlets = namesFor(access, request.headers.commandname ?? '');
  return jsonAnswer(200, { value: [{ version: '3.9.2', exportedCmdlets }] });
}

function moduleCall(tenant: Tenant, request: WireRequest): Answer {
  const seen = seenCall(request, null);
  const entry = tenant.calls.begin(request, seen, {});
  const fault = tenant.faults.take(seen);
  const run = (): Answer => moduleFile(request);
  const address = `${tenant.origin()}${request.path}`;
  const empty = (): Answer => jsonAnswer(200, { value: [] });
  const answer = fault === null ? run() : spoil({ fault, identity: '', address, run, empty, linkHere: () => address });
  entry.status = answer.end === 'send' ? answer.status : null;
  return answer;
}

type Part = { id: string; request: WireRequest };

function readPart(part: unknown): Part | null {
  if (!isRecord(part) || typeof part.url !== 'string' || typeof part.id !== 'string') return null;
  const headers = isRecord(part.headers) ? part.headers : {};
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return {
    id: part.id,
    request: makeRequest({ method: 'POST', url: part.url, headers: plain, text: JSON.stringify(part.body ?? {}) }),
  };
}

function packed(id: string, answer: Answer): object {
  const text = answer.body.toString();
  const isJson = text.startsWith('{');
  const body: unknown = isJson ? JSON.parse(text) : null;
  return { id, status: answer.end === 'send' ? answer.status : 504, headers: answer.headers, body };
}

function batch(tenant: Tenant, request: WireRequest): Answer {
  const parts = jsonObject(request)?.requests;
  if (!Array.isArray(parts) || parts.length === 0 || parts.length > MAX_PARTS) return noCmdlet();
  const responses = parts.map((raw) => {
    const part = readPart(raw);
    if (part === null) return { id: '', status: 400, headers: {}, body: null };
    const answer = exchangeAnswer(tenant, part.request) ?? plainAnswer(404);
    return packed(part.id, answer);
  });
  return jsonAnswer(200, { responses });
}

function cmdletCall(tenant: Tenant, request: WireRequest, endpoint: string | null): Answer {
  const input = readCmdletInput(request);
  const entry = tenant.calls.begin(request, seenCall(request, input), input?.parameters ?? {});
  const fits = input !== null && (endpoint === null || fitsPreview(endpoint, input));
  const answer = fits ? invokeCommand({ tenant, request, input }) : noCmdlet();
  entry.status = answer.end === 'send' ? answer.status : null;
  return answer;
}

function routed(tenant: Tenant, request: WireRequest): Answer | null {
  const [, version = '', tenantId = '', last = ''] = PATH.exec(request.path) ?? [];
  if (version === '') return null;
  if (!namesTenant(tenantId)) return plainAnswer(404);
  const name = last.toLowerCase();
  if (name === 'exomodulefile' && request.method === 'GET') return moduleCall(tenant, request);
  if (request.method !== 'POST') return plainAnswer(405);
  if (name === '$batch') return batch(tenant, request);
  if (version === 'v2.0') return Object.hasOwn(PREVIEW, name) ? cmdletCall(tenant, request, name) : plainAnswer(404);
  return name === 'invokecommand' ? cmdletCall(tenant, request, null) : plainAnswer(404);
}

/** Answers a call to the Exchange admin REST, or gives null for any other path. */
export function exchangeAnswer(tenant: Tenant, request: WireRequest): Answer | null {
  const answer = routed(tenant, request);
  return answer === null ? null : { ...answer, headers: { ...commonHeaders(tenant), ...answer.headers } };
}
