import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AdaptiveCardJson, cardSchema } from '../../cards/card-schema.ts';
import { choicesCard, summaryOfChoices } from '../../cards/choices.ts';
import { mailboxCard, summaryOfMailbox } from '../../cards/mailbox.ts';
import { noticeCard, summaryOfNotice } from '../../cards/notice.ts';
import { outcomeCard, summaryOfOutcome } from '../../cards/outcome.ts';
import { requestCard, summaryOfRequest } from '../../cards/request.ts';
import { requestsCard, summaryOfRequests } from '../../cards/requests.ts';
import { lossesOf } from '../../services/mailbox/loss.ts';
import type { RequestRecord } from '../../services/request/record.ts';
import type { RequestState } from '../../services/request/state.ts';
import { STATES } from '../../services/request/state.ts';
import { nodesOf, textOf } from './card-text.ts';
import { parserProblems } from './official-parser.ts';
import {
  AT_FLIP,
  filledWith,
  HOSTILE,
  mailbox,
  mailboxReport,
  OBJECT_ID,
  recordIn,
  snapshot,
  summary,
} from './samples.ts';

/** Everything in a record that people or directories write, filled with the same text. */
function hostileRecord(state: RequestState, text: string): RequestRecord {
  const person = { objectId: OBJECT_ID, name: text };
  return recordIn(state, {
    action: 'to-on-premises',
    subject: { kind: 'mailbox', objectId: OBJECT_ID, name: text, displayName: text, type: text },
    requester: person,
    reason: text,
    closedBy: person,
    closingReason: text,
    failure: text,
    approvalsRequired: 9,
    votes: Array.from({ length: 9 }, () => ({
      person,
      decision: 'approve',
      reason: text,
      at: '2026-11-22T14:41:00.000Z',
    })),
    findings: Array.from({ length: 20 }, () => ({
      code: 'x',
      level: 'warn',
      sentence: text,
      remedy: null,
      override: 'requester',
    })),
    delay: { code: text, nextAt: null },
  });
}

function hostileCards(text: string): AdaptiveCardJson[] {
  const now = snapshot({ displayName: text, userPrincipalName: text, attributes: filledWith(text) });
  const losses = lossesOf(AT_FLIP, now) ?? null;
  const back = losses?.map((loss) => ({ ...loss, before: loss.after, after: loss.after })) ?? null;
  const box = mailbox({
    displayName: text,
    userPrincipalName: text,
    primaryAddress: text,
    type: text,
    attributes: filledWith(text),
  });
  const record = hostileRecord('done', text);
  const findings = hostileRecord('pending', text).findings;
  return [
    ...STATES.flatMap((state) =>
      [losses, back].map((lost) =>
        requestCard({
          report: { record: hostileRecord(state, text), snapshot: now, losses: lost, drift: lost },
          audience: state === 'pending' ? 'approver' : 'requester',
          notice: text,
        }),
      ),
    ),
    mailboxCard(mailboxReport({ mailbox: box, openRequest: record, lastRequest: record, findings })),
    choicesCard({ name: text, nearest: false, verb: 'check', choices: Array.from({ length: 9 }, () => summary(box)) }),
    requestsCard({
      title: text,
      empty: text,
      records: Array.from({ length: 20 }, () => record),
      total: 999,
      asOf: 'x',
    }),
    outcomeCard(record),
    noticeCard(text),
  ];
}

for (const [index, text] of HOSTILE.entries()) {
  test(`hostile text ${index + 1} breaks no card and makes none too large`, () => {
    for (const card of hostileCards(text)) {
      const checked = cardSchema.safeParse(card);
      assert.ok(checked.success, checked.error?.message);
      assert.deepEqual(parserProblems(card), []);
    }
  });

  test(`hostile text ${index + 1} keeps notifications within one line`, () => {
    const record = hostileRecord('denied', text);
    const box = mailbox({ displayName: text });
    const lines = [
      summaryOfRequest({ report: { record, snapshot: null, losses: null, drift: null } }),
      summaryOfOutcome(record),
      summaryOfMailbox(mailboxReport({ mailbox: box })),
      summaryOfChoices({ name: text, nearest: true, verb: 'check', choices: [] }),
      summaryOfRequests({ title: text, empty: text, records: [], total: 3, asOf: '' }),
      summaryOfNotice(text),
    ];
    for (const line of lines) assert.ok(line.length <= 120 && line.length > 0 && line.isWellFormed(), line);
  });
}

test('Markdown, expressions and mentions of others stay literal, and never reach a place that reads Markdown', () => {
  for (const text of HOSTILE.slice(0, 3)) {
    for (const card of hostileCards(text)) {
      assert.ok(textOf(card).includes(text), 'it is shown as it is');
      const misplaced = nodesOf(card).filter(
        (node) => readsMarkdown(node) && JSON.stringify(ownTexts(node)).includes(text),
      );
      assert.deepEqual(misplaced, []);
    }
  }
});

const readsMarkdown = (node: Readonly<Record<string, unknown>>): boolean =>
  node.type !== 'TextRun' && node.type !== 'Input.Text';

const ownTexts = ({ text, title, label, placeholder }: Readonly<Record<string, unknown>>): unknown[] => [
  text,
  title,
  label,
  placeholder,
];

test('a reason of the greatest length is shown to its end', () => {
  const reason = `${'word '.repeat(199)}final`;
  const record = recordIn('pending', { reason });
  const card = requestCard({
    report: { record, snapshot: null, losses: [], drift: null },
    audience: 'approver',
    notice: null,
  });
  assert.ok(textOf(card).includes(reason));
});

test('text that imitates our own words stays in quotation marks', () => {
  const now = snapshot({ attributes: { ...AT_FLIP.attributes, MailTip: 'unknown” → not set' } });
  const record = recordIn('pending', { action: 'to-on-premises' });
  const report = { record, snapshot: now, losses: lossesOf(AT_FLIP, now) ?? null, drift: null };
  const card = requestCard({ report, audience: 'approver', notice: null });
  assert.match(textOf(card), /MailTip: “unknown' → not set” → “On parental leave until 1 March”/);
});
