import type { RequestEventKind } from './event.ts';
import type { RequestState } from './state.ts';

/**
 * The life of a request as data. What is not listed cannot happen. Some events lead elsewhere than the table says, and
 * machine.ts decides: an `approve` that is not the last one needed stays `pending`, a `confirm` that needs nobody else's
 * approval is `approved`, a `release` leads back to where it was held from, and a `see` that is not the last stays `done`.
 *
 *   drafted ─confirm→ pending ─approve→ approved ─start→ running ─complete→ done ─see→ verified, or ─revert→ reverted
 *      │                 │                 ├─drift→ drifted     └─fail→ failed
 *      ├─cancel→ cancelled (also pending, approved)
 *      └─expire→ expired (also pending)      pending ─deny→ denied
 *
 * Anybody may `hold` what has not begun to run; `release` gives it back the state it was held from.
 * Drift is found before `running` begins: a drifted request has changed nothing.
 */
export const TRANSITIONS = {
  drafted: { confirm: 'pending', cancel: 'cancelled', expire: 'expired', supersede: 'cancelled' },
  pending: {
    approve: 'approved',
    deny: 'denied',
    cancel: 'cancelled',
    expire: 'expired',
    hold: 'held',
    remind: 'pending',
    escalate: 'pending',
    supersede: 'cancelled',
  },
  approved: {
    start: 'running',
    drift: 'drifted',
    delay: 'approved',
    cancel: 'cancelled',
    fail: 'failed',
    hold: 'held',
    settle: 'approved',
    overdue: 'approved',
    supersede: 'cancelled',
  },
  held: {
    release: 'approved',
    deny: 'denied',
    cancel: 'cancelled',
    expire: 'expired',
    settle: 'held',
    overdue: 'held',
    supersede: 'cancelled',
  },
  running: { delay: 'running', complete: 'done', fail: 'failed', settle: 'running', overdue: 'running' },
  done: { see: 'verified', revert: 'reverted', lapse: 'done', settle: 'done', overdue: 'done' },
  verified: { settle: 'verified', overdue: 'verified' },
  reverted: { settle: 'reverted', overdue: 'reverted' },
  failed: { settle: 'failed', overdue: 'failed' },
  cancelled: {},
  denied: {},
  expired: {},
  drifted: {},
} as const satisfies Record<RequestState, Partial<Record<RequestEventKind, RequestState>>>;

/** Whether anything can still happen to a request in this state. */
export function hasFuture(state: RequestState): boolean {
  return Object.keys(TRANSITIONS[state]).length > 0;
}

/** The state that the table leads to, or `undefined` where the event does not fit. */
export function nextState(state: RequestState, event: RequestEventKind): RequestState | undefined {
  const ways: Partial<Record<RequestEventKind, RequestState>> = TRANSITIONS[state];
  return ways[event];
}
