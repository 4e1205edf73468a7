import type { RequestEventKind } from '../request/event.ts';
import { type RequestState, STATES } from '../request/state.ts';
import { hasFuture, nextState } from '../request/transitions.ts';
import type { AuditEntry, AuditKind } from './entry.ts';

/** Which event of the request an audit kind tells of; `null` where it begins a request or concerns none. */
const EVENT_OF = {
  drafted: null,
  confirmed: 'confirm',
  cancelled: 'cancel',
  approved: 'approve',
  denied: 'deny',
  held: 'hold',
  released: 'release',
  expired: 'expire',
  started: 'start',
  delayed: 'delay',
  drifted: 'drift',
  completed: 'complete',
  failed: 'fail',
  reminded: 'remind',
  escalated: 'escalate',
  seen: 'see',
  reverted: 'revert',
  lapsed: 'lapse',
  broke_glass: null,
  settled: 'settle',
  overdue: 'overdue',
  superseded: 'supersede',
  approvals_place_set: null,
  frozen: null,
  thawed: null,
  divergence_found: null,
  divergence_adopted: null,
  divergence_ignored: null,
  divergence_over: null,
  attested: null,
  pilot_started: null,
  pilot_signed_off: null,
  pilot_abandoned: null,
} as const satisfies Record<AuditKind, RequestEventKind | null>;

/** The entries that begin a request, and the state it begins in. */
const BEGINNINGS: Readonly<Partial<Record<AuditKind, RequestState>>> = { drafted: 'drafted', broke_glass: 'approved' };

export type HistoryFault = 'wrong_version' | 'wrong_transition';

export type RequestHistory = {
  /** What is wrong with the entry as the next one of its request; `undefined` when it follows. */
  readonly follow: (entry: AuditEntry) => HistoryFault | undefined;
};

/** `alone`: it was drafted as one that its requester's confirmation approves. */
type Standing = { readonly version: number; readonly state: RequestState; readonly alone: boolean };

const isState = (text: string | null): text is RequestState => STATES.some((state) => state === text);

function isStep({ state: from, alone }: Standing, entry: AuditEntry): boolean {
  const event = EVENT_OF[entry.kind];
  if (event === null || entry.from !== from) return false;
  const next = nextState(from, event);
  // An approval that is not the last one needed leaves the request pending, a look that is not the last one done.
  const stays = (event === 'approve' || event === 'see') && next !== undefined && entry.to === from;
  // A confirmation that needs nobody else's approval is one.
  if (event === 'confirm' && alone) return next !== undefined && entry.to === 'approved';
  // A release leads back to where the request was held from.
  const goesBack = event === 'release' && (entry.to === 'pending' || entry.to === 'approved');
  return stays || goesBack || (next !== undefined && entry.to === next);
}

/**
 * Follows every request through its entries. Holds the standing of requests that something can still happen to, and
 * the bare id of the others: an id is never used twice, so an entry after the end does not follow.
 */
export function requestHistory(): RequestHistory {
  const open = new Map<string, Standing>();
  const ended = new Set<string>();

  function begin(request: string, entry: AuditEntry): HistoryFault | undefined {
    const beginning = BEGINNINGS[entry.kind];
    if (ended.has(request) || beginning === undefined) return 'wrong_transition';
    if (entry.from !== null || entry.to !== beginning) return 'wrong_transition';
    return entry.version === 1 ? undefined : 'wrong_version';
  }

  function step(standing: Standing, entry: AuditEntry): HistoryFault | undefined {
    if (!isStep(standing, entry)) return 'wrong_transition';
    return entry.version === standing.version + 1 ? undefined : 'wrong_version';
  }

  function keep(request: string, entry: AuditEntry, alone: boolean): void {
    if (!isState(entry.to) || entry.version === null) return;
    if (hasFuture(entry.to)) {
      open.set(request, { version: entry.version, state: entry.to, alone });
      return;
    }
    open.delete(request);
    ended.add(request);
  }

  return {
    follow: (entry) => {
      const { request } = entry;
      if (request === null) return aboutNone(entry);
      const standing = open.get(request);
      const fault = standing ? step(standing, entry) : begin(request, entry);
      if (!fault) keep(request, entry, standing ? standing.alone : entry.facts.needed === 0);
      return fault;
    },
  };
}

function aboutNone(entry: AuditEntry): HistoryFault | undefined {
  if (BEGINNINGS[entry.kind] !== undefined || EVENT_OF[entry.kind] !== null) return 'wrong_transition';
  return entry.version === null ? undefined : 'wrong_version';
}
