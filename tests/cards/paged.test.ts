import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cardBytes, cardSchema, MAX_CARD_BYTES } from '../../cards/card-schema.ts';
import { carryCard } from '../../cards/carry.ts';
import { diffCard } from '../../cards/diff.ts';
import { lossesCard } from '../../cards/losses.ts';
import { pagedCard } from '../../cards/paged.ts';
import { type PagedEntry, pagesOf } from '../../cards/pages.ts';
import { snapshotsCard } from '../../cards/snapshots.ts';
import { wholeText, wholeValue } from '../../cards/whole-text.ts';
import { fuzzRuns } from '../support/fuzz-runs.ts';
import { buttonsOf, textOf } from './card-text.ts';
import { parserProblems } from './official-parser.ts';
import { AT_FLIP, filledWith, HOSTILE, OBJECT_ID, snapshot as sample } from './samples.ts';
import { carryInput, diffInput, lossesInput, snapshotsInput } from './value-exhibits.ts';

const entry = (heading: string, texts: readonly string[], buttons = 0): PagedEntry => ({
  heading,
  mark: 'Not written back',
  tone: 'Default',
  lines: texts.map((text) => ({ strong: 'live: ', text })),
  buttons: Array.from({ length: buttons }, () => ({ title: 'Go', verb: 'diff', data: { mailbox: OBJECT_ID } })),
});

const page = (entries: readonly PagedEntry[], wished: number) =>
  pagedCard({
    title: 'A list',
    notes: [],
    entries,
    empty: 'Nothing.',
    page: wished,
    turn: { verb: 'losses', data: { request: '7Q4K-2M' } },
  });

/** The values of an entry as they stand on all pages together. */
function gathered(entries: readonly PagedEntry[]): string {
  return pagesOf(entries)
    .flat()
    .flatMap(({ lines }) => lines)
    .map(({ text }) => text)
    .join('\n')
    .replaceAll('…\n', '');
}

describe('A paged card', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(...HOSTILE),
    fc.nat(9_000).map((length) => 'word "and" \\ '.repeat(length / 13)),
  );
  const list = fc.array(
    fc.record({
      heading: fc.constantFrom('Alias (Alias)', 'MailTip (MailTip)'),
      texts: fc.array(value.map(wholeText), { minLength: 1, maxLength: 4 }),
      buttons: fc.nat(1),
    }),
    { maxLength: 12 },
  );

  it('shows every character of every value on some page, and no page is too large', () => {
    fc.assert(
      fc.property(list, (wanted) => {
        const entries = wanted.map(({ heading, texts, buttons }) => entry(heading, texts, buttons));
        assert.equal(
          gathered(entries),
          entries
            .flatMap(({ lines }) => lines.map(({ text }) => text))
            .join('\n')
            .replaceAll('…\n', ''),
        );
        for (let at = 1; at <= pagesOf(entries).length; at += 1) {
          const card = page(entries, at);
          assert.ok(cardBytes(card) <= MAX_CARD_BYTES, `${cardBytes(card)} bytes`);
          const checked = cardSchema.safeParse(card);
          assert.ok(checked.success, checked.error?.message);
        }
      }),
      fuzzRuns(30),
    );
  });

  it('leads from each page to the one before and the one after', () => {
    const entries = Array.from({ length: 60 }, (_, index) => entry(`Value ${index}`, ['x'.repeat(300)]));
    const last = pagesOf(entries).length;
    assert.ok(last > 2);
    const titles = (at: number): unknown[] => buttonsOf(page(entries, at)).map(({ title, data }) => [title, data]);
    assert.deepEqual(titles(1), [['Next', { request: '7Q4K-2M', page: 2 }]]);
    assert.deepEqual(titles(2), [
      ['Back', { request: '7Q4K-2M', page: 1 }],
      ['Next', { request: '7Q4K-2M', page: 3 }],
    ]);
    assert.deepEqual(titles(last), [['Back', { request: '7Q4K-2M', page: last - 1 }]]);
    assert.deepEqual(page(entries, 9_999), page(entries, last), 'a page that is not there is the last');
  });

  it('says on the next page that an entry goes on, and cuts between words', () => {
    const [first, second] = pagesOf([entry('MailTip (MailTip)', [`“${'someword '.repeat(2_000)}”`])]);
    assert.equal(first?.[0]?.heading, 'MailTip (MailTip)');
    assert.equal(second?.[0]?.heading, 'MailTip (MailTip) (continued)');
    for (const { text } of first?.[0]?.lines ?? []) assert.match(text, /someword …$/);
    assert.match(second?.[0]?.lines[0]?.strong ?? '', /goes on/);
  });

  it('never cuts an entry that fits on a page of its own', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 1_300 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 12 }), (wanted) => {
        const entries = wanted.map((lengths, index) =>
          entry(
            `Value ${index}`,
            lengths.map((length) => 'x'.repeat(length)),
          ),
        );
        const headings = pagesOf(entries)
          .flat()
          .map(({ heading }) => heading);
        assert.deepEqual(
          headings,
          entries.map(({ heading }) => heading),
        );
      }),
      fuzzRuns(50),
    );
  });

  it('without entries says so in its own words', () => {
    assert.equal(textOf(page([], 1)), 'A list\nNothing.');
  });
});

describe('A value shown whole', () => {
  it('is never the same text for two different values', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        if (!a.includes('\\u{') && !b.includes('\\u{')) assert.equal(wholeText(a) === wholeText(b), a === b);
      }),
      fuzzRuns(1_000),
    );
  });

  it('spells out what cannot be seen, and cannot pass for one of our own words', () => {
    assert.equal(wholeText('two\nlines\u200b”'), '“two\\u{A}lines\\u{200B}\\u{201D}”');
    assert.equal(wholeValue('MailTip', 'unknown'), '“unknown”');
    assert.equal(wholeValue('MailTip', undefined), 'unknown');
    assert.equal(wholeValue('MailTip', null), 'not set');
    assert.equal(wholeValue('ModeratedBy', ['a, b', 'c']), '2: “a, b”, “c”');
    assert.equal(wholeValue('RecipientTypeDetails', 'SharedMailbox'), 'Shared mailbox');
  });
});

describe('The cards about values', () => {
  for (const [index, text] of HOSTILE.entries()) {
    it(`hostile text ${index + 1} breaks none of them and makes none too large`, () => {
      const now = sample({ displayName: text, userPrincipalName: text, attributes: filledWith(text) });
      const mailbox = { objectId: OBJECT_ID, userPrincipalName: text };
      const cards = [
        ...[1, 2, 3, 9_999].map((at) => diffCard(diffInput({ page: at, mailbox }, [AT_FLIP, now]))),
        ...[1, 2, 9_999].map((at) => lossesCard(lossesInput(now, { page: at, mailbox }))),
        snapshotsCard(snapshotsInput(9, { mailbox })),
        carryCard(carryInput(now, { mailbox, fileName: text })),
      ];
      for (const card of cards) {
        const checked = cardSchema.safeParse(card);
        assert.ok(checked.success, checked.error?.message);
        assert.deepEqual(parserProblems(card), []);
      }
    });
  }

  it('a long script is capped with a clear note that the file is whole', () => {
    const long = carryInput(sample({ attributes: filledWith('x') }));
    const shown = textOf(carryCard(long));
    assert.match(shown, /… and [\d,]+ more lines: the file is whole\.$/);
    assert.doesNotMatch(textOf(carryCard(carryInput())), /more lines/);
  });
});
