import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barText, percentText, sparkline } from '../../cards/bar.ts';
import { cardSchema } from '../../cards/card-schema.ts';
import { censusCard, summaryOfCensus } from '../../cards/census.ts';
import { divergenceCard, summaryOfDivergence } from '../../cards/divergence.ts';
import { divergencesCard, summaryOfDivergences } from '../../cards/divergences.ts';
import { buttonsOf, textOf, verbsOf } from './card-text.ts';
import { censusReport, censusSummary, divergence } from './census-samples.ts';
import { HOSTILE, OBJECT_ID } from './samples.ts';

const ALL = { running: 0, waiting: 0 };

describe('Pictures of characters', () => {
  it('are full only for all of it, and empty only for none', () => {
    assert.equal(barText(0, 5_000), '░░░░░░░░');
    assert.equal(barText(1, 5_000), '█░░░░░░░');
    assert.equal(barText(4_999, 5_000), '███████░');
    assert.equal(barText(5_000, 5_000), '████████');
    assert.equal(barText(0, 0), '░░░░░░░░');
  });

  it('say "under 1%" and "over 99%" rather than what is not true', () => {
    const shares = [0, 1, 2_500, 4_999, 5_000].map((part) => percentText(part, 5_000));
    assert.deepEqual(shares, ['0%', 'under 1%', '50%', 'over 99%', '100%']);
  });

  it('draw a trend on a scale that always means the whole', () => {
    assert.equal(sparkline([0, 0.3, 0.5, 0.99, 1]), '▁▃▅██');
  });
});

describe('The census card', () => {
  it('says how many of those that can change hands are cloud-managed, and leaves the others out of it', () => {
    const text = textOf(censusCard(censusReport()));
    assert.match(text, /198,412 mailboxes/);
    assert.match(text, /61,204 of 183,081 synced ones are cloud-managed \(33%\)/);
    assert.match(text, /15,331 are not synced/);
    assert.match(text, /The authority of 7 could not be read/);
    assert.match(text, /Cloud-managed: 0% on 10 Nov 2026, 33% on 22 Nov 2026/);
    assert.match(text, /1,000, none synced/);
  });

  it('names what cannot change hands, and leaves it out of how far the tenant is', () => {
    const some = { cloud: 3, 'on-premises': 1, 'not-synced': 0, unknown: 0 };
    const linked = { cloud: 0, 'on-premises': 1, 'not-synced': 0, unknown: 0 };
    const byType = [
      { name: 'UserMailbox', counts: { ...some, 'on-premises': 0 } },
      { name: 'LinkedMailbox', counts: linked },
    ];
    const report = censusReport({ latest: censusSummary({ total: 4, counts: some, byType }) });
    const text = textOf(censusCard(report));
    assert.match(text, /3 of 3 synced ones/);
    assert.match(text, /1 linked mailbox cannot change hands: convert or remove it\./);
    assert.doesNotMatch(text, /LinkedMailbox/);
    assert.match(summaryOfCensus(report), /100% of the synced ones/);
  });

  it('counts what is unknown as not done', () => {
    const counts = { cloud: 5, 'on-premises': 0, 'not-synced': 0, unknown: 5 };
    const text = textOf(censusCard(censusReport({ latest: censusSummary({ counts }) })));
    assert.match(text, /5 of 10 synced ones are cloud-managed \(50%\)/);
  });

  it('says why there is none, what failed and what is under way', () => {
    const none = textOf(censusCard(censusReport({ latest: null, trend: [] })));
    assert.match(none, /No census has been taken yet/);
    const failed = { at: '2026-11-22T02:11:00.000Z', code: 'exchange_permission' };
    const state = { since: null, every: null, wanted: null, running: null, failed };
    assert.match(textOf(censusCard(censusReport({ state }))), /last attempt failed .* \(exchange_permission\)/);
    assert.match(textOf(censusCard(censusReport({ divergences: 1 }))), /1 mailbox is not as approved/);
  });
});

