import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EVENT_KINDS, type RequestEvent, type RequestEventKind } from '../../../services/request/event.ts';
import { applyEvent } from '../../../services/request/machine.ts';
import type { RequestRecord } from '../../../services/request/record.ts';
import { type RequestState, STATES } from '../../../services/request/state.ts';
import {
  ANNA,
  after,
  BEN,
  CLEO,
  digest,
  eventOf,
  ID,
  lived,
  momentOfExpiry,
  NOW,
} from '../../support/lived-request.ts';

/** What each event leads to; what is not here is refused. A held request is one that was pending. */
const LIFE: Readonly<Record<RequestState, Partial<Readonly<Record<RequestEventKind, RequestState>>>>> = {
  drafted: { confirm: 'pending', cancel: 'cancelled', expire: 'expired', supersede: 'cancelled' },
  pending: {
    cancel: 'cancelled',
    approve: 'approved',
    deny: 'denied',
    hold: 'held',
    expire: 'expired',
    remind: 'pending',
    escalate: 'pending',
    supersede: 'cancelled',
  },
  approved: {
    cancel: 'cancelled',
    hold: 'held',
    start: 'running',
    drift: 'drifted',
    delay: 'approved',
    fail: 'failed',
    supersede: 'cancelled',
  },
  held: { cancel: 'cancelled', deny: 'denied', release: 'pending', expire: 'expired', supersede: 'cancelled' },
  running: { delay: 'running', complete: 'done', fail: 'failed' },
  done: { see: 'done', revert: 'reverted', lapse: 'done' },
  verified: {},
  reverted: {},
  failed: {},
  cancelled: {},
  denied: {},
  expired: {},
  drifted: {},
};

function refusedWith(record: RequestRecord, event: RequestEvent, now: Date = NOW): string {
  const applied = applyEvent(record, event, now);
  return applied.ok ? `became ${applied.record.state}` : applied.code;
}

describe('The life of a request', () => {
  for (const state of STATES) {
    for (const kind of EVENT_KINDS) {
      const expected = LIFE[state][kind];
      it(`${state} and ${kind}: ${expected ?? 'refused'}`, () => {
        const record = lived(state);
        const now = kind === 'expire' ? momentOfExpiry(record) : NOW;
        const applied = applyEvent(record, eventOf(kind), now);
        if (!applied.ok) {
          assert.equal(expected, undefined);
          assert.equal(applied.code, state === 'held' && kind === 'approve' ? 'is_held' : 'wrong_state');
          return;
        }
        assert.equal(applied.record.state, expected);
        assert.equal(applied.record.version, record.version + 1);
        assert.equal(applied.record.changedAt, now.toISOString());
      });
    }
  }
});

describe('Who may bring an event about', () => {
  it('only the requester confirms', () => {
    const refused = applyEvent(lived('drafted'), { kind: 'confirm', by: BEN, reason: null, shown: null }, NOW);
    assert.deepEqual(refused, {
      ok: false,
      code: 'not_requester',
      detail: { id: ID, requester: 'Anna Berg', verb: 'confirm' },
    });
  });

  it('only the requester cancels, in every state in which it can be cancelled', () => {
    for (const state of ['drafted', 'pending', 'approved'] as const) {
      assert.equal(refusedWith(lived(state), { kind: 'cancel', by: BEN, shown: null }), 'not_requester');
    }
  });

  it('edge 50: the requester neither approves nor denies', () => {
    assert.equal(refusedWith(lived('pending'), { kind: 'approve', by: ANNA, shown: null }), 'own_approval');
    assert.equal(refusedWith(lived('pending'), { kind: 'deny', by: ANNA, reason: null, shown: null }), 'own_approval');
  });

  it('a person is told by object id, not by name', () => {
    const namesake = { objectId: CLEO.objectId, name: ANNA.name };
    assert.equal(refusedWith(lived('pending'), { kind: 'approve', by: namesake, shown: null }), 'became approved');
    const renamed = { objectId: ANNA.objectId, name: 'Anna Berg-Ruiz' };
    assert.equal(refusedWith(lived('pending'), { kind: 'approve', by: renamed, shown: null }), 'own_approval');
  });

  it('nobody approves twice', () => {
    const once = after(lived('pending', { approvalsRequired: 2 }), eventOf('approve'));
    assert.equal(refusedWith(once, eventOf('approve')), 'already_voted');
  });

  it('whoever approved may still deny while others are missing', () => {
    const once = after(lived('pending', { approvalsRequired: 2 }), eventOf('approve'));
    assert.equal(refusedWith(once, eventOf('deny')), 'became denied');
  });
});

