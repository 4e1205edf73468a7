import type { RequestEventKind } from '../request/event.ts';
import { isOpen, type RequestState, STATES } from '../request/state.ts';
import { nextState } from '../request/transitions.ts';
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
  approvals_place_set: null,
  frozen: null,
  thawed: null,
} as const satisfies Record<AuditKind, RequestEventKind | null>;

export type HistoryFault = 'wrong_version' | 'wrong_transition';

export type RequestHistory = {
  /** What is wrong with the entry as the next one of its request; `undefined` when it follows. */
  readonly follow: (entry: AuditEntry) => HistoryFault | undefined;
};

type Standing = { readonly version: number; readonly state: RequestState };

const isState = (text: string | null): text is RequestState => STATES.some((state) => state === text);

function isStep(from: RequestState, entry: AuditEntry): boolean {
  const event = EVENT_OF[entry.kind];
  if (event === null || entry.from !== from) return false;
  const next = nextState(from, event);
  // An approval that is not the last one needed leaves the request pending.
  const stays = event === 'approve' && next !== undefined && entry.to === from;
  // A release leads back to where the request was held from.
  const goesBack = event === 'release' && (entry.to === 'pending' || entry.to === 'approved');
  return stays || goesBack || (next !== undefined && entry.to === next);
}

/**
 * Follows every request through its entries. Holds the standing of open requests and the bare id of ended ones: an
 * id is never used twice, so an entry after the end does not follow.
 */
export function requestHistory(): RequestHistory {
  const open = new Map<string, Standing>();
  const ended = new Set<string>();

  function begin(request: string, entry: AuditEntry): HistoryFault | undefined {
    if (ended.has(request) || entry.kind !== 'drafted') return 'wrong_transition';
    if (entry.from !== null || entry.to !== 'drafted') return 'wrong_transition';
    return entry.version === 1 ? undefined : 'wrong_version';
  }

  function step(standing: Standing, entry: AuditEntry): HistoryFault | undefined {
    if (!isStep(standing.state, entry)) return 'wrong_transition';
    return entry.version === standing.version + 1 ? undefined : 'wrong_version';
  }

  function keep(request: string, entry: AuditEntry): void {
    if (!isState(entry.to) || entry.version === null) return;
    if (isOpen(entry.to)) {
      open.set(request, { version: entry.version, state: entry.to });
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
      if (!fault) keep(request, entry);
      return fault;
    },
  };
}

function aboutNone(entry: AuditEntry): HistoryFault | undefined {
  if (entry.kind === 'drafted' || EVENT_OF[entry.kind] !== null) return 'wrong_transition';
  return entry.version === null ? undefined : 'wrong_version';
}
