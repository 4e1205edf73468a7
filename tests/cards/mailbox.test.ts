import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailboxCard, summaryOfMailbox } from '../../cards/mailbox.ts';
import { AUTHORITIES } from '../../services/mailbox/authority.ts';
import { buttonsOf, textOf, verbsOf } from './card-text.ts';
import { attributes, mailbox, mailboxReport, OBJECT_ID, record, recordIn } from './samples.ts';

test('the card says who manages the mailbox in plain words', () => {
  const names = AUTHORITIES.map((authority) => textOf(mailboxCard(mailboxReport({ authority }))).split('\n')[3]);
  assert.deepEqual(names, [
    '● Cloud-managed',
    '● Managed on-premises',
    '○ Cloud-only',
    '○ Moved as a whole object',
    '? Unknown',
  ]);
});

test('the mailbox is named without doubt', () => {
  const lines = textOf(mailboxCard(mailboxReport())).split('\n');
  assert.deepEqual(lines.slice(0, 3), ['Alice Meyer', 'alice.meyer@contoso.com', 'User mailbox · object 3b1f0c52']);
});

test('types have plain words, and unknown ones stay as Exchange spells them', () => {
  const typed = (type: string): string => textOf(mailboxCard(mailboxReport({ mailbox: mailbox({ type }) })));
  const words = {
    SharedMailbox: 'Shared mailbox',
    RoomMailbox: 'Room',
    EquipmentMailbox: 'Equipment',
    TeamMailbox: 'TeamMailbox',
  };
  for (const [type, word] of Object.entries(words)) assert.ok(typed(type).includes(`\n${word} · object`), type);
});

test('what could not be read is unknown, never blank or good', () => {
  const unread = mailbox({ isDirSynced: null, whenChanged: null, attributes: {} });
  const text = textOf(mailboxCard(mailboxReport({ mailbox: unread, lastSyncAt: null, authority: 'unknown' })));
  for (const label of ['Synced', 'Hidden', 'Forwarding', 'Last change', 'Aliases', 'MailTip']) {
    assert.match(text, new RegExp(`${label}\nunknown`));
  }
  assert.match(text, /aliases unknown/);
  assert.match(textOf(mailboxCard(mailboxReport({ lastSyncAt: null }))), /yes, last sync unknown/);
});

test('forwarding says where to and whether a copy stays', () => {
  const forwarding = (changes: Parameters<typeof attributes>[0]): string =>
    textOf(mailboxCard(mailboxReport({ mailbox: mailbox({ attributes: attributes(changes) }) })));
  assert.match(forwarding({}), /Forwarding\nnone/);
  const outside = { ForwardingSmtpAddress: 'smtp:bob@fabrikam.com' };
  assert.match(forwarding({ ...outside, DeliverToMailboxAndForward: true }), /bob@fabrikam.com \(a copy stays\)/);
  assert.match(forwarding({ ...outside, DeliverToMailboxAndForward: false }), /bob@fabrikam.com \(no copy stays\)/);
});

test('three hundred addresses become a number and the first few', () => {
  const EmailAddresses = Array.from({ length: 300 }, (_, index) => `smtp:a${index}@contoso.com`);
  const text = textOf(mailboxCard(mailboxReport({ mailbox: mailbox({ attributes: attributes({ EmailAddresses }) }) })));
  assert.match(text, /300 aliases/);
  assert.match(text, /300: a0@contoso.com, .*a4@contoso.com and 295 more/);
});

test('an open request and the last one are shown as they stand', () => {
  const card = mailboxCard(mailboxReport({ openRequest: record({ id: 'M3TR-8W' }), lastRequest: recordIn('done') }));
  assert.match(textOf(card), /M3TR-8W · Hand to the cloud · waiting for approval \(0 of 1\)/);
  assert.match(textOf(card), /7Q4K-2M · Hand to the cloud · done, 22 Nov 2026, 14:44 UTC/);
  assert.deepEqual(buttonsOf(card)[0], { title: 'Show M3TR-8W', verb: 'status', data: { request: 'M3TR-8W' } });
});

test('only findings that are not simply fine are shown', () => {
  const block = {
    code: 'x',
    level: 'block',
    sentence: 'It cannot change hands.',
    remedy: null,
    override: 'nobody',
  } as const;
  const text = textOf(mailboxCard(mailboxReport({ findings: [...mailboxReport().findings, block] })));
  assert.match(text, /✕ Not possible: It cannot change hands\./);
  assert.doesNotMatch(text, /Synced from on-premises Active Directory/);
});

test('buttons are what the asker may do next, for exactly this mailbox', () => {
  const card = mailboxCard(mailboxReport({ next: ['request', 'rollback', 'history'] }));
  assert.deepEqual(buttonsOf(card), [
    { title: 'Hand to the cloud', verb: 'request', data: { mailbox: OBJECT_ID } },
    { title: 'Hand back on-premises', verb: 'rollback', data: { mailbox: OBJECT_ID } },
    { title: 'History', verb: 'history', data: { mailbox: OBJECT_ID } },
  ]);
  assert.deepEqual(verbsOf(mailboxCard(mailboxReport({ next: [] }))), []);
});

test('the notification names mailbox and authority', () => {
  assert.equal(summaryOfMailbox(mailboxReport()), 'Alice Meyer: managed on-premises');
});
