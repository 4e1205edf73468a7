import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AuditEntry } from '../../../services/audit/entry.ts';
import { verifyChain } from '../../../services/audit/verify-chain.ts';
import type { RequestEvent } from '../../../services/request/event.ts';
import { isOpen } from '../../../services/request/state.ts';
import { nextState } from '../../../services/request/transitions.ts';
import {
  ANNA,
  approveBy,
  BEN,
  CLEO,
  confirm,
  draftedRecord,
  type Life,
  type SampleTrail,
  sampleSnapshot,
  sampleTrail,
} from './sample-life.ts';
import { rechained, textsOf } from './tamper-texts.ts';

const HASH = 'a'.repeat(64);
const EVENTS: readonly RequestEvent[] = [
  confirm,
  approveBy(BEN),
  approveBy(CLEO),
  { kind: 'cancel', by: ANNA, shown: null },
  { kind: 'deny', by: BEN, reason: 'not now', shown: null },
  { kind: 'start', beforeReceipt: HASH },
  { kind: 'drift', driftHash: HASH },
  { kind: 'delay', code: 'exchange_slow', nextAt: null },
  { kind: 'complete', afterReceipt: HASH, writeError: null, lastSyncAt: null, found: null },
  { kind: 'fail', code: 'gave_up', afterReceipt: null },
];

function fits(life: Life, event: RequestEvent): boolean {
  const { state, votes, version } = life.record;
  const voted = event.kind === 'approve' && votes.some((vote) => vote.person.objectId === event.by.objectId);
  return version < 12 && !voted && nextState(state, event.kind) !== undefined;
}

/** Some requests lived at the same time, as the numbers say. */
function randomTrail(choices: readonly number[]): SampleTrail {
  const trail = sampleTrail();
  const lives: Life[] = [];
  const begin = (): void => {
    const approvalsRequired = 1 + (lives.length % 2);
    lives.push(trail.begin(draftedRecord(`R-${lives.length}`, sampleSnapshot(), { approvalsRequired })));
  };
  begin();
  for (const choice of choices) {
    const open = lives.filter((life) => isOpen(life.record.state));
    const life = open[choice % Math.max(1, open.length)];
    const event = life && EVENTS.filter((each) => fits(life, each))[choice % 3];
    if (life && event) trail.step(life, event);
    else if (choice % 5 === 0) trail.setPlace();
    else begin();
  }
  return trail;
}

const trails = fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }).map(randomTrail);
const fields = fc.constantFrom(
  ...(['at', 'tenant', 'kind', 'request', 'version', 'actor', 'from', 'to', 'facts', 'prev', 'hash', 'seq'] as const),
);

function changedField(entry: AuditEntry, field: keyof AuditEntry): AuditEntry {
  const value = entry[field];
  if (field === 'kind') return { ...entry, kind: entry.kind === 'denied' ? 'expired' : 'denied' };
  if (field === 'facts') return { ...entry, facts: { ...entry.facts, more: true } };
  if (field === 'at') return { ...entry, at: '2020-01-01T00:00:00.000Z' };
  if (field === 'prev' || field === 'hash') return { ...entry, [field]: HASH };
  if (typeof value === 'number') return { ...entry, [field]: value + 1 };
  return { ...entry, [field]: `${value}x` };
}

type Disturbance = 'take' | 'double' | 'swap';

function disturbed(entries: readonly AuditEntry[], index: number, how: Disturbance): readonly AuditEntry[] {
  const [one, two] = entries.slice(index, index + 2);
  if (!one || how === 'take') return entries.toSpliced(index, 1);
  if (!two || how === 'double') return entries.toSpliced(index, 0, one);
  return entries.toSpliced(index, 2, two, one);
}

describe('Any chain that was truly lived', () => {
  it('fits', async () => {
    await fc.assert(
      fc.asyncProperty(trails, async (trail) => {
        const result = await verifyChain(textsOf(trail.entries), { head: trail.head });
        assert.equal(result.ok && result.count, trail.entries.length);
      }),
      { numRuns: 60 },
    );
  });

  it('names the entry in which a single field was changed', async () => {
    await fc.assert(
      fc.asyncProperty(trails, fc.nat(), fields, async (trail, place, field) => {
        const index = place % trail.entries.length;
        const entries = trail.entries.map((entry, each) => (each === index ? changedField(entry, field) : entry));
        const result = await verifyChain(textsOf(entries), { head: trail.head });
        assert.equal(result.ok ? 'fits' : result.seq, index + 1);
      }),
      { numRuns: 150 },
    );
  });

  it('names the first place from which entries were taken, doubled or swapped', async () => {
    await fc.assert(
      fc.asyncProperty(
        trails,
        fc.nat(),
        fc.constantFrom<Disturbance>('take', 'double', 'swap'),
        async (trail, place, how) => {
          const index = place % (trail.entries.length - (how === 'swap' ? 1 : 0) || 1);
          if (how === 'swap' && trail.entries.length < 2) return;
          const changed = disturbed(trail.entries, index, how);
          const result = await verifyChain(textsOf(changed), { head: trail.head });
          assert.equal(result.ok ? 'fits' : result.seq, how === 'double' ? index + 2 : index + 1);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never fits its head again after any entry was rewritten with all the hashes after it', async () => {
    await fc.assert(
      fc.asyncProperty(trails, fc.nat(), async (trail, place) => {
        const index = place % trail.entries.length;
        const changed = trail.entries.map((entry, each) => (each === index ? { ...entry, actor: 'x' } : entry));
        const result = await verifyChain(textsOf(rechained(changed)), { head: trail.head });
        assert.equal(result.ok ? 'fits' : result.reason, 'wrong_head');
      }),
      { numRuns: 60 },
    );
  });
});
