import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cardBytes, cardSchema, MAX_CARD_BYTES } from '../../cards/card-schema.ts';
import { pilotCard, summaryOfPilot } from '../../cards/pilot.ts';
import { pilot, reportOn } from '../services/pilot/sample-pilot.ts';
import { textOf, verbsOf } from './card-text.ts';
import { parserProblems } from './official-parser.ts';
import { noPilot } from './pilot-exhibits.ts';
import { HOSTILE } from './samples.ts';

describe('The card of the pilot', () => {
  it('says what a pilot is and how to begin one where there is none', () => {
    assert.match(
      textOf(pilotCard(noPilot)),
      /There is no pilot\n[\s\S]*begins one with: pilot start alice@contoso\.com/,
    );
  });

  it('marks what is done, what waits and what is next, without colour', () => {
    const text = textOf(pilotCard(reportOn({ requests: [], now: new Date('2026-11-20T08:05:00.000Z') })));
    assert.match(text, /✓ Cohort named: /);
    assert.match(text, /○ Waiting: Waiting time passed: /);
    assert.match(text, /· Snapshot taken: /);
    assert.match(textOf(pilotCard(reportOn())), /→ Next: Signed off by somebody else: .*so not Anna Berg/);
  });

  it('shows each request that is evidence', () => {
    assert.deepEqual(verbsOf(pilotCard(reportOn())), ['status', 'status', 'status']);
  });

  it('says how many others may be handed over until then, and nothing of it afterwards', () => {
    assert.match(
      textOf(pilotCard(reportOn())),
      /mailboxes outside it may be handed over at most 20 in 24 hours; 3 so far/,
    );
    assert.doesNotMatch(textOf(pilotCard(reportOn({}, null))), /at most/);
  });

  it('tells how it stands in one line', () => {
    assert.equal(summaryOfPilot(reportOn()), 'Pilot: 6 of 7 steps done');
  });

  for (const [index, text] of HOSTILE.entries()) {
    it(`hostile text ${index + 1} breaks no card and makes none too large`, () => {
      const by = { objectId: '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2001', name: text };
      const mailbox = { objectId: by.objectId, name: text, displayName: text };
      const hostile = pilot({
        startedBy: by,
        cohort: [mailbox, mailbox, mailbox, mailbox, mailbox],
        signedOff: { at: '2026-11-22T08:00:00.000Z', by, reason: text },
      });
      const card = pilotCard(reportOn({ pilot: hostile }));
      const checked = cardSchema.safeParse(card);
      assert.ok(checked.success, checked.error?.message);
      assert.deepEqual(parserProblems(card), []);
      assert.ok(cardBytes(card) <= MAX_CARD_BYTES);
    });
  }
});
