import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cardBytes, cardSchema, MAX_CARD_BYTES } from '../../cards/card-schema.ts';
import { readinessCard, summaryOfReadiness } from '../../cards/readiness.ts';
import type { Check } from '../../services/readiness/check.ts';
import type { ReadinessReport } from '../../services/readiness/readiness.ts';
import { reportOf } from '../services/readiness/sample-readiness.ts';
import { textOf } from './card-text.ts';
import { parserProblems } from './official-parser.ts';
import { dark, underWay } from './readiness-exhibits.ts';
import { HOSTILE } from './samples.ts';

const overview = (report: ReadinessReport): string => textOf(readinessCard({ report, stage: null }));

describe('The card of the last Exchange server', () => {
  it('keeps the two ends apart, each with its own rule and its own verdict', () => {
    const text = overview(reportOf());
    assert.match(
      text,
      /uninstall\n✓ Ready[\s\S]*Setup \/m:Uninstall[\s\S]*only shut down\n✕ Not ready[\s\S]*Never uninstall it/,
    );
  });

  it('draws progress by type and unit as bars of characters with the numbers beside them', () => {
    const text = overview(underWay);
    assert.match(text, /By type\nUser mailbox\n██░░░░░░ 41,000 of 142,807 \(29%\)/);
    assert.match(text, /By unit \(domain\)\ncontoso\.com\n███░░░░░ 40,204 of 100,204 \(40%\)/);
  });

  it('says what comes next with the line that helps, open things before unknown ones', () => {
    assert.match(overview(underWay), /What comes next\n✕ Synced mailboxes[^\n]*: Open[^\n]*\n→ request <mailbox>/);
    assert.match(overview(dark), /What comes next\n\? [^\n]*: Unknown/);
    assert.doesNotMatch(overview(reportOf({ organization: { kind: 'unknown', why: 'Silent.' } })), /: Open\b/);
  });

  it('never shows a stage as done before its turn has come', () => {
    const [, second] = underWay.stages;
    assert.deepEqual(
      second?.checks.map(({ state }) => state),
      ['done'],
    );
    const text = textOf(readinessCard({ report: underWay, stage: null }));
    assert.match(text, /○ 2\. Verify again just before: not yet, stage 1 comes first: 1 done/);
    assert.match(textOf(readinessCard({ report: underWay, stage: 2 })), /not yet, stage 1 comes first/i);
    assert.match(textOf(readinessCard({ report: reportOf(), stage: null })), /✓ 2\. Verify again just before: 1 done/);
  });

  it('says that nothing has been counted rather than showing an empty bar', () => {
    assert.match(overview(dark), /Mailboxes have not been counted yet/);
    assert.doesNotMatch(overview(dark), /░/);
  });

  it('shows every check of a stage, and whose word it is and until when', () => {
    for (const stage of underWay.stages) {
      const text = textOf(readinessCard({ report: underWay, stage: stage.number }));
      for (const { title } of stage.checks) assert.ok(text.includes(title), title);
    }
    const routing = textOf(readinessCard({ report: underWay, stage: 1 }));
    assert.match(routing, /◆ Mail arrives[^\n]*: Attested[^\n]*\n◆ Luis Ortega gave their word until 20 Dec 2026/);
  });

  it('tells how it stands in one line', () => {
    assert.equal(summaryOfReadiness({ report: underWay, stage: null }), 'Last Exchange server: 10 open, 8 unknown');
  });

  for (const [index, text] of HOSTILE.entries()) {
    it(`hostile text ${index + 1} breaks no card and makes none too large`, () => {
      const check = (given: Check): Check => ({
        ...given,
        title: text,
        sentence: text,
        state: 'open',
        count: null,
        help: text,
      });
      const group = { name: text, isRest: false, cloudManaged: 1, synced: 2, notSynced: 0 };
      const progress = underWay.progress && { ...underWay.progress, byType: [group], byUnit: [group] };
      const stages = underWay.stages.map((stage) => ({ ...stage, checks: stage.checks.map(check) }));
      const report = { ...underWay, progress, stages };
      for (const stage of [null, 1, 2, 3, 4, 5]) {
        const card = readinessCard({ report, stage });
        const checked = cardSchema.safeParse(card);
        assert.ok(checked.success, checked.error?.message);
        assert.deepEqual(parserProblems(card), []);
        assert.ok(cardBytes(card) <= MAX_CARD_BYTES, `${cardBytes(card)}`);
      }
    });
  }
});
