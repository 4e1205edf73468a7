import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PILOT_STEPS, type PilotStepCode, pilotSteps, type Seen } from '../../../services/pilot/pilot-steps.ts';
import { BEN, drafted } from '../../support/lived-request.ts';
import { BACK, EDIT, pilot, request, STARTED, seen, TO_CLOUD, WAITED } from './sample-pilot.ts';

function step(code: PilotStepCode, change: Partial<Seen> = {}) {
  const found = pilotSteps(seen(change)).find((each) => each.code === code);
  assert.ok(found);
  return found;
}

const states = (change: Partial<Seen> = {}) => pilotSteps(seen(change)).map(({ state }) => state);
const before = new Date(Date.parse(WAITED) - 1);
const recent = {
  code: 'last_change_recent',
  level: 'warn',
  sentence: 'It was changed on-premises lately.',
  remedy: null,
  override: 'requester',
} as const;

describe('The steps of a pilot', () => {
  it('come in order, and all but the sign-off are done when the requests show them', () => {
    assert.deepEqual(
      pilotSteps(seen()).map(({ code }) => code),
      PILOT_STEPS,
    );
    assert.deepEqual(states(), ['done', 'done', 'done', 'done', 'done', 'done', 'open']);
  });

  it('name the requests that show them', () => {
    assert.deepEqual(step('snapshot').requests, ['AAAA-11']);
    assert.deepEqual(step('handed-over').requests, ['AAAA-11']);
    assert.deepEqual(step('edited').requests, ['BBBB-22']);
    assert.deepEqual(step('rolled-back').requests, ['CCCC-33']);
  });

  it('begin with the cohort named and nothing else done', () => {
    assert.deepEqual(states({ requests: [], now: new Date(STARTED) }), [
      ...['done', 'waiting', 'open', 'open', 'open', 'open', 'open'],
    ]);
  });

  it('edge 11: wait one sync cycle and 24 hours, to the millisecond, and say until when', () => {
    assert.equal(step('waited', { requests: [], now: new Date(WAITED) }).state, 'done');
    const waiting = step('waited', { requests: [], now: before });
    assert.equal(waiting.state, 'waiting');
    assert.match(waiting.sentence, /21 Nov 2026, 08:30 UTC/);
  });

  it('edge 11: a mailbox that was not changed for long may go before, and shows that the wait is over', () => {
    const early = request('DDDD-44', '2026-11-20T09:00:00.000Z');
    const given = { requests: [early], now: before };
    assert.deepEqual([step('waited', given).state, step('waited', given).requests], ['done', ['DDDD-44']]);
    assert.equal(step('handed-over', given).state, 'done');
  });

  it('edge 11: one that was changed lately, or nobody knows when, and goes before its time shows nothing', () => {
    for (const code of ['last_change_recent', 'last_change_unknown']) {
      const early = request('DDDD-44', '2026-11-20T09:00:00.000Z', { findings: [{ ...recent, code }] });
      assert.equal(step('waited', { requests: [early], now: before }).state, 'waiting');
      const later = step('handed-over', { requests: [early] });
      assert.equal(later.state, 'open', 'also when the time has passed since');
      assert.match(later.sentence, /DDDD-44 was asked for before the waiting time had passed/);
    }
  });

  it('edge 8: a hand-over that was read back at once only waits for the next sync, and one that moved back shows nothing', () => {
    const done = request('AAAA-11', '2026-11-21T09:00:00.000Z', {
      readBacks: [{ stage: 'at-once', at: '2026-11-21T10:00:00.000Z' }],
      watch: { stage: 'after-sync', nextAt: '2026-11-21T10:01:00.000Z', syncedBefore: null },
    });
    const waiting = step('handed-over', { requests: [done] });
    assert.deepEqual([waiting.state, waiting.requests], ['waiting', ['AAAA-11']]);
    assert.equal(step('handed-over', { requests: [{ ...TO_CLOUD, state: 'reverted' }] }).state, 'open');
    assert.equal(step('handed-over', { requests: [{ ...TO_CLOUD, state: 'verified' }] }).state, 'done');
  });

  it('edge 53: a request that was not executed shows no step but its snapshot', () => {
    for (const state of ['pending', 'approved', 'denied', 'cancelled', 'expired', 'drifted', 'failed'] as const) {
      const only = drafted({ id: 'AAAA-11', state, draftedAt: TO_CLOUD.draftedAt, confirmedAt: TO_CLOUD.draftedAt });
      assert.deepEqual(states({ requests: [only] }), ['done', 'done', 'done', 'open', 'open', 'open', 'open'], state);
    }
  });

  it('count edits and rollbacks only after the hand-over that was verified', () => {
    const at = '2026-11-21T08:45:00.000Z';
    const given = { requests: [{ ...EDIT, draftedAt: at }, { ...BACK, draftedAt: at }, TO_CLOUD] };
    assert.equal(step('edited', given).state, 'open');
    assert.equal(step('rolled-back', given).state, 'open');
    assert.equal(step('edited', { requests: [EDIT, BACK] }).state, 'open', 'nothing was handed over');
  });

  it('end with the sign-off, by whom and why', () => {
    const signedOff = { at: '2026-11-22T08:00:00.000Z', by: BEN, reason: 'went well' };
    const signed = step('signed-off', { pilot: pilot({ signedOff }) });
    assert.equal(signed.state, 'done');
    assert.match(signed.sentence, /Ben Okafor signed off on 22 Nov 2026: “went well”/);
  });
});
