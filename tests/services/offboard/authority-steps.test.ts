import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AUTHORITIES } from '../../../services/mailbox/authority.ts';
import { type AuthorityFacts, authoritySteps } from '../../../services/offboard/authority-steps.ts';
import { type SyncEvidence, syncedSinceStep } from '../../../services/offboard/synced-since-step.ts';
import { mailbox, recordIn } from '../../cards/samples.ts';

const BEFORE = '2026-11-22T14:00:00.000Z';
const AFTER = '2026-11-22T15:00:00.000Z';

const rollback = recordIn('done', {
  action: 'to-on-premises',
  readBacks: [{ stage: 'at-once', at: '2026-11-22T14:44:00.000Z' }],
  watch: { stage: 'after-sync', nextAt: '2026-11-22T14:45:00.000Z', syncedBefore: BEFORE },
});

const evidence = (change: Partial<SyncEvidence> = {}): SyncEvidence => ({
  rollback,
  whenChanged: '2026-11-22T14:44:00.000Z',
  lastSyncAt: AFTER,
  ...change,
});

const facts = (authority: AuthorityFacts['authority'], change: Partial<AuthorityFacts> = {}): AuthorityFacts => ({
  mailbox: mailbox(),
  authority,
  handedBack: null,
  sync: evidence(),
  ...change,
});

const told = (...args: Parameters<typeof facts>): readonly string[] =>
  authoritySteps(facts(...args)).map(({ code, state }) => `${state} ${code}`);

describe('Before a mailbox moves back on-premises', () => {
  it('edge 21: its flag is false, and the directory has synced since', () => {
    assert.deepEqual(told('on-premises'), ['done synced', 'done flag_false', 'done synced_since']);
    assert.deepEqual(told('cloud'), ['done synced', 'open flag_true', 'open synced_since']);
    const [, flag] = authoritySteps(facts('cloud'));
    assert.equal(flag?.line, 'rollback alice.meyer@contoso.com');
  });

  it('edge 25: the flag of a mailbox whose whole user is in the cloud says nothing', () => {
    assert.deepEqual(told('cloud-object'), ['open whole_object', 'open flag_later', 'open synced_since']);
    assert.equal(authoritySteps(facts('cloud-object'))[0]?.line, 'rollback alice.meyer@contoso.com --whole');
  });

  it('edge 28: a user who was handed back and waits is told from one who was born in the cloud', () => {
    const handedBack = { request: '7Q4K-2M', at: BEFORE, isOverdue: false };
    assert.deepEqual(told('cloud-only'), ['open not_synced', 'open flag_later', 'open synced_since']);
    assert.equal(told('cloud-only', { handedBack })[0], 'open object_waiting');
    const [waiting] = authoritySteps(facts('cloud-only', { handedBack: { ...handedBack, isOverdue: true } }));
    assert.match(`${waiting?.sentence} ${waiting?.remedy}`, /7Q4K-2M .* although .* hard-match block/);
  });

  it('nothing is done as long as its authority is unknown', () => {
    assert.deepEqual(told('unknown'), ['unknown authority_unknown', 'open synced_since']);
  });

  it('everything that is not done says what to do, or which step comes first', () => {
    for (const authority of AUTHORITIES) {
      const first = authoritySteps(facts(authority)).find(({ state }) => state !== 'done');
      if (first) assert.notEqual(first.remedy, null, authority);
    }
  });
});

describe('edge 21: whether the directory has synced since', () => {
  const state = (change: Partial<SyncEvidence>): string => syncedSinceStep(evidence(change)).state;

  it('is told by the tenant’s own sync time at the rollback, not by a clock of ours', () => {
    assert.equal(state({ lastSyncAt: '2026-11-22T14:00:01.000Z' }), 'done');
    assert.equal(state({ lastSyncAt: BEFORE }), 'open');
    assert.match(syncedSinceStep(evidence({ lastSyncAt: BEFORE })).sentence, /has not synced since 7Q4K-2M/);
  });

  it('is certain once Steward itself has looked after a sync', () => {
    const { readBacks } = recordIn('verified');
    assert.equal(state({ rollback: { ...rollback, readBacks, watch: null }, lastSyncAt: BEFORE }), 'done');
  });

  it('without a rollback of ours follows from the last change of the mailbox, and is unknown where that is later', () => {
    assert.equal(state({ rollback: null }), 'done');
    assert.equal(state({ rollback: null, lastSyncAt: BEFORE }), 'unknown');
    assert.equal(state({ rollback: null, whenChanged: null }), 'unknown');
  });

  it('is unknown where the directory does not tell, never done', () => {
    assert.equal(state({ lastSyncAt: null }), 'unknown');
    assert.equal(state({ rollback: null, lastSyncAt: null }), 'unknown');
  });
});
