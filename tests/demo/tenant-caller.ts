// Talks to a running demo tenant as a client would, for the tests of the tenant itself.

import assert from 'node:assert/strict';
import { TENANT_ID } from '../../demo/people.ts';
import type { TenantOptions } from '../../demo/tenant/start-tenant.ts';
import { startTenant } from '../../demo/tenant/start-tenant.ts';

export type Json = { readonly [key: string]: Json } & readonly Json[] & string;
export type Reply = { status: number; headers: Headers; text: string; body: Json };
export type CallOptions = {
  body?: object;
  token?: string;
  headers?: Record<string, string>;
  query?: string;
  signal?: AbortSignal;
};

export const ANCHOR = `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${TENANT_ID}`;

// A test reads answers of many shapes; what it reads it compares, so this one place may say that JSON is Json.
function parsed(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return JSON.parse('{}');
  }
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

export type Caller = Awaited<ReturnType<typeof openTenant>>;

/** Starts a tenant; every call goes over HTTP. */
export async function openTenant(options: TenantOptions = {}) {
  const running = await startTenant(options);
  const send = async (path: string, init: RequestInit = {}): Promise<Reply> =>
    reply(await fetch(path.startsWith('http') ? path : `${running.url}${path}`, { redirect: 'manual', ...init }));

  const headersFor = (call: CallOptions): Record<string, string> => ({
    authorization: `Bearer ${call.token ?? 'demo-full'}`,
    'content-type': 'application/json',
    'x-anchormailbox': ANCHOR,
    ...call.headers,
  });

  const invoke = (cmdlet: string, parameters: object = {}, call: CallOptions = {}): Promise<Reply> =>
    send(call.query?.startsWith('http') ? call.query : `/adminapi/beta/${TENANT_ID}/InvokeCommand${call.query ?? ''}`, {
      method: 'POST',
      headers: headersFor(call),
      body: JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } }),
      ...(call.signal ? { signal: call.signal } : {}),
    });

  const graph = (method: string, path: string, call: CallOptions = {}): Promise<Reply> =>
    send(path, {
      method,
      headers: headersFor(call),
      ...(call.body ? { body: JSON.stringify(call.body) } : {}),
      ...(call.signal ? { signal: call.signal } : {}),
    });

  const control = async (method: string, path: string, body?: object): Promise<Reply> =>
    send(`/control/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });

  const fault = async (body: object): Promise<void> => {
    const answer = await control('POST', 'faults', body);
    assert.equal(answer.status, 200, answer.text);
  };

  const row = async (identity: string): Promise<Json> => {
    const answer = await invoke('Get-Mailbox', { Identity: identity });
    assert.equal(answer.status, 200, answer.text);
    const [first] = answer.body.value ?? [];
    assert.ok(first);
    return first;
  };

  const both = async (identity: string): Promise<{ cloud: Json; onPremises: Json }> => {
    const { body } = await control('GET', `mailbox?identity=${encodeURIComponent(identity)}`);
    assert.ok(body.cloud && body.onPremises);
    return { cloud: body.cloud, onPremises: body.onPremises };
  };

  return { url: running.url, close: running.close, send, invoke, graph, control, fault, row, both };
}

/** The text of the first detail of an Exchange error. */
export function detailOf(answer: Reply): string {
  return String(answer.body.error?.details?.[0]?.message ?? '');
}

/** A multivalued change as the wire wants it. */
export function delta(change: { Add?: string[]; Remove?: string[] }): object {
  return { '@odata.type': '#Exchange.GenericHashTable', ...change };
}
