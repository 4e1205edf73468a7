import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { refusalSentence } from '../../../services/refusal.ts';
import { EVENT_KINDS, type RequestEvent, type RequestEventKind } from '../../../services/request/event.ts';
import { applyEvent } from '../../../services/request/machine.ts';
import { type RequestRecord, requestRecordSchema } from '../../../services/request/record.ts';
import { STATES } from '../../../services/request/state.ts';
import { hasFuture } from '../../../services/request/transitions.ts';
import { ANNA, digest, eventOf, lived, NOW, PEOPLE } from '../../support/lived-request.ts';

type Happening = { readonly event: RequestEvent; readonly wait: number };

const MINUTE = 60_000;
const person = fc.constantFrom(...PEOPLE, { objectId: 'dddddddd-0000-4000-8000-000000000004', name: 'Dee' });
const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: null });

function eventArbitrary(kind: RequestEventKind): fc.Arbitrary<RequestEvent> {
  const sure = eventOf(kind);
  return fc
    .record({
      by: person,
      reason: text,
      shown: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
      code: fc.string(),
    })
    .map(({ by, reason, shown, code }): RequestEvent => {
      switch (sure.kind) {
        case 'confirm':
        case 'deny':
        case 'hold':
          return { kind: sure.kind, by, reason, shown };
        case 'cancel':
        case 'approve':
        case 'release':
        case 'settle':
          return { kind: sure.kind, by, shown };
        case 'delay':
          return { ...sure, code };
        case 'fail':
          return { ...sure, code, afterReceipt: reason === null ? null : digest('f') };
        default:
          return sure;
      }
    });
}

/** Histories that get somewhere: mostly what the request is waiting for, sometimes anything, now and then a long wait. */
const happening: fc.Arbitrary<Happening> = fc.record({
  event: fc.oneof(
    ...EVENT_KINDS.map((kind) => ({ weight: 1, arbitrary: eventArbitrary(kind) })),
    { weight: 3, arbitrary: fc.constant(eventOf('confirm')) },
    { weight: 6, arbitrary: eventArbitrary('approve') },
    { weight: 4, arbitrary: fc.constantFrom(eventOf('start'), eventOf('complete'), eventOf('revert')) },
    { weight: 3, arbitrary: fc.constantFrom<RequestEvent>(eventOf('see'), { kind: 'see', stage: 'after-a-day' }) },
  ),
  wait: fc.oneof(
    { weight: 8, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  ),
});

/** How most requests go, however many approvals they need. */
const USUAL: readonly Happening[] = [
  eventOf('confirm'),
  ...PEOPLE.map((by): RequestEvent => ({ kind: 'approve', by, shown: null })),
  { kind: 'approve' as const, by: { objectId: 'dddddddd-0000-4000-8000-000000000004', name: 'Dee' }, shown: null },
  eventOf('start'),
  eventOf('complete'),
].map((event) => ({ event, wait: 1 }));

/** Stories that begin as most do, and others. */
const beginning = fc.oneof(fc.constant<readonly Happening[]>([]), fc.constant(USUAL));

const story = fc.record({
  happenings: fc
    .tuple(beginning, fc.array(happening, { maxLength: 14 }))
    .map(([usual, others]) => [...usual, ...others]),
  approvalsRequired: fc.integer({ min: 0, max: 3 }),
});

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

type Step = { readonly before: RequestRecord; readonly event: RequestEvent; readonly now: Date };

/** Tells a story to a request, and each step to `look` as it is about to happen. */
function tell(
  { happenings, approvalsRequired }: { happenings: readonly Happening[]; approvalsRequired: number },
  look: (step: Step, applied: ReturnType<typeof applyEvent>) => void,
): RequestRecord {
  let record = frozen(lived('drafted', { approvalsRequired }));
  let now = NOW;
  for (const { event, wait } of happenings) {
    now = new Date(now.getTime() + wait * MINUTE);
    const step = { before: record, event: frozen(event), now };
    const applied = applyEvent(record, event, now);
    look(step, applied);
    if (applied.ok) record = frozen(applied.record);
  }
  return record;
}

function wish(record: RequestRecord) {
  const { id, action, subject, requester, snapshotHash, planHash, draftedAt, approvalsRequired } = record;
  return { id, action, subject, requester, snapshotHash, planHash, draftedAt, approvalsRequired };
}

const always = (name: string, look: Parameters<typeof tell>[1]): void => {
  it(name, () =>
    fc.assert(
      fc.property(story, (told) => void tell(told, look)),
      { numRuns: 1_000 },
    ),
  );
};

describe('Whatever happens to a request', () => {
  always('the record can be read again, and nothing given was changed', (_, applied) => {
    if (applied.ok) assert.deepEqual(requestRecordSchema.parse(applied.record), applied.record);
  });

  always('every accepted event adds exactly one to the version', ({ before }, applied) => {
    if (applied.ok) assert.equal(applied.record.version, before.version + 1);
  });

  always('what nothing can happen to stays as it is', ({ before }, applied) => {
    if (!hasFuture(before.state)) assert.equal(applied.ok, false);
  });

  always('every refusal has its sentence', (_, applied) => {
    if (!applied.ok) assert.match(refusalSentence(applied), /\S[.?]$/);
  });

  always('nobody but the requester confirms or cancels, and the requester never decides', ({ event }, applied) => {
    if (!('by' in event) || !applied.ok || event.kind === 'hold') return;
    const isRequester = event.by.objectId === ANNA.objectId;
    assert.equal(isRequester, event.kind === 'confirm' || event.kind === 'cancel');
  });

  always('no more approvals than distinct people, none of them the requester', (_, applied) => {
    if (!applied.ok) return;
    const approving = applied.record.votes.filter(({ decision }) => decision === 'approve');
    const people = new Set(approving.map(({ person: { objectId } }) => objectId));
    assert.equal(people.size, approving.length);
    assert.equal(people.has(ANNA.objectId), false);
    assert.ok(approving.length <= applied.record.approvalsRequired);
  });

  always('it runs only with the people it needs', (_, applied) => {
    if (!applied.ok || !['approved', 'running', 'done'].includes(applied.record.state)) return;
    const people = new Set(applied.record.votes.map(({ person: { objectId } }) => objectId));
    assert.equal(people.size, applied.record.approvalsRequired);
  });

  always('it waits for an end by itself exactly while a person has to act', (_, applied) => {
    if (!applied.ok) return;
    const { state, heldFrom, expiresAt } = applied.record;
    assert.equal(expiresAt !== null, ['drafted', 'pending'].includes(state === 'held' ? (heldFrom ?? '') : state));
  });

  always('what was asked for stays what it was', ({ before }, applied) => {
    if (applied.ok) assert.deepEqual(wish(applied.record), wish(before));
  });

  always('it remembers where it is held from exactly while it is held', (_, applied) => {
    if (applied.ok) assert.equal(applied.record.heldFrom !== null, applied.record.state === 'held');
  });

  it('the stories reach every state', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(story, (told) => void reached.add(tell(told, () => undefined).state)),
      { numRuns: 3_000 },
    );
    assert.deepEqual([...reached].sort(), [...STATES].sort());
  });
});
