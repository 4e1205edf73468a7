import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdaptiveCardJson } from '../../cards/card-schema.ts';
import { type RequestInput, requestCard, summaryOfRequest } from '../../cards/request.ts';
import { pass } from '../../services/mailbox/finding.ts';
import { ACTIONS } from '../../services/request/action.ts';
import { type RequestState, STATES } from '../../services/request/state.ts';
import { buttonsOf, nodesOf, textOf, verbsOf } from './card-text.ts';
import { attributes, OBJECT_ID, report, snapshot } from './samples.ts';

type Changes = Partial<RequestInput['report']['record']>;

const cardOf = (
  state: RequestState,
  audience: RequestInput['audience'] = 'reader',
  changes: Changes = {},
): AdaptiveCardJson => requestCard({ report: report(state, changes), audience, notice: null });
const says = (state: RequestState, changes: Changes = {}): string => textOf(cardOf(state, 'reader', changes));
const ROLLBACK = { action: 'to-on-premises' } as const;

const DECISIONS: Partial<Record<RequestState, string[]>> = {
  pending: ['approve', 'deny'],
  approved: ['hold'],
  held: ['release'],
};

test('each audience gets exactly the buttons that mean something to it', () => {
  const expected: Record<RequestState, string[]> = {
    drafted: ['confirm', 'cancel'],
    pending: ['hold', 'cancel'],
    approved: ['hold', 'cancel'],
    held: ['cancel'],
    running: [],
    done: [],
    verified: [],
    reverted: ['request'],
    failed: ['request'],
    cancelled: ['request'],
    denied: ['request'],
    expired: ['request'],
    drifted: ['request'],
  };
  for (const state of STATES) {
    assert.deepEqual(verbsOf(cardOf(state, 'requester')), expected[state], `requester, ${state}`);
    const holds = state === 'pending' || state === 'approved' ? ['hold'] : [];
    const decides = DECISIONS[state] ?? [];
    assert.deepEqual(verbsOf(cardOf(state, 'approver')), decides, `approver, ${state}`);
    assert.deepEqual(verbsOf(cardOf(state, 'reader')), holds, `reader, ${state}`);
    const shared = holds.length > 0 || state === 'held' ? ['review'] : [];
    assert.deepEqual(verbsOf(cardOf(state, 'everyone')), shared, `everyone, ${state}`);
  }
});

test('a decision carries the request and the version that was shown, and nothing else', () => {
  for (const [state, audience] of [
    ['drafted', 'requester'],
    ['pending', 'approver'],
    ['approved', 'requester'],
  ] as const) {
    for (const { data } of buttonsOf(cardOf(state, audience))) {
      assert.deepEqual(data, { request: '7Q4K-2M', version: report(state).record.version });
    }
  }
});

test('reviewing carries the request alone: which version a client has seen says nothing about its own view', () => {
  assert.deepEqual(buttonsOf(cardOf('pending', 'everyone')), [
    { title: 'Review', verb: 'review', data: { request: '7Q4K-2M' } },
  ]);
});

test('asking again names the mailbox by its object id and repeats the same wish', () => {
  const again = { title: 'Ask again', data: { mailbox: OBJECT_ID } };
  assert.deepEqual(buttonsOf(cardOf('expired', 'requester')), [{ ...again, verb: 'request' }]);
  assert.deepEqual(buttonsOf(cardOf('expired', 'requester', ROLLBACK)), [{ ...again, verb: 'rollback' }]);
});

test('only the requester of a draft gets a field for the reason, filled with what was typed', () => {
  const fields = (card: AdaptiveCardJson): unknown[] => nodesOf(card.body).filter((node) => node.type === 'Input.Text');
  const [field] = fields(cardOf('drafted', 'requester', { reason: 'Line one\nLine two' }));
  assert.deepEqual(field, {
    type: 'Input.Text',
    id: 'reason',
    label: 'Reason (the approvers read it)',
    placeholder: 'For example a ticket number',
    value: 'Line one\nLine two',
    isMultiline: true,
    maxLength: 1000,
    spacing: 'Medium',
  });
  assert.equal(fields(cardOf('drafted', 'requester', { reason: null })).length, 1);
  const alone = nodesOf(cardOf('drafted', 'requester', { approvalsRequired: 0 }).body);
  const label = alone.find(({ type }) => type === 'Input.Text')?.label;
  assert.equal(label, 'Reason', 'nobody approves it, so no approver reads it');
  for (const audience of ['approver', 'reader'] as const) assert.equal(fields(cardOf('drafted', audience)).length, 0);
  for (const state of STATES.slice(1)) assert.equal(fields(cardOf(state, 'requester')).length, 0);
});

test('cancelling and approving do not carry what stands in a field', () => {
  const cancel = nodesOf(cardOf('drafted', 'requester')).find((node) => node.verb === 'cancel');
  const approve = nodesOf(cardOf('pending', 'approver')).find((node) => node.verb === 'approve');
  assert.equal(cancel?.associatedInputs, 'none');
  assert.equal(approve?.associatedInputs, 'none');
});

