import { assertNever } from '../assert-never.ts';
import { after } from './duration.ts';
import type { RequestEvent } from './event.ts';
import type { RequestRecord, Vote } from './record.ts';
import { firstReminders, laterReminder } from './remind.ts';
import type { Stage } from './stage.ts';
import { afterRead, firstWatch } from './watch.ts';

/** What an event that fits does to the record; `next` already stands in the state it leads to. Pure. */
export function effectOf(next: RequestRecord, event: RequestEvent, now: Date): RequestRecord {
  switch (event.kind) {
    case 'confirm':
    case 'approve':
    case 'deny':
    case 'cancel':
    case 'hold':
    case 'release':
    case 'expire':
    case 'supersede':
      return decided(next, event, now);
    case 'start':
    case 'drift':
    case 'delay':
    case 'complete':
    case 'fail':
      return executed(next, event, now);
    case 'see':
    case 'revert':
    case 'lapse':
      return looked(next, event, now);
    case 'remind':
      return { ...next, reminders: laterReminder(next, now) };
    case 'escalate':
      return { ...next, reminders: { ...next.reminders, escalatesAt: null, escalatedAt: now.toISOString() } };
    case 'settle':
      return settled(next, event, now);
    case 'overdue':
      return { ...next, debt: next.debt && { ...next.debt, overdue: true } };
    default:
      return assertNever(event);
  }
}

type Of<K extends RequestEvent['kind']> = Extract<RequestEvent, { kind: K }>;

const SILENT = { nextAt: null, escalatesAt: null } as const;

type Decision = Of<'confirm' | 'approve' | 'deny' | 'cancel' | 'hold' | 'release' | 'expire' | 'supersede'>;

/** What people decide, or time decides for them. */
function decided(next: RequestRecord, event: Decision, now: Date): RequestRecord {
  switch (event.kind) {
    case 'confirm':
      return confirmed(next, event, now);
    case 'approve':
      return approved(next, event, now);
    case 'deny': {
      const vote: Vote = { person: event.by, decision: 'deny', reason: event.reason, at: now.toISOString() };
      const votes = [...next.votes, vote];
      return { ...next, ...over(next), votes, closedBy: event.by, closingReason: event.reason };
    }
    case 'cancel':
      return { ...next, ...over(next), closedBy: event.by, closingReason: null };
    case 'supersede':
      return { ...next, ...over(next), closedBy: event.by, closingReason: 'A break-glass change took its place.' };
    case 'hold':
      return { ...next, closedBy: event.by, closingReason: event.reason };
    case 'release':
      return { ...next, closedBy: null, closingReason: null };
    case 'expire':
      return { ...next, ...over(next), closedBy: null, closingReason: null };
    default:
      return assertNever(event);
  }
}

/** Nothing is waited for any more. What was never executed owes no approval either. */
function over({ reminders }: RequestRecord): Pick<RequestRecord, 'expiresAt' | 'reminders' | 'debt'> {
  return { expiresAt: null, reminders: { ...reminders, ...SILENT }, debt: null };
}

function confirmed(next: RequestRecord, event: Of<'confirm'>, now: Date): RequestRecord {
  const told = { ...next, reason: event.reason ?? next.reason, confirmedAt: now.toISOString() };
  if (next.state === 'approved') return { ...told, expiresAt: null };
  const waiting = { ...told, expiresAt: after(now, next.decideWithin).toISOString() };
  return { ...waiting, reminders: firstReminders(waiting) };
}

function approved(next: RequestRecord, event: Of<'approve'>, now: Date): RequestRecord {
  const votes = [...next.votes, voteOf(event, now)];
  if (next.state === 'pending') return { ...next, votes };
  return { ...next, votes, expiresAt: null, reminders: { ...next.reminders, ...SILENT } };
}

function voteOf({ by, warning }: Of<'approve' | 'settle'>, now: Date): Vote {
  const vote = { person: by, decision: 'approve' as const, reason: null, at: now.toISOString() };
  return warning ? { ...vote, warning } : vote;
}

function settled(next: RequestRecord, event: Of<'settle'>, now: Date): RequestRecord {
  const votes = [...next.votes, voteOf(event, now)];
  return { ...next, votes, debt: next.debt && { ...next.debt, settledBy: event.by, settledAt: now.toISOString() } };
}

/** What the worker did, or could not do. */
function executed(
  next: RequestRecord,
  event: Of<'start' | 'drift' | 'delay' | 'complete' | 'fail'>,
  now: Date,
): RequestRecord {
  switch (event.kind) {
    case 'start':
      return { ...next, delay: null, receipts: { ...next.receipts, before: event.beforeReceipt } };
    case 'drift':
      return { ...next, ...over(next), delay: null, driftHash: event.driftHash };
    case 'delay':
      return { ...next, delay: { code: event.code, nextAt: event.nextAt?.toISOString() ?? null } };
    case 'complete':
      return {
        ...next,
        delay: null,
        writeError: event.writeError,
        receipts: { ...next.receipts, after: event.afterReceipt },
        readBacks: [{ stage: 'at-once', at: now.toISOString() }],
        watch: firstWatch(next.action, now, event.lastSyncAt),
      };
    case 'fail':
      return { ...next, delay: null, failure: event.code, receipts: { ...next.receipts, after: event.afterReceipt } };
    default:
      return assertNever(event);
  }
}

/** What a later look found. */
function looked(next: RequestRecord, event: Of<'see' | 'revert' | 'lapse'>, now: Date): RequestRecord {
  switch (event.kind) {
    case 'see': {
      const seen: { stage: Stage; at: string } = { stage: event.stage, at: now.toISOString() };
      return { ...next, readBacks: [...next.readBacks, seen], watch: afterRead(next, event.stage) };
    }
    case 'revert':
      return { ...next, watch: null, driftHash: event.foundHash };
    case 'lapse':
      return { ...next, watch: null };
    default:
      return assertNever(event);
  }
}
