// What faults do to a call of Microsoft Graph. The kinds that are not about one service work here as they do there.

import type { Answer } from '../answer.ts';
import { graphError } from '../graph/graph-error.ts';
import type { Spoiled } from './exchange-fault.ts';
import { spoil } from './exchange-fault.ts';

/** The answer to a Graph call that met a fault. */
export function spoilGraph(call: Spoiled): Answer {
  const { retryAfter } = call.fault.options;
  const headers: Record<string, string> = typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {};
  const kind = call.fault.kind;
  if (kind === 'graph-429' || kind === 'throttle') {
    return graphError({
      status: 429,
      code: 'TooManyRequests',
      message: 'Too many requests. Please try again later.',
      headers,
    });
  }
  if (kind === 'graph-503') {
    return graphError({
      status: 503,
      code: 'ServiceUnavailable',
      message: 'The service is temporarily unavailable.',
      headers,
    });
  }
  return spoil(call);
}
