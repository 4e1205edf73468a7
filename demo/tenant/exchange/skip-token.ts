// The cursor of a paged result. It holds for the query it was made for, with the same anchor, and for half an hour;
// a first page that was asked for without an anchor cannot be continued, which is what callers have met.

import { createHash } from 'node:crypto';
import type { Answer } from '../answer.ts';
import { isRecord } from '../record.ts';
import type { WireRequest } from '../wire-request.ts';
import { formB } from './exchange-error.ts';

const LIFETIME_MS = 30 * 60_000;

function bindingOf(request: WireRequest): string {
  const anchor = request.headers['x-anchormailbox'] ?? '';
  return createHash('sha256').update(`${anchor}\n${request.text}`).digest('base64url').slice(0, 22);
}

/** A cursor for the rest of the same query, from this row on. */
export function makeSkipToken(request: WireRequest, offset: number, now: string): string {
  return Buffer.from(JSON.stringify({ offset, now, bound: bindingOf(request) })).toString('base64url');
}

/** The row a cursor stands for; null when it does not hold for this request now. */
export function readSkipToken(request: WireRequest, token: string, now: string): number | null {
  if ((request.headers['x-anchormailbox'] ?? '') === '') return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (!isRecord(value) || value.bound !== bindingOf(request) || typeof value.now !== 'string') return null;
    const fresh = Date.parse(now) - Date.parse(value.now) <= LIFETIME_MS;
    return fresh && typeof value.offset === 'number' ? value.offset : null;
  } catch {
    return null;
  }
}

/** The answer to a cursor that does not hold. */
export function expiredPage(): Answer {
  return formB({
    type: 'System.Exception',
    message: 'Expired or Invalid pagination request. Default Expiry time is 00:30:00',
  });
}