describe('The cards of the sentinel', () => {
  const report = { divergence: divergence(), changes: null };

  it('give an approver three ways out, bound to what they show', () => {
    const card = divergenceCard({ report, canDecide: true, canAsk: true });
    const { foundHash: found } = report.divergence;
    assert.deepEqual(
      buttonsOf(card).map(({ verb, data }) => [verb, data]),
      [
        ['adopt', { mailbox: OBJECT_ID, found }],
        ['rollback', { mailbox: OBJECT_ID }],
        ['ignore', { mailbox: OBJECT_ID, found }],
      ],
    );
  });

  it('give nobody a decision who has no right to it, and none at all where several people look', () => {
    assert.deepEqual(verbsOf(divergenceCard({ report, canDecide: false, canAsk: false })), []);
    assert.deepEqual(verbsOf(divergenceCard({ report, canDecide: true, canAsk: true, isShared: true })), ['sentinel']);
  });

  it('propose no rollback of what is back already', () => {
    const flipped = divergence({ kind: 'authority-flipped', isCloudManaged: false });
    const card = divergenceCard({ report: { divergence: flipped, changes: null }, canDecide: true, canAsk: true });
    assert.deepEqual(verbsOf(card), ['adopt', 'ignore']);
  });

  it('say unknown where a snapshot is missing, never that nothing differs', () => {
    assert.match(
      textOf(divergenceCard({ report, canDecide: true, canAsk: true })),
      /Unknown: one of the two snapshots/,
    );
  });

  it('say that nobody has looked before the first census', () => {
    const input = { divergences: [], total: 0, notLookedAt: ALL, lookedAt: null, asOf: '2026-11-22T09:00:00.000Z' };
    assert.match(textOf(divergencesCard(input)), /nobody has looked/);
    assert.doesNotMatch(textOf(divergencesCard(input)), /Nothing was changed/);
  });

  it('never tell of a mailbox that was not looked at as fine', () => {
    const notLookedAt = { running: 1, waiting: 1_200 };
    const lookedAt = '2026-11-22T02:24:10.000Z';
    const input = { divergences: [], total: 0, notLookedAt, lookedAt, asOf: '2026-11-22T09:00:00.000Z' };
    const text = textOf(divergencesCard(input));
    assert.match(text, /1 mailbox was not looked at: a request is running\./);
    assert.match(text, /1,200 mailboxes were not looked at yet/);
    assert.doesNotMatch(text, /Nothing was changed/);
    assert.match(textOf(divergencesCard({ ...input, notLookedAt: ALL })), /Nothing was changed past Steward/);
  });
});

for (const [index, text] of HOSTILE.entries()) {
  it(`hostile text ${index + 1} breaks none of these cards`, () => {
    const evil = divergence({ userPrincipalName: text, displayName: text, request: text });
    const changes = [{ name: 'MailTip', before: text, after: [text, text].join('') }] as const;
    const groups = Array.from({ length: 50 }, () => ({ name: text, counts: censusSummary().counts }));
    const census = censusReport({ latest: censusSummary({ byType: groups.slice(0, 20), byUnit: groups }) });
    const many = Array.from({ length: 30 }, () => evil);
    const list = { divergences: many, total: 30, notLookedAt: { running: 3, waiting: 100 }, lookedAt: null, asOf: 'x' };
    const report = { divergence: evil, changes: Array.from({ length: 60 }, () => changes[0]) };
    const one = { report, canDecide: true, canAsk: true };
    for (const card of [censusCard(census), divergencesCard(list), divergenceCard(one)]) {
      const checked = cardSchema.safeParse(card);
      assert.ok(checked.success, checked.error?.message);
    }
    for (const summary of [summaryOfCensus(census), summaryOfDivergences(list), summaryOfDivergence(one)]) {
      assert.ok(summary.length > 0 && summary.length <= 120);
    }
  });
}
