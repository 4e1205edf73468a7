import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseFilter } from '../../../demo/tenant/exchange/opath-filter.ts';
import { opathLiteral, opathPrefix, UNQUOTABLE } from '../../../services/exchange/opath.ts';

const QUOTE = /['\u2018\u2019\u201a\u201b]/;

/** Reads a single-quoted literal as PowerShell's tokenizer does: any of five quotes, doubled to stand for itself. */
function readLiteral(text: string): { value: string; rest: string } {
  assert.equal(text[0], "'");
  let value = '';
  let at = 1;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (!QUOTE.test(character)) value += character;
    else if (QUOTE.test(text[at + 1] ?? '')) {
      value += character;
      at += 1;
    } else break;
  }
  return { value, rest: text.slice(at + 1) };
}

const quotable = fc.string({ unit: 'grapheme' }).filter((value) => !UNQUOTABLE.test(value));
const quoteHeavy = fc
  .array(fc.constantFrom("'", '\u2018', '\u2019', '\u201a', '\u201b', '"', '`', '$', '*', ' -or ', 'a', ')'))
  .map((parts) => parts.join(''));

describe('OPATH quoting', () => {
  it('doubles the quotes inside a value', () => {
    assert.equal(opathLiteral("o'brien@contoso.com"), "'o''brien@contoso.com'");
    assert.equal(opathLiteral('o\u2019brien'), "'o\u2019\u2019brien'");
  });

  it('reads back as the value that was quoted, with nothing left over, for any value', () => {
    fc.assert(
      fc.property(fc.oneof(quotable, quoteHeavy), (value) => {
        assert.deepEqual(readLiteral(opathLiteral(value)), { value, rest: '' });
      }),
    );
  });

  it('refuses control characters, line separators and halves of characters', () => {
    for (const bad of ['a\u0000', 'a\nb', '\u001b[31m', '\u0085', '\u2028', '\ud800'])
      assert.throws(() => opathLiteral(bad), RangeError);
  });

  it('leaves the star at the end as the only wildcard of a prefix', () => {
    assert.equal(opathPrefix('al'), "'al*'");
    assert.equal(opathPrefix('a*b?[c]`'), "'a`*b`?`[c`]``*'");
  });

  it('keeps every wildcard of a prefix escaped, for any prefix', () => {
    fc.assert(
      fc.property(fc.oneof(quotable, quoteHeavy), (prefix) => {
        const pattern = readLiteral(opathPrefix(prefix)).value;
        const bare = pattern.replace(/`[`*?[\]]/g, '');
        assert.deepEqual(bare.match(/[*?[\]`]/g), ['*']);
        assert.ok(pattern.endsWith('*'));
      }),
    );
  });

  it('never lets a value become part of the filter, as another parser of OPATH reads it', () => {
    fc.assert(
      fc.property(quoteHeavy, (value) => {
        const test = parseFilter(`Alias -eq ${opathLiteral(value)}`, ['Alias']);
        assert.equal(test({ Alias: 'somebody else' }), false);
      }),
    );
  });
});
