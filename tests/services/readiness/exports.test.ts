import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { known, notKnown } from '../../../services/preflight/fact.ts';
import { csv } from '../../../services/readiness/csv.ts';
import type { ReadinessReport } from '../../../services/readiness/readiness.ts';
import { readinessCsv } from '../../../services/readiness/readiness-csv.ts';
import { readinessPage } from '../../../services/readiness/readiness-page.ts';
import { censusSummary } from '../../cards/census-samples.ts';
import { HOSTILE } from '../../cards/samples.ts';
import { HOSTILE_VALUES } from '../../support/hostile-powershell.ts';
import { job } from '../preflight/sample-facts.ts';
import { reportOf } from './sample-readiness.ts';

/** A table by RFC 4180, read by nothing but its grammar. Throws where the text is none. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let rest = text.replace(/^\uFEFF/, '');
  while (rest !== '') {
    const row: string[] = [];
    for (;;) {
      const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
      assert.ok(cell, `no cell at ${JSON.stringify(rest.slice(0, 40))}`);
      row.push(cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '');
      rest = rest.slice(cell[0].length);
      if (cell[3] === '\r\n') break;
    }
    rows.push(row);
  }
  return rows;
}

/** A report in which everything that comes from outside is this text. */
function reportWith(text: string): ReadinessReport {
  const counts = { cloud: 3, 'on-premises': 4, 'not-synced': 0, unknown: 0 };
  return reportOf({
    census: known(censusSummary({ byType: [{ name: text, counts }], byUnit: [{ name: text, counts }] })),
    organization: notKnown(text),
    hybridParts: known([{ kind: 'inbound-connector', name: text, status: text }]),
    writebackJobs: known([job({ domain: text, status: text, lastRun: text })]),
    wordOn: (topic) =>
      topic === 'mx-moved'
        ? notKnown(text)
        : {
            kind: 'attested',
            value: topic !== 'scp-cleared',
            by: text,
            at: '2026-11-20T08:00:00.000Z',
            expiresAt: '2026-12-20T08:00:00.000Z',
          },
  });
}

const tagsOf = (page: string): readonly string[] => page.match(/<[^>]*>/g) ?? [];
/** The widths of bars follow the numbers, which are the same in both. */
const BENIGN = tagsOf(readinessPage(reportWith('x')));

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '=HYPERLINK("http://x","y")',
  '=cmd|"/c calc"!A1',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...HOSTILE, ...HOSTILE_VALUES, ...FORMULAS),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', '<', "'"), fc.string())
    .map((both) => both.join('')),
);

describe('The table of a report', () => {
  it('has a header, the two ends, every check and the progress, all rows alike', () => {
    const report = reportOf({ census: known(censusSummary()) });
    const rows = parsed(readinessCsv(report));
    assert.ok(rows.every((row) => row.length === 10));
    assert.deepEqual(rows[0]?.slice(0, 4), ['section', 'item', 'state', 'count']);
    assert.deepEqual(
      rows.filter(([section]) => section === 'end').map((row) => row[9]),
      ['uninstall', 'shut-down'],
    );
    const checks = report.stages.flatMap((stage) => stage.checks);
    assert.equal(rows.filter(([section]) => section?.startsWith('stage ')).length, checks.length);
    const left = rows.find(([, item]) => item === 'Synced mailboxes are cloud-managed');
    assert.deepEqual(left?.slice(2, 4), ['open', '121870']);
    assert.deepEqual(rows.find(([section, item]) => section === 'type' && item === 'SharedMailbox')?.slice(2, 5), [
      'cloud-managed',
      '18900',
      '32970',
    ]);
  });

  for (const formula of FORMULAS) {
    it(`keeps ${JSON.stringify(formula)} from being calculated`, () => {
      assert.deepEqual(parsed(csv([[formula, 7, '']])), [[`'${formula}`, '7', '']]);
    });
  }

  it('holds any text whole, and begins no cell of one as a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText), { minLength: 1 }), (rows) => {
        const back = parsed(csv(rows));
        assert.equal(back.length, rows.length);
        for (const [index, row] of rows.entries()) {
          for (const [place, text] of row.entries()) {
            const cell = back[index]?.[place] ?? '';
            assert.ok([text.toWellFormed(), `'${text.toWellFormed()}`].includes(cell));
            assert.doesNotMatch(cell, /^[=+\-@\t\r\n]/);
          }
        }
      }),
    );
  });

  it('keeps its shape whatever is in the tenant', () => {
    const rows = (text: string) => parsed(readinessCsv(reportWith(text)));
    fc.assert(
      fc.property(anyText, (text) => {
        const found = rows(text);
        assert.ok(found.every((row) => row.length === 10 && row.every((cell) => !/^[=+\-@\t\r\n]/.test(cell))));
      }),
    );
  });
});

describe('The page of a report', () => {
  it('is whole in itself: no script, no address, nothing to load', () => {
    const page = readinessPage(reportOf({ census: known(censusSummary()) }));
    assert.match(page, /^<!doctype html>/);
    assert.match(page, /default-src 'none'/);
    assert.match(page, /@page \{ size: A4/);
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|https?:|url\(|@import|\son\w+=/i);
    assert.ok(page.length < 40_000);
  });

  it('tells every state by a mark and a word, not by colour alone', () => {
    const page = readinessPage(reportOf({ census: known(censusSummary()), writebackJobs: notKnown('It was silent.') }));
    for (const words of ['✓ done', '✕ open', '◆ attested', '? unknown'])
      assert.ok(page.includes(`>${words}</td>`), words);
    assert.match(page, /41,000 of 142,807/);
  });

  it('has both ends, and never one rule for both', () => {
    const page = readinessPage(reportOf());
    assert.match(page, /may be uninstalled: Setup \/m:Uninstall/);
    assert.match(page, /Never uninstall it/);
  });

  it('has the same markup whatever is in the tenant: no value becomes a tag, an attribute or an entity', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const page = readinessPage(reportWith(text));
        assert.deepEqual(tagsOf(page), BENIGN);
        const between = page.slice(page.indexOf('<body>')).replaceAll(/<[^>]*>/g, '');
        assert.doesNotMatch(between, /[<>"']/);
        assert.doesNotMatch(between, /&(?!(?:amp|lt|gt|quot|#39);)/);
        assert.doesNotMatch(between, /[\u202a-\u202e\u2066-\u2069\u200b]/);
      }),
    );
  });
});