describe('A held request', () => {
  it('goes back to where it was held from', () => {
    for (const state of ['pending', 'approved'] as const) {
      const held = after(lived(state), eventOf('hold'));
      assert.deepEqual([held.state, held.heldFrom], ['held', state]);
      const released = after(held, eventOf('release'));
      assert.deepEqual([released.state, released.heldFrom], [state, null]);
    }
  });

  it('that ends is not said to be held any more, nor ended for the reason why it was held', () => {
    const held = lived('held');
    for (const kind of ['cancel', 'deny', 'expire'] as const) {
      const ended = after(held, eventOf(kind), kind === 'expire' ? momentOfExpiry(held) : NOW);
      assert.equal(ended.heldFrom, null, kind);
      assert.equal(ended.closingReason, kind === 'deny' ? 'freeze' : null, kind);
    }
  });

  it('is released by anybody but its requester', () => {
    assert.equal(refusedWith(lived('held'), { kind: 'release', by: ANNA, shown: null }), 'own_approval');
    assert.equal(refusedWith(lived('held'), { kind: 'release', by: BEN, shown: null }), 'became pending');
  });

  it('runs no further while it is held, and expires only where it was waiting for a decision', () => {
    const approved = after(lived('approved'), eventOf('hold'));
    assert.equal(refusedWith(approved, eventOf('start')), 'wrong_state');
    assert.equal(refusedWith(approved, eventOf('expire'), new Date('2030-01-01T00:00:00Z')), 'wrong_state');
    const pending = lived('held');
    assert.equal(refusedWith(pending, eventOf('expire'), momentOfExpiry(pending)), 'became expired');
  });
});

describe('Linked accounts', () => {
  const annaTwo = { objectId: 'eeeeeeee-0000-4000-8000-000000000005', name: 'adm-anna', person: ANNA.objectId };
  const benTwo = { objectId: 'ffffffff-0000-4000-8000-000000000006', name: 'adm-ben', person: BEN.objectId };

  it('are one person: no second account approves what the first one asked for', () => {
    assert.equal(refusedWith(lived('pending'), { kind: 'approve', by: annaTwo, shown: null }), 'own_approval');
    assert.equal(refusedWith(lived('held'), { kind: 'release', by: annaTwo, shown: null }), 'own_approval');
    assert.equal(refusedWith(lived('pending'), { kind: 'cancel', by: annaTwo, shown: null }), 'became cancelled');
  });

  it('are one person: no second account gives a second vote', () => {
    const once = after(lived('pending', { approvalsRequired: 2 }), eventOf('approve'));
    assert.equal(refusedWith(once, { kind: 'approve', by: benTwo, shown: null }), 'already_voted');
  });
});

describe('Approvals', () => {
  it('two of two: the first leaves it pending and due, the second approves it and ends the waiting', () => {
    const pending = lived('pending', { approvalsRequired: 2 });
    const once = after(pending, eventOf('approve'));
    assert.equal(once.state, 'pending');
    assert.equal(once.expiresAt, pending.expiresAt);
    const twice = after(once, { kind: 'approve', by: CLEO, shown: null });
    assert.equal(twice.state, 'approved');
    assert.equal(twice.expiresAt, null);
    assert.deepEqual(
      twice.votes.map(({ person, decision }) => [person.name, decision]),
      [
        [BEN.name, 'approve'],
        [CLEO.name, 'approve'],
      ],
    );
  });

  it('are for what was shown: a vote changes neither the snapshot nor the plan', () => {
    const pending = lived('pending');
    const approved = after(pending, eventOf('approve'));
    assert.equal(approved.snapshotHash, pending.snapshotHash);
    assert.equal(approved.planHash, pending.planHash);
  });
});

