import { assertNever } from '../assert-never.ts';
import { type Refusal, type RefusalDetail, refuse } from '../refusal.ts';
import { after } from './duration.ts';
import type { RequestEvent, RequestEventKind } from './event.ts';
import { isSamePerson, type Person, type RequestRecord, type Vote } from './record.ts';
import { stateInWords } from './state-words.ts';
import { nextState } from './transitions.ts';

// The pure core of a request: which event fits, and what the record is afterwards. It knows no store and no clock,
// and it does not know roles: who may do a thing at all was decided before the event reached it.

export type Applied = { readonly ok: true; readonly record: RequestRecord } | Refusal;

/** The record after the event at `now`, or the refusal that says why it does not fit. Never throws for people's doing. */
export function applyEvent(record: RequestRecord, event: RequestEvent, now: Date): Applied {
  const refusal = objection(record, event, now);
  if (refusal) return refusal;
  const state = targetState(record, event);
  if (!state) return doesNotFit(record, event);
  const next = {
    ...record,
    version: record.version + 1,
    changedAt: now.toISOString(),
    state,
    heldFrom: heldFrom(record, state),
  };
  return { ok: true, record: effect(next, event, now) };
}

/** A release leads back to where the request was held from; everything else to what the table says. */
function targetState(record: RequestRecord, event: RequestEvent): RequestRecord['state'] | undefined {
  const state = nextState(record.state, event.kind);
  return event.kind === 'release' && state ? (record.heldFrom ?? state) : state;
}

/** Where a release would lead back to; nowhere, unless the request is held. */
function heldFrom(record: RequestRecord, state: RequestRecord['state']): RequestRecord['heldFrom'] {
  if (state !== 'held') return null;
  return record.state === 'pending' ? 'pending' : 'approved';
}

function objection(record: RequestRecord, event: RequestEvent, now: Date): Refusal | undefined {
  const stays = nextState(record.state, event.kind) === undefined;
  if (stays) return doesNotFit(record, event);
  if (isOver(record, now) && event.kind !== 'expire') return refuse('expired', expiry(record));
  if (!isOver(record, now) && event.kind === 'expire') return doesNotFit(record, event);
  return whoObjects(record, event);
}

function whoObjects(record: RequestRecord, event: RequestEvent): Refusal | undefined {
  switch (event.kind) {
    case 'confirm':
      return notTheirs(record, event) ?? reasonObjection(record, event.reason ?? record.reason);
    case 'cancel':
      return notTheirs(record, event);
    case 'release':
      return isRequester(record, event.by) ? refuse('own_approval', { id: record.id }) : undefined;
    case 'approve':
      if (isRequester(record, event.by)) return refuse('own_approval', { id: record.id });
      return hasApproved(record, event.by) ? refuse('already_voted', { id: record.id }) : undefined;
    case 'deny':
      return isRequester(record, event.by) ? refuse('own_approval', { id: record.id }) : undefined;
    default:
      return undefined;
  }
}

function notTheirs(record: RequestRecord, event: { readonly kind: 'confirm' | 'cancel'; readonly by: Person }) {
  if (isRequester(record, event.by)) return undefined;
  return refuse('not_requester', { id: record.id, requester: record.requester.name, verb: event.kind });
}

/** The policy's demand on the reason, met at the latest when the requester confirms. */
function reasonObjection({ id, policy }: RequestRecord, reason: string | null): Refusal | undefined {
  if (!reason && policy.reasonRequired) return refuse('reason_needed', { id });
  if (policy.reasonPattern === null || (!reason && !policy.reasonRequired)) return undefined;
  if (new RegExp(policy.reasonPattern, 'u').test(reason ?? '')) return undefined;
  return refuse('reason_does_not_fit', { id, example: policy.reasonExample ?? policy.reasonPattern });
}

const isRequester = (record: RequestRecord, person: Person): boolean => isSamePerson(person, record.requester);

const hasApproved = (record: RequestRecord, person: Person): boolean =>
  record.votes.some((vote) => isSamePerson(vote.person, person));

const isOver = (record: RequestRecord, now: Date): boolean =>
  record.expiresAt !== null && now.getTime() >= Date.parse(record.expiresAt);

/** What an expired request was waiting for, in the words of the sentence that tells it. */
export function expiry(record: RequestRecord): RefusalDetail {
  const missing = record.state === 'drafted' ? 'being confirmed' : 'a decision';
  return { id: record.id, at: record.expiresAt ?? record.changedAt, missing };
}

const VERB_DONE: Record<RequestEventKind, string> = {
  confirm: 'confirmed',
  cancel: 'cancelled',
  approve: 'approved',
  deny: 'denied',
  hold: 'held',
  release: 'released',
  expire: 'expired',
  start: 'started',
  drift: 'stopped',
  delay: 'delayed',
  complete: 'completed',
  fail: 'failed',
};

/** A click on an older card is told that it was old; a typed line is told how the request stands. */
function doesNotFit(record: RequestRecord, event: RequestEvent): Refusal {
  const state = stateInWords(record);
  const shown = 'shown' in event ? event.shown : null;
  if (shown !== null && shown !== record.version) return refuse('stale_card', { id: record.id, state });
  return refuse('wrong_state', { id: record.id, state, verb: VERB_DONE[event.kind] });
}

function effect(next: RequestRecord, event: RequestEvent, now: Date): RequestRecord {
  switch (event.kind) {
    case 'confirm':
      return {
        ...next,
        reason: event.reason ?? next.reason,
        confirmedAt: now.toISOString(),
        expiresAt: after(now, next.decideWithin).toISOString(),
      };
    case 'cancel':
      return { ...next, closedBy: event.by, closingReason: null, expiresAt: null };
    case 'approve':
      return approved(next, {
        person: event.by,
        decision: 'approve',
        reason: null,
        at: now.toISOString(),
        ...(event.warning ? { warning: event.warning } : {}),
      });
    case 'deny': {
      const vote: Vote = { person: event.by, decision: 'deny', reason: event.reason, at: now.toISOString() };
      return {
        ...next,
        votes: [...next.votes, vote],
        closedBy: event.by,
        closingReason: event.reason,
        expiresAt: null,
      };
    }
    case 'hold':
      return { ...next, closedBy: event.by, closingReason: event.reason };
    case 'release':
      return { ...next, closedBy: null, closingReason: null };
    case 'expire':
      return { ...next, closedBy: null, closingReason: null, expiresAt: null };
    case 'start':
      return { ...next, delay: null, receipts: { ...next.receipts, before: event.beforeReceipt } };
    case 'drift':
      return { ...next, delay: null, driftHash: event.driftHash };
    case 'delay':
      return { ...next, delay: { code: event.code, nextAt: event.nextAt?.toISOString() ?? null } };
    case 'complete':
      return {
        ...next,
        delay: null,
        writeError: event.writeError,
        receipts: { ...next.receipts, after: event.afterReceipt },
      };
    case 'fail':
      return { ...next, delay: null, failure: event.code, receipts: { ...next.receipts, after: event.afterReceipt } };
    default:
      return assertNever(event);
  }
}

/** Counts people, not clicks: the last approval needed makes it `approved`, an earlier one leaves it `pending`. */
function approved(next: RequestRecord, vote: Vote): RequestRecord {
  const votes = [...next.votes, vote];
  return votes.length >= next.approvalsRequired
    ? { ...next, votes, expiresAt: null }
    : { ...next, votes, state: 'pending' };
}
