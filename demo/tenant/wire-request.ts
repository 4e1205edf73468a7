// A request as the routes see it: read completely, its body decoded when it is JSON.

import type { IncomingMessage } from 'node:http';
import { isRecord } from './record.ts';

export type WireRequest = {
  method: string;
  /** The path without the query, percent-decoded. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  /** The body as text; empty when there was none. */
  text: string;
};

const MAX_BODY = 8 * 1024 * 1024;

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Builds a request from its parts, as a batch does for each of its own. */
export function makeRequest(parts: {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  text: string;
}): WireRequest {
  const url = new URL(parts.url, 'http://tenant.invalid');
  const headers = Object.fromEntries(Object.entries(parts.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { method: parts.method, path: decodePath(url.pathname), query: url.searchParams, headers, text: parts.text };
}

/** Reads a request to its end. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) throw new RangeError('The request body is too large.');
    chunks.push(bytes);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return makeRequest({ method: incoming.method ?? 'GET', url: incoming.url ?? '/', headers, text });
}

/** The body as a JSON object, or null when it is anything else. */
export function jsonObject(request: WireRequest): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(request.text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** A query option of OData, written `$name` in the address in any case. */
export function queryOption(request: WireRequest, name: string): string | null {
  for (const [key, value] of request.query) if (key.toLowerCase() === name) return value;
  return null;
}
