import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Plan, planHash } from '../../../services/request/plan.ts';
import { digest } from '../../support/lived-request.ts';

const PLAN: Plan = {
  action: 'to-cloud',
  kind: 'mailbox',
  edits: [],
  objectId: '0b7f6a52-0000-4000-8000-00000000000a',
  snapshotHash: digest('1'),
  baselineHash: null,
};

describe('The hash of a plan', () => {
  it('is the same for the same plan, whichever way the object id is spelled', () => {
    assert.equal(planHash({ ...PLAN, objectId: PLAN.objectId.toUpperCase() }), planHash(PLAN));
  });

  it('does not depend on the order in which the plan was put together', () => {
    const { action, kind, edits, objectId, snapshotHash, baselineHash } = PLAN;
    assert.equal(planHash({ baselineHash, snapshotHash, edits, objectId, kind, action }), planHash(PLAN));
  });

  it('is fixed: what was approved last year can still be checked', () => {
    assert.equal(planHash(PLAN), 'bd1f2b6ae1411b6ce5b814f62e20a3292343f45d9a6ea14963704726863b0245');
  });

  const others: readonly (readonly [string, Partial<Plan>])[] = [
    ['action', { action: 'to-on-premises' }],
    ['mailbox', { objectId: '0b7f6a52-0000-4000-8000-00000000000b' }],
    ['snapshot', { snapshotHash: digest('2') }],
    ['baseline', { baselineHash: digest('1') }],
    ['kind of subject', { kind: 'user' }],
    ['value', { action: 'edit', edits: [{ kind: 'set', name: 'MailTip', value: 'away' }] }],
  ];
  for (const [what, change] of others) {
    it(`is another one for another ${what}`, () => assert.notEqual(planHash({ ...PLAN, ...change }), planHash(PLAN)));
  }
});
