import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertCard, summaryOfAlert } from '../../cards/alert.ts';
import { handoverCard, summaryOfHandover } from '../../cards/handover.ts';
import { reminderCard } from '../../cards/reminder.ts';
import { requestCard } from '../../cards/request.ts';
import { buttonsOf, textOf, verbsOf } from './card-text.ts';
import { record, recordIn, report } from './samples.ts';
import { BUSY, OVERDUE, OWING, QUIET } from './shift-exhibits.ts';

test('a hand-over names the most pressing first, each topic once, and counts what it leaves out', () => {
  const text = textOf(handoverCard(BUSY));
  const headings = [
    'Break-glass',
    'moved back since (1)',
    'Failed (1)',
    'Stuck',
    'Held (1)',
    'Running (1)',
    'Waiting for people',
  ];
  const places = headings.map((heading) => text.indexOf(heading));
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  );
  assert.ok(places.every((place) => place > 0));
  assert.match(text, /Waiting for people \(9\)/);
  assert.match(text, /The oldest of each are listed/);
  assert.match(text, /Frozen until 23 Nov 2026, 06:00 UTC: Quarter end/);
  assert.match(text, /3 changed outside Steward: type sentinel/);
  assert.equal(buttonsOf(handoverCard(BUSY)).length, 5);
});

test('a quiet hand-over says so, and when that was', () => {
  assert.match(textOf(handoverCard(QUIET)), /Nothing is open, owed or stuck\.\nAs of 22 Nov 2026, 15:10 UTC\./);
  assert.equal(summaryOfHandover(QUIET), 'Hand-over: nothing is open');
});

test('a reminder says who waits for how many, and from when on others may decide too', () => {
  assert.match(textOf(reminderCard(record())), /Dana Whitfield waits for one more person to decide\./);
  const rule = record().policy;
  const escalated = record({
    approvalsRequired: 2,
    policy: { ...rule, escalate: { after: 'PT2H', to: 'admin' } },
    reminders: { sent: 1, nextAt: null, escalatesAt: null, escalatedAt: '2026-11-22T16:32:00.000Z' },
  });
  assert.match(textOf(reminderCard(escalated)), /waits for 2 more people/);
  assert.match(
    textOf(reminderCard(escalated)),
    /Nobody decided within PT2H, so people with the role admin may decide too/,
  );
});

test('an alert tells what moved back, or whose approval is overdue', () => {
  assert.match(textOf(alertCard(recordIn('reverted'))), /it is no longer as it was done/);
  assert.match(summaryOfAlert(OVERDUE), /broke the glass, and nobody approved it by/);
});

test('a change made on one word alone says so to everybody, and offers its approval to others only', () => {
  const cardFor = (audience: 'requester' | 'approver' | 'reader') =>
    requestCard({ report: { ...report('done'), record: OWING }, audience, notice: null });
  for (const audience of ['requester', 'approver', 'reader'] as const) {
    assert.match(textOf(cardFor(audience)), /it was not approved beforehand/, audience);
  }
  assert.deepEqual(verbsOf(cardFor('approver')), ['approve']);
  assert.deepEqual(verbsOf(cardFor('requester')), []);
});
