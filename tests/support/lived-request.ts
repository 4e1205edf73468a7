import { defaultPolicy } from '../../services/policy/default-policy.ts';
import { ruleFor } from '../../services/policy/policy.ts';
import { recordedRule } from '../../services/policy/recorded-rule.ts';
import { EVENT_KINDS, type RequestEvent, type RequestEventKind } from '../../services/request/event.ts';
import { applyEvent } from '../../services/request/machine.ts';
import { UNTOUCHED } from '../../services/request/new-record.ts';
import { planHash } from '../../services/request/plan.ts';
import type { Person, RequestRecord } from '../../services/request/record.ts';
import type { RequestState } from '../../services/request/state.ts';

// Requests in any state, as the state machine makes them: Anna asked, Ben decided, Cleo is the next to come.

/** Before anything is over: the sample draft of 09:00 expires at 09:15, what is confirmed now a day later. */
export const NOW = new Date('2026-11-22T09:05:00.000Z');
export const ID = '7Q4K-2M';

export const TENANT = '5c1a0b1e-0000-4000-8000-000000000001';
export const OBJECT_ID = '0b7f6a52-0000-4000-8000-00000000000a';
export const ANNA: Person = { objectId: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Anna Berg' };
export const BEN: Person = { objectId: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Ben Okafor' };
export const CLEO: Person = { objectId: 'cccccccc-0000-4000-8000-000000000003', name: 'Cleo Ruiz' };
export const PEOPLE: readonly [Person, Person, Person] = [ANNA, BEN, CLEO];

const POLICY = defaultPolicy(1);
const FACTS = {
  action: 'to-cloud',
  kind: 'mailbox',
  type: 'UserMailbox',
  losesValues: false,
  mailboxes: 1,
  touches: null,
} as const;

export const digest = (digit: string): string => digit.repeat(64);

const BY_KIND: Readonly<Record<RequestEventKind, RequestEvent>> = {
  confirm: { kind: 'confirm', by: ANNA, reason: null, shown: null },
  cancel: { kind: 'cancel', by: ANNA, shown: null },
  approve: { kind: 'approve', by: BEN, shown: null },
  deny: { kind: 'deny', by: BEN, reason: 'freeze', shown: null },
  hold: { kind: 'hold', by: CLEO, reason: 'a moment', shown: null },
  release: { kind: 'release', by: CLEO, shown: null },
  expire: { kind: 'expire' },
  start: { kind: 'start', beforeReceipt: digest('a') },
  drift: { kind: 'drift', driftHash: digest('d') },
  delay: { kind: 'delay', code: 'exchange_throttled', nextAt: NOW },
  complete: {
    kind: 'complete',
    afterReceipt: digest('b'),
    writeError: null,
    lastSyncAt: '2026-11-22T08:40:00.000Z',
    found: null,
  },
  fail: { kind: 'fail', code: 'not_confirmed', afterReceipt: digest('b') },
  remind: { kind: 'remind' },
  escalate: { kind: 'escalate' },
  see: { kind: 'see', stage: 'after-sync' },
  revert: { kind: 'revert', stage: 'after-sync', foundHash: digest('e') },
  lapse: { kind: 'lapse' },
  settle: { kind: 'settle', by: BEN, shown: null },
  overdue: { kind: 'overdue' },
  supersede: { kind: 'supersede', by: CLEO },
};

/** An event of that kind by whoever may bring it about. */
export const eventOf = (kind: RequestEventKind): RequestEvent => BY_KIND[kind];
export const ALL_EVENTS: readonly RequestEvent[] = EVENT_KINDS.map(eventOf);

/** As it is when somebody has just asked. */
export function drafted(change: Partial<RequestRecord> = {}): RequestRecord {
  const plan = {
    action: 'to-cloud' as const,
    kind: 'mailbox' as const,
    objectId: OBJECT_ID,
    edits: [],
    snapshotHash: digest('1'),
    baselineHash: null,
  };
  return {
    ...UNTOUCHED,
    schema: 1,
    id: ID,
    version: 1,
    tenant: TENANT,
    action: plan.action,
    state: 'drafted',
    subject: {
      kind: 'mailbox',
      objectId: OBJECT_ID,
      name: 'jane@contoso.example',
      displayName: 'Jane Doe',
      type: 'UserMailbox',
    },
    edits: [],
    requester: ANNA,
    reason: null,
    snapshotHash: plan.snapshotHash,
    baselineHash: plan.baselineHash,
    planHash: planHash(plan),
    findings: [],
    approvalsRequired: 1,
    policy: recordedRule(POLICY, ruleFor(POLICY, FACTS)),
    draftedAt: '2026-11-22T09:00:00.000Z',
    confirmedAt: null,
    changedAt: '2026-11-22T09:00:00.000Z',
    expiresAt: '2026-11-22T09:15:00.000Z',
    decideWithin: 'PT24H',
    conversation: 'a-conversation',
    debt: null,
    ...change,
  };
}

const WAYS: Readonly<Record<RequestState, readonly RequestEventKind[]>> = {
  drafted: [],
  pending: ['confirm'],
  approved: ['confirm', 'approve'],
  held: ['confirm', 'hold'],
  running: ['confirm', 'approve', 'start'],
  done: ['confirm', 'approve', 'start', 'complete'],
  verified: ['confirm', 'approve', 'start', 'complete', 'see', 'see'],
  reverted: ['confirm', 'approve', 'start', 'complete', 'revert'],
  failed: ['confirm', 'approve', 'start', 'fail'],
  cancelled: ['cancel'],
  denied: ['confirm', 'deny'],
  expired: ['expire'],
  drifted: ['confirm', 'approve', 'drift'],
};

/** The record after the event; throws where the event does not fit. */
export function after(record: RequestRecord, event: RequestEvent, now: Date = NOW): RequestRecord {
  const applied = applyEvent(record, event, now);
  if (!applied.ok) throw new Error(`${event.kind} does not fit: ${applied.code}`);
  return applied.record;
}

/** A request that has been lived until it came to that state. `change` is how it was drafted. */
export function lived(state: RequestState, change: Partial<RequestRecord> = {}): RequestRecord {
  return WAYS[state].reduce(
    (record, kind) => after(record, fitting(record, kind), kind === 'expire' ? momentOfExpiry(record) : NOW),
    drafted(change),
  );
}

/** A later look is for the stage that is due. */
function fitting(record: RequestRecord, kind: RequestEventKind): RequestEvent {
  const event = eventOf(kind);
  return event.kind === 'see' && record.watch ? { ...event, stage: record.watch.stage } : event;
}

export function momentOfExpiry(record: RequestRecord): Date {
  return record.expiresAt === null ? NOW : new Date(record.expiresAt);
}