test('the card shows the exact change, before and after', () => {
  for (const state of STATES) {
    assert.match(says(state), /IsExchangeCloudManaged: False → True/);
    assert.match(says(state, ROLLBACK), /IsExchangeCloudManaged: True → False/);
  }
});

test('what will happen is said in one plain sentence', () => {
  assert.match(says('pending'), /changes are made in Exchange Online, and on-premises values no longer overwrite them/);
  assert.match(says('pending', ROLLBACK), /At the next directory sync on-premises values overwrite the cloud's/);
});

test('every state has a sign and words, so that no colour is needed', () => {
  const lines = STATES.map((state) => says(state).split('\n')[2]);
  assert.deepEqual(lines, [
    '○ Waiting for Dana Whitfield to confirm it',
    '○ Waiting for approval (0 of 1)',
    '● Approved by Priya Raman',
    '! Held by Luis Ortega',
    '● Running',
    '✓ Done',
    '✓ Done and verified',
    '✕ Done, and moved back since',
    '✕ Failed',
    '– Cancelled by Dana Whitfield',
    '✕ Denied by Luis Ortega',
    '– Expired',
    '! Stopped, because the mailbox changed',
  ]);
});

test('a rollback lists what would be lost with both values, apart from what is written back', () => {
  const text = says('pending', ROLLBACK);
  const lost = text.slice(text.indexOf('Lost at the next sync'), text.indexOf('Written back'));
  const kept = text.slice(text.indexOf('Written back'), text.indexOf('Progress'));
  assert.match(lost, /Hidden from address lists: yes → no/);
  assert.match(lost, /Forwarding address: “smtp:alice@fabrikam.com” → not set/);
  assert.match(lost, /Send on behalf: loses “Bob Stone”, “Carla Diaz”/);
  assert.match(lost, /MailTip: “Left the company; write to sales@contoso.com” → “On parental leave until 1 March”/);
  assert.match(kept, /Custom attribute 7: “Cost centre 5000” \(was “Cost centre 4711”\)/);
  assert.match(kept, /Addresses: now also “smtp:alice.meyer@fabrikam.com”; no longer “smtp:a.meyer@.*; 2 unchanged/);
  assert.doesNotMatch(lost, /Custom attribute/);
});

test('what would be lost is unknown, never nothing, where there is no earlier snapshot', () => {
  const pending = report('pending', ROLLBACK);
  const without = { ...pending, record: { ...pending.record, baselineHash: null }, losses: null };
  const text = textOf(requestCard({ report: without, audience: 'approver', notice: null }));
  assert.match(text, /What would be lost is unknown\nThere is no snapshot from when it went to the cloud\./);
  const unread = textOf(requestCard({ report: { ...pending, losses: null }, audience: 'approver', notice: null }));
  assert.match(unread, /What would be lost is unknown\n.*could not be read just now/);
  const none = textOf(requestCard({ report: { ...pending, losses: [] }, audience: 'approver', notice: null }));
  assert.match(none, /Nothing would be lost/);
});

test('a move to the cloud says nothing about losses', () => {
  for (const state of STATES) assert.doesNotMatch(says(state), /lost/i);
});

test('a drifted request shows only what changed', () => {
  const text = says('drifted');
  assert.match(text, /Changed since approval/);
  assert.match(text, /MailTip: “On parental leave until 1 March” → not set/);
  assert.match(text, /Addresses: now also “smtp:ameyer@fabrikam.com”; 2 unchanged/);
  assert.match(text, /Hidden from address lists: no → unknown/);
  assert.match(text, /Nothing was changed/);
});

test('progress tells what is done, who did it, where it stands and what is to come', () => {
  const progress = (state: RequestState, changes: Changes = {}): string =>
    says(state, changes).split('Progress\n')[1] ?? '';
  assert.equal(
    progress('pending', { approvalsRequired: 2 }).split('\nSnapshot:')[0],
    '✓ Asked\n✓ Confirmed, 22 Nov 2026, 14:32 UTC\n● Approval 0 of 2: needs 2 more people\n○ Running\n○ Read back',
  );
  assert.match(progress('running'), /✓ Approved 1 of 1 by Priya Raman, 22 Nov 2026, 14:41 UTC\n● Running\n○ Read back/);
  assert.match(progress('done'), /✓ Read back, 22 Nov 2026, 14:44 UTC/);
  assert.match(progress('denied'), /✕ Denied by Luis Ortega, 22 Nov 2026, 15:00 UTC/);
  assert.doesNotMatch(progress('cancelled'), /○/);
  assert.equal(progress('drafted'), '');
});

test('a delay says why, and that it goes on by itself', () => {
  const text = says('running');
  assert.match(
    text,
    /Exchange Online did not answer \(exchange_unavailable\)\. Steward tries again by itself at 14:43 UTC\./,
  );
  const soon = says('running', { delay: { code: 'exchange_throttled', nextAt: null } });
  assert.match(soon, /asked Steward to slow down \(exchange_throttled\)\. Steward tries again by itself\./);
  assert.match(
    says('approved', { delay: { code: 'odd_thing', nextAt: null } }),
    /A step did not succeed \(odd_thing\)/,
  );
});

test('each ending says what it means', () => {
  assert.match(says('done'), /It is cloud-managed now, read back at 22 Nov 2026, 14:44 UTC\./);
  assert.match(says('done', ROLLBACK), /It is managed on-premises again.*At the next directory sync/);
  assert.match(
    says('done', { writeError: 'exchange_rejected' }),
    /An error was reported \(exchange_rejected\), but the change is there\./,
  );
  assert.match(says('failed'), /Steward lacks the permission in Exchange Online \(exchange_permission\)/);
  assert.match(says('denied'), /Nothing was changed\.[\s\S]*Wait until the freeze ends on Friday\./);
  assert.match(says('expired'), /Nobody decided it before 23 Nov 2026, 14:32 UTC\. Nothing was changed\./);
  assert.match(says('expired', { confirmedAt: null }), /Nobody confirmed it before/);
});

test('a finished request names its receipts by their short hashes', () => {
  assert.match(says('done'), /before 4f9a12bc, after cf9a12bc/);
});

test('findings that are not simply fine are shown while the request is open', () => {
  const findings = [
    pass('a', 'All is well.'),
    { code: 'b', level: 'warn', sentence: 'Changed yesterday.', remedy: 'Wait a day.', override: 'requester' },
    { code: 'c', level: 'unknown', sentence: 'Sync time unknown.', remedy: null, override: 'requester' },
  ] as const;
  const text = says('pending', { findings });
  assert.match(text, /! Warning: Changed yesterday\. Wait a day\.\n\? Unknown: Sync time unknown\./);
  assert.doesNotMatch(text, /All is well/);
  assert.doesNotMatch(says('done', { findings }), /Changed yesterday/);
});

test('the snapshot stays folded away and holds its hash and the key attributes', () => {
  const folded = nodesOf(cardOf('pending')).find((node) => node.id === 'snapshot');
  assert.equal(folded?.isVisible, false);
  assert.match(says('pending'), /Snapshot: [0-9a-f]{8}, taken 22 Nov 2026, 14:30 UTC/);
  assert.match(says('pending'), /Custom 7: “Cost centre 4711”/);
});

test('what could not be read is unknown on the card, never blank or good', () => {
  const unread = { ...report('pending'), snapshot: snapshot({ attributes: {}, isExchangeCloudManaged: null }) };
  const text = textOf(requestCard({ report: unread, audience: 'approver', notice: null }));
  assert.match(text, /IsExchangeCloudManaged: unknown → True/);
  for (const label of ['Primary', 'Aliases', 'Hidden', 'Forwarding', 'MailTip'])
    assert.match(text, new RegExp(`${label}: unknown`));
  assert.match(text, /20 could not be read: unknown/);
  const gone = textOf(
    requestCard({ report: { ...report('pending'), snapshot: null }, audience: 'approver', notice: null }),
  );
  assert.match(gone, /could not be read just now/);
  assert.match(gone, new RegExp(OBJECT_ID));
});

test('custom attributes beyond the first few are counted', () => {
  const many = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`CustomAttribute${index + 1}`, 'set']));
  const full = { ...report('pending'), snapshot: snapshot({ attributes: attributes(many) }) };
  assert.match(textOf(requestCard({ report: full, audience: 'reader', notice: null })), /and 8 more are set/);
});

