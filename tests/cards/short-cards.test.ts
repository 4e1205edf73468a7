import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicesCard, summaryOfChoices } from '../../cards/choices.ts';
import { helpCard, summaryOfHelp } from '../../cards/help.ts';
import { noticeCard, summaryOfNotice } from '../../cards/notice.ts';
import { outcomeCard, summaryOfOutcome } from '../../cards/outcome.ts';
import { requestsCard, summaryOfRequests } from '../../cards/requests.ts';
import { buttonsOf, textOf } from './card-text.ts';
import { record, recordIn, summary } from './samples.ts';

const asOf = '2026-11-22T14:32:00.000Z';
const list = { title: 'Waiting', empty: 'Nothing waits.', asOf };

test('each candidate has its own button with its object id', () => {
  const other = '3b1f0c52-77aa-4c1e-9a43-5f0d2b6c8e12';
  const choices = [summary(), summary({ objectId: other, displayName: 'Alice Berg', type: 'RoomMailbox' })];
  const card = choicesCard({ name: 'alice', nearest: false, verb: 'rollback', choices });
  assert.match(textOf(card), /2 mailboxes fit “alice”\. Which one\?/);
  assert.match(textOf(card), /Alice Berg\nalice.meyer@contoso.com · Room/);
  assert.deepEqual(
    buttonsOf(card).map(({ verb, data }) => ({ verb, data })),
    choices.map(({ objectId }) => ({ verb: 'rollback', data: { mailbox: objectId } })),
  );
});

test('the nearest names are offered as a question, not as the answer', () => {
  const input = { name: 'alcie', nearest: true, verb: 'check', choices: [summary()] } as const;
  assert.match(textOf(choicesCard(input)), /No mailbox “alcie” was found\. Did you mean:/);
  const one = { ...input, name: 'a', nearest: false, choices: input.choices.slice(0, 1) };
  assert.match(textOf(choicesCard(one)), /One mailbox fits “a”\. Is it this one\?/);
  assert.ok(summaryOfChoices({ ...input, name: 'x'.repeat(500) }).length <= 120);
});

test('more than six candidates are cut with a hint', () => {
  const choices = Array.from({ length: 9 }, () => summary());
  const card = choicesCard({ name: 'a', nearest: false, verb: 'check', choices });
  assert.equal(buttonsOf(card).length, 6);
  assert.match(textOf(card), /And 3 more: write the whole address\./);
});

test('a list shows ten requests, five with a button, and counts the rest', () => {
  const records = Array.from({ length: 12 }, (_, index) => record({ id: `AAAA-${10 + index}` }));
  const card = requestsCard({ ...list, records, total: 22 });
  assert.deepEqual(
    buttonsOf(card).map(({ data }) => data),
    [10, 11, 12, 13, 14].map((end) => ({ request: `AAAA-${end}` })),
  );
  assert.match(textOf(card), /AAAA-19 · Dana Whitfield · 2 min ago/);
  assert.doesNotMatch(textOf(card), /AAAA-20/);
  assert.match(textOf(card), /and 12 more\./);
});

test('an empty list says so in its own words', () => {
  const card = requestsCard({ ...list, records: [], total: 0 });
  assert.equal(textOf(card), 'Waiting\nNothing waits.');
  assert.equal(summaryOfRequests({ ...list, records: [], total: 0 }), 'Nothing waits.');
  assert.equal(summaryOfRequests({ ...list, records: [], total: 1200 }), 'Waiting: 1,200');
});

const entry = {
  name: 'request',
  aliases: ['cloud'],
  summary: 'Asks to hand a mailbox to the cloud.',
  usage: 'request <mailbox>',
  examples: ['request alice@contoso.com'],
};

test('help lists commands, and one command with aliases and examples', () => {
  assert.equal(
    textOf(helpCard({ entries: [entry], detailed: false })),
    'What you can ask\nrequest <mailbox> – Asks to hand a mailbox to the cloud.\nType help and a command for examples.',
  );
  const detail = textOf(helpCard({ entries: [entry], detailed: true }));
  assert.match(detail, /Also: cloud\nrequest alice@contoso\.com/);
  assert.equal(summaryOfHelp({ entries: [entry], detailed: true }), 'How to use request');
});

test('a notice is one sentence and no button', () => {
  const card = noticeCard('Only [you](https://x) can do that.');
  assert.equal(textOf(card), 'Only [you](https://x) can do that.');
  assert.equal(buttonsOf(card).length, 0);
  assert.ok(summaryOfNotice('x'.repeat(500)).length <= 120);
});

test('an outcome says how the request ended and leads to it', () => {
  const card = outcomeCard(recordIn('done'));
  assert.match(textOf(card), /✓ Done\nIt is cloud-managed now, read back at 22 Nov 2026, 14:44 UTC\./);
  assert.deepEqual(buttonsOf(card), [{ title: 'Show 7Q4K-2M', verb: 'status', data: { request: '7Q4K-2M' } }]);
  assert.match(textOf(outcomeCard(recordIn('denied'))), /Reason: “Wait until the freeze ends on Friday\.”/);
  assert.equal(summaryOfOutcome(recordIn('done')), '7Q4K-2M: hand alice.meyer@contoso.com to the cloud, done');
});
