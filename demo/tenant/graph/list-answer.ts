// Lists of Microsoft Graph, page by page. The token of the next page is good for the same question only.

import { createHash } from 'node:crypto';
import type { Answer } from '../answer.ts';
import { jsonAnswer } from '../answer.ts';
import { isRecord } from '../record.ts';
import { queryOption } from '../wire-request.ts';
import type { GraphCall } from './graph-call.ts';
import { contextOf } from './graph-call.ts';
import { badRequest, graphError } from './graph-error.ts';

const USUAL_PAGE = 100;
const LARGEST_PAGE = 999;
const SHAPING = ['$filter', '$search', '$select', '$top', '$count'];

function questionOf(call: GraphCall): string {
  const shape = SHAPING.map((name) => queryOption(call.request, name));
  return createHash('sha256')
    .update(JSON.stringify([call.request.path.toLowerCase(), shape]))
    .digest('base64url');
}

function startOf(call: GraphCall): number | null {
  const token = queryOption(call.request, '$skiptoken');
  if (token === null) return 0;
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return isRecord(read) && read.of === questionOf(call) && typeof read.start === 'number' ? read.start : null;
  } catch {
    return null;
  }
}

function linkTo(call: GraphCall, start: number): string {
  const token = Buffer.from(JSON.stringify({ start, of: questionOf(call) })).toString('base64url');
  const query = [...call.request.query].filter(([name]) => name.toLowerCase() !== '$skiptoken');
  const written = [...query, ['$skiptoken', token]].map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`);
  return `${call.tenant.origin()}${call.request.path}?${written.join('&')}`;
}

/** The page of a list that was asked for, with a link to the next one, as Graph sends it. */
export function listAnswer(call: GraphCall, what: string, values: readonly unknown[]): Answer {
  const size = Number(queryOption(call.request, '$top') ?? USUAL_PAGE);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    return badRequest(`Invalid page size specified: '${size}'. Must be between 1 and 999 inclusive.`);
  const start = startOf(call);
  if (start === null) {
    const message =
      'The specified page token value has expired and can no longer be included in your request to get the next page.';
    return graphError({ status: 400, code: 'Directory_ExpiredPageToken', message });
  }
  const counted = queryOption(call.request, '$count') === 'true' && start === 0;
  const end = start + size;
  return jsonAnswer(200, {
    '@odata.context': contextOf(call, what),
    ...(counted ? { '@odata.count': values.length } : {}),
    ...(end < values.length ? { '@odata.nextLink': linkTo(call, end) } : {}),
    value: values.slice(start, end),
  });
}