describe('Time', () => {
  it('is up at the exact moment, not a millisecond earlier', () => {
    const record = lived('drafted');
    const end = momentOfExpiry(record);
    const before = new Date(end.getTime() - 1);
    assert.equal(refusedWith(record, eventOf('confirm'), before), 'became pending');
    assert.equal(refusedWith(record, eventOf('expire'), before), 'wrong_state');
    assert.equal(refusedWith(record, eventOf('confirm'), end), 'expired');
    assert.equal(refusedWith(record, eventOf('expire'), end), 'became expired');
  });

  it('says what an expired request was waiting for', () => {
    const draft = applyEvent(lived('drafted'), eventOf('cancel'), momentOfExpiry(lived('drafted')));
    assert.deepEqual(draft.ok || draft.detail, { id: ID, at: '22 Nov 2026, 09:15 UTC', missing: 'being confirmed' });
    const pending = applyEvent(lived('pending'), eventOf('approve'), momentOfExpiry(lived('pending')));
    assert.deepEqual(pending.ok || pending.detail, { id: ID, at: '23 Nov 2026, 09:05 UTC', missing: 'a decision' });
  });

  it('begins anew with the confirmation, for as long as was fixed in the draft', () => {
    const pending = lived('pending', { decideWithin: 'PT2H' });
    assert.equal(pending.expiresAt, '2026-11-22T11:05:00.000Z');
    assert.equal(pending.confirmedAt, NOW.toISOString());
  });

  it('no longer ends a request that was decided', () => {
    for (const state of STATES) {
      const waits = ['drafted', 'pending', 'held'].includes(state);
      assert.equal(lived(state).expiresAt !== null, waits, state);
    }
  });

  it('an approved request is never expired, however late it is', () => {
    assert.equal(refusedWith(lived('approved'), eventOf('expire'), new Date('2030-01-01T00:00:00Z')), 'wrong_state');
    assert.equal(refusedWith(lived('approved'), eventOf('start'), new Date('2030-01-01T00:00:00Z')), 'became running');
  });
});

describe('A click on a card', () => {
  it('that was old is told so, and one on the present card is told how the request stands', () => {
    const denied = lived('denied');
    const click = (shown: number | null): string => refusedWith(denied, { kind: 'approve', by: CLEO, shown });
    assert.equal(click(denied.version - 1), 'stale_card');
    assert.equal(click(denied.version), 'wrong_state');
    assert.equal(click(null), 'wrong_state');
  });

  it('that was old still counts where it fits: what is approved has not changed', () => {
    const once = after(lived('pending', { approvalsRequired: 2 }), eventOf('approve'));
    assert.equal(refusedWith(once, { kind: 'approve', by: CLEO, shown: once.version - 1 }), 'became approved');
  });
});

describe('What an event leaves on the record', () => {
  it('confirm keeps the reason of the draft unless another is given', () => {
    const draft = lived('drafted', { reason: 'first' });
    assert.equal(after(draft, eventOf('confirm')).reason, 'first');
    assert.equal(after(draft, { kind: 'confirm', by: ANNA, reason: 'second', shown: null }).reason, 'second');
  });

  it('deny keeps who ended it and why, as a vote and as the end', () => {
    const denied = after(lived('pending'), eventOf('deny'));
    assert.deepEqual(denied.closedBy, BEN);
    assert.equal(denied.closingReason, 'freeze');
    assert.deepEqual(denied.votes, [{ person: BEN, decision: 'deny', reason: 'freeze', at: NOW.toISOString() }]);
  });

  it('cancel keeps who ended it', () => {
    assert.deepEqual(lived('cancelled').closedBy, ANNA);
  });

  it('a delay is written down and goes with the next success or end', () => {
    const delayed = after(lived('approved'), eventOf('delay'));
    assert.deepEqual(delayed.delay, { code: 'exchange_throttled', nextAt: NOW.toISOString() });
    const stuck = after(lived('approved'), { kind: 'delay', code: 'unexpected', nextAt: null });
    assert.deepEqual(stuck.delay, { code: 'unexpected', nextAt: null });
    for (const kind of ['start', 'drift', 'fail'] as const) assert.equal(after(delayed, eventOf(kind)).delay, null);
    assert.equal(after(after(lived('running'), eventOf('delay')), eventOf('complete')).delay, null);
  });

  it('start and the end keep the digests of their receipts', () => {
    assert.deepEqual(lived('running').receipts, { before: digest('a'), after: null });
    assert.deepEqual(lived('done').receipts, { before: digest('a'), after: digest('b') });
    assert.deepEqual(lived('failed').receipts, { before: digest('a'), after: digest('b') });
  });

  it('a write that worked although it was answered with an error keeps that error', () => {
    const writeError = 'exchange_outcome_unknown';
    assert.equal(lived('done').writeError, null);
    const done = after(lived('running'), {
      kind: 'complete',
      afterReceipt: digest('b'),
      writeError,
      lastSyncAt: null,
      found: null,
    });
    assert.equal(done.writeError, writeError);
  });

  it('drift keeps what was found, fail keeps why', () => {
    assert.equal(lived('drifted').driftHash, digest('d'));
    assert.equal(lived('failed').failure, 'not_confirmed');
  });
});
