import { createHash } from 'node:crypto';
import type { AnswerHeaders } from './http-channel.ts';

/** All that is ever logged about a call: identifiers and outcomes. There is no field for a token, a row or a body. */
export type CallFields = {
  readonly call: string;
  readonly status: number | null;
  readonly failure: string | null;
  readonly exceptionType: string | null;
  readonly requestId: string | null;
  readonly clientRequestId: string;
  readonly durationMs: number;
};

/** An identifier chosen by a service, as far as it looks like one: what is in the log must not be steered from outside. */
export function requestIdOf(headers: AnswerHeaders): string | null {
  const value = headers['request-id'];
  return typeof value === 'string' && /^[0-9a-z-]{1,64}$/i.test(value) ? value : null;
}

/** The name of a .NET exception type, as far as it looks like one; otherwise a digest to compare by. */
export function exceptionTypeOf(type: string | undefined): string | null {
  if (type === undefined || type === '') return null;
  if (/^[A-Za-z][A-Za-z0-9_.+]{0,199}Exception$/.test(type)) return type;
  return `unrecognised-${createHash('sha256').update(type).digest('hex').slice(0, 8)}`;
}
