import { momentText } from '../moment-text.ts';
import { type Refusal, type RefusalDetail, refuse } from '../refusal.ts';
import { owesApproval } from './debt.ts';
import { effectOf } from './effect.ts';
import type { RequestEvent, RequestEventKind } from './event.ts';
import { isSamePerson, type Person, type RequestRecord } from './record.ts';
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
  return { ok: true, record: effectOf(next, event, now) };
}

/** Where the event leads: to what the table says, save for the few that machine.ts knows better. */
function targetState(record: RequestRecord, event: RequestEvent): RequestRecord['state'] | undefined {
  const state = nextState(record.state, event.kind);
  if (state === undefined) return undefined;
  switch (event.kind) {
    case 'release':
      return record.heldFrom ?? state;
    case 'confirm':
      return record.approvalsRequired === 0 ? 'approved' : state;
    case 'approve':
      // Counts people, not clicks: the machine has made sure that this one has not voted before.
      return record.votes.length + 1 < record.approvalsRequired ? 'pending' : state;
    case 'see':
      return event.stage === 'after-a-day' ? state : 'done';
    default:
      return state;
  }
}

/** Where a release would lead back to; nowhere, unless the request is held. */
function heldFrom(record: RequestRecord, state: RequestRecord['state']): RequestRecord['heldFrom'] {
  if (state !== 'held') return null;
  if (record.state === 'held') return record.heldFrom;
  return record.state === 'pending' ? 'pending' : 'approved';
}

function objection(record: RequestRecord, event: RequestEvent, now: Date): Refusal | undefined {
  const stays = nextState(record.state, event.kind) === undefined;
  if (stays) return doesNotFit(record, event);
  if (isOver(record, now) && event.kind !== 'expire') return refuse('expired', expiry(record));
  if (!isOver(record, now) && event.kind === 'expire') return doesNotFit(record, event);
  return whoObjects(record, event) ?? whatObjects(record, event);
}

function whoObjects(record: RequestRecord, event: RequestEvent): Refusal | undefined {
  switch (event.kind) {
    case 'confirm':
      return (
        notTheirs(record, event) ??
        nameObjection(record, event.typed) ??
        reasonObjection(record, event.reason ?? record.reason)
      );
    case 'cancel':
      return notTheirs(record, event);
    case 'release':
    case 'deny':
    case 'settle':
      return isRequester(record, event.by) ? refuse('own_approval', { id: record.id }) : undefined;
    case 'approve':
      if (isRequester(record, event.by)) return refuse('own_approval', { id: record.id });
      return hasApproved(record, event.by) ? refuse('already_voted', { id: record.id }) : undefined;
    default:
      return undefined;
  }
}

/** Events that the table allows in a state, and the record does not. */
function whatObjects(record: RequestRecord, event: RequestEvent): Refusal | undefined {
  switch (event.kind) {
    case 'settle':
      return owesApproval(record) ? undefined : doesNotFit(record, event);
    case 'overdue':
      return owesApproval(record) && record.debt?.overdue === false ? undefined : doesNotFit(record, event);
    case 'see':
    case 'revert':
      return record.watch?.stage === event.stage ? undefined : doesNotFit(record, event);
    case 'lapse':
      return record.watch ? undefined : doesNotFit(record, event);
    default:
      return undefined;
  }
}

function notTheirs(record: RequestRecord, event: { readonly kind: 'confirm' | 'cancel'; readonly by: Person }) {
  if (isRequester(record, event.by)) return undefined;
  return refuse('not_requester', { id: record.id, requester: record.requester.name, verb: event.kind });
}

/** What concerns the whole organisation is confirmed by whoever types which one it is. */
function nameObjection({ id, subject }: RequestRecord, typed: string | undefined): Refusal | undefined {
  if (subject.kind !== 'organization') return undefined;
  const fits = typed?.trim().toLowerCase() === subject.name.toLowerCase();
  return fits ? undefined : refuse('name_not_typed', { id, name: subject.name });
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
  return { id: record.id, at: momentText(record.expiresAt ?? record.changedAt), missing };
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
  remind: 'reminded of',
  escalate: 'escalated',
  see: 'read back',
  revert: 'found to have moved back',
  lapse: 'left alone',
  settle: 'approved afterwards',
  overdue: 'called overdue',
  supersede: 'set aside',
};

/** A click on an older card is told that it was old; a typed line is told how the request stands. */
function doesNotFit(record: RequestRecord, event: RequestEvent): Refusal {
  const state = stateInWords(record);
  const shown = 'shown' in event ? event.shown : null;
  if (shown !== null && shown !== record.version) return refuse('stale_card', { id: record.id, state });
  if (record.state === 'held' && event.kind === 'approve') return refuse('is_held', { id: record.id, state });
  return refuse('wrong_state', { id: record.id, state, verb: VERB_DONE[event.kind] });
}
