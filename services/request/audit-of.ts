import { assertNever } from '../assert-never.ts';
import type { AuditDraft, AuditKind } from '../audit/entry.ts';
import type { RequestEvent, RequestEventKind } from './event.ts';
import type { RequestRecord } from './record.ts';

const KINDS = {
  confirm: 'confirmed',
  cancel: 'cancelled',
  approve: 'approved',
  deny: 'denied',
  hold: 'held',
  release: 'released',
  expire: 'expired',
  start: 'started',
  drift: 'drifted',
  delay: 'delayed',
  complete: 'completed',
  fail: 'failed',
  remind: 'reminded',
  escalate: 'escalated',
  see: 'seen',
  revert: 'reverted',
  lapse: 'lapsed',
  settle: 'settled',
  overdue: 'overdue',
  supersede: 'superseded',
} as const satisfies Record<RequestEventKind, AuditKind>;

/** Who did it: a person's object id, or `steward` for what happens by itself. */
function actorOf(event: RequestEvent): string {
  return 'by' in event ? event.by.objectId : 'steward';
}

function factsOf(record: RequestRecord, event: RequestEvent): AuditDraft['facts'] {
  switch (event.kind) {
    case 'confirm':
      return { plan: record.planHash, reason: record.reason };
    case 'approve':
      return {
        plan: record.planHash,
        votes: record.votes.length,
        needed: record.approvalsRequired,
        warning: event.warning ?? null,
      };
    case 'hold':
      return { reason: event.reason };
    case 'deny':
      return { plan: record.planHash, reason: event.reason };
    case 'start':
      return { plan: record.planHash, receipt: event.beforeReceipt };
    case 'drift':
      return { plan: record.planHash, found: event.driftHash };
    case 'delay':
      return { code: event.code, nextAt: event.nextAt?.toISOString() ?? null };
    case 'complete':
      return { receipt: event.afterReceipt, writeError: event.writeError };
    case 'fail':
      return { code: event.code, receipt: event.afterReceipt };
    case 'remind':
      return { sent: record.reminders.sent };
    case 'see':
      return { stage: event.stage };
    case 'revert':
      return { stage: event.stage, found: event.foundHash };
    case 'settle':
      return { plan: record.planHash, warning: event.warning ?? null };
    case 'cancel':
    case 'release':
    case 'expire':
    case 'escalate':
    case 'lapse':
    case 'overdue':
    case 'supersede':
      return {};
    default:
      return assertNever(event);
  }
}

/** The audit entry that explains how `before` became `after`. */
export function auditOfEvent(before: RequestRecord, after: RequestRecord, event: RequestEvent): AuditDraft {
  return {
    at: after.changedAt,
    tenant: after.tenant,
    kind: KINDS[event.kind],
    request: after.id,
    version: after.version,
    actor: actorOf(event),
    from: before.state,
    to: after.state,
    facts: factsOf(after, event),
  };
}

/** The audit entry of a new request. One that broke the glass is approved from its first moment, by nobody. */
export function auditOfDraft(record: RequestRecord): AuditDraft {
  return {
    at: record.draftedAt,
    tenant: record.tenant,
    kind: record.debt ? 'broke_glass' : 'drafted',
    request: record.id,
    version: record.version,
    actor: record.requester.objectId,
    from: null,
    to: record.state,
    facts: {
      action: record.action,
      subject: record.subject.objectId,
      snapshot: record.snapshotHash,
      baseline: record.baselineHash,
      plan: record.planHash,
      policy: record.policy.version,
      rule: record.policy.rule,
      reason: record.reason,
      needed: record.approvalsRequired,
    },
  };
}
