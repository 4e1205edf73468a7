import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cardSchema } from '../../cards/card-schema.ts';
import { preflightCard, summaryOfPreflight } from '../../cards/preflight.ts';
import { pass, unknown } from '../../services/mailbox/finding.ts';
import type { PreflightReport } from '../../services/preflight/preflight.ts';
import { textOf } from './card-text.ts';
import { PREFLIGHTS, preflightFullOf } from './preflight-exhibits.ts';
import { HOSTILE, mailbox } from './samples.ts';

const textOfExhibit = (wanted: string): string => {
  const exhibit = PREFLIGHTS.find(({ name }) => name === wanted);
  assert.ok(exhibit);
  return textOf(exhibit.card);
};

const report = (change: Partial<PreflightReport> = {}): PreflightReport => ({
  direction: 'to-cloud',
  mailbox: mailbox(),
  tenantFindings: [pass('sync_seen', 'The directory last synced today.')],
  mailboxFindings: [],
  readAt: '2026-11-22T08:00:00.000Z',
  ...change,
});

describe('The card of a preflight', () => {
  it('puts what is in the way first, then warnings, then what is not known, each with its remedy', () => {
    const text = textOfExhibit('preflight-mailbox-troubled');
    const places = ['in the way', '✕ Not possible', '! Warning', '✓ Tenant: '].map((part) => text.indexOf(part));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok(!places.includes(-1), String(places));
    assert.match(text, /Mailbox: A migration of the mailbox stands at Synced\.\s*→ Complete or remove it first/);
  });

  it('shows what is attested as attested, with who and until when', () => {
    assert.match(textOfExhibit('preflight-tenant'), /2\.6\.92\.0 \(attested by Luis Ortega until 20 Dec 2026\)/);
  });

  it('says unknown where it is, and never that everything is fine', () => {
    const text = textOfExhibit('preflight-tenant-new');
    assert.match(text, /\? Unknown \(\d\)/);
    assert.doesNotMatch(text, /everything is fine/);
    const doubt = unknown({ code: 'x', sentence: 'It is not known.', remedy: null, override: 'requester' });
    assert.match(summaryOfPreflight(report({ mailboxFindings: [doubt] })), /possible, with 1 point to look at$/);
  });

  it('says so where everything is fine', () => {
    assert.equal(summaryOfPreflight(report()), 'Alice Meyer: Hand to the cloud: everything is fine');
    assert.equal(summaryOfPreflight(report({ mailbox: null })), 'The tenant: everything is fine');
  });

  it('stays a card within its size, and counts what it leaves out, whatever the sentences hold', () => {
    for (const text of HOSTILE) {
      const input = preflightFullOf(text);
      const card = preflightCard(input);
      const checked = cardSchema.safeParse(card);
      assert.ok(checked.success, checked.error?.message);
      assert.match(textOf(card), /and \d+ more/);
      const line = summaryOfPreflight(input);
      assert.ok(line.length <= 120 && line.isWellFormed(), line);
    }
  });
});