test('a notice for one reader stands on top', () => {
  const card = requestCard({ report: report('approved'), audience: 'approver', notice: 'That card was out of date.' });
  assert.equal(textOf(card).split('\n')[0], 'That card was out of date.');
});

test('the notification names request, wish and state within one line', () => {
  for (const action of ACTIONS) {
    for (const state of STATES) assert.ok(summaryOfRequest({ report: report(state, { action }) }).length <= 120);
  }
  assert.equal(
    summaryOfRequest({ report: report('pending') }),
    '7Q4K-2M: hand alice.meyer@contoso.com to the cloud, waiting for approval (0 of 1)',
  );
});

test('a vote that may be the requester\u2019s own, by a second account, is marked where everybody reads it', () => {
  const [vote] = report('approved').record.votes;
  assert.ok(vote);
  const said = (warning: typeof vote.warning): string => says('approved', { votes: [{ ...vote, warning }] });
  assert.match(
    said('same_name'),
    /Approved 1 of 1 by Priya Raman.*! The requester has the same name: make sure that they are two people/,
  );
  assert.match(said('same_employee_id'), /! The requester has the same employee id/);
  assert.match(said('not_compared'), /! It could not be compared with the requester/);
  assert.doesNotMatch(says('approved'), /two people/);
});

test('edge 54: a rollback of unknown loss says how to have the cloud values written down first, while it is open', () => {
  const unknownLoss = (state: RequestState): string =>
    textOf(
      requestCard({
        report: { ...report(state, { ...ROLLBACK, baselineHash: null }), losses: null },
        audience: 'approver',
        notice: null,
      }),
    );
  assert.match(unknownLoss('pending'), /Next: \s*type "carry [^"]+" to have the cloud values written down first\./);
  assert.match(unknownLoss('done'), /What would be lost is unknown/);
  assert.doesNotMatch(unknownLoss('done'), /carry/);
});
