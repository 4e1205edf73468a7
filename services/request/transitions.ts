import type { RequestEventKind } from './event.ts';
import type { RequestState } from './state.ts';

/**
 * The life of a request as data. What is not listed cannot happen. An `approve` that is not the last one needed
 * stays `pending`, and a `release` leads back to where it was held from; machine.ts decides both.
 *
 *   drafted ─confirm→ pending ─approve→ approved ─start→ running ─complete→ done
 *      │                 │                 ├─drift→ drifted     └─fail→ failed
 *      ├─cancel→ cancelled (also pending, approved)
 *      └─expire→ expired (also pending)      pending ─deny→ denied
 *
 * Anybody may `hold` what has not begun to run; `release` gives it back the state it was held from.
 * Drift is found before `running` begins: a drifted request has changed nothing.
 */
export const TRANSITIONS = {
  drafted: { confirm: 'pending', cancel: 'cancelled', expire: 'expired' },
  pending: { approve: 'approved', deny: 'denied', cancel: 'cancelled', expire: 'expired', hold: 'held' },
  approved: {
    start: 'running',
    drift: 'drifted',
    delay: 'approved',
    cancel: 'cancelled',
    fail: 'failed',
    hold: 'held',
  },
  held: { release: 'approved', deny: 'denied', cancel: 'cancelled', expire: 'expired' },
  running: { delay: 'running', complete: 'done', fail: 'failed' },
  done: {},
  failed: {},
  cancelled: {},
  denied: {},
  expired: {},
  drifted: {},
} as const satisfies Record<RequestState, Partial<Record<RequestEventKind, RequestState>>>;

/** The state that the table leads to, or `undefined` where the event does not fit. */
export function nextState(state: RequestState, event: RequestEventKind): RequestState | undefined {
  const ways: Partial<Record<RequestEventKind, RequestState>> = TRANSITIONS[state];
  return ways[event];
}
