import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tokenize } from '../../commands/tokenize.ts';

const piece = fc.oneof(
  fc.constantFrom('"', '\\', '--', '--reason', '--reason=', '--__proto__', '--constructor', '=', ' ', '\t', '-', '""'),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
  fc.lorem({ maxCount: 2 }),
);
const line = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const plain = fc.stringMatching(/^[a-z0-9@.]{1,12}$/);

describe('Whatever is typed', () => {
  it('is split without an error, into texts, with options of plain names only', () => {
    fc.assert(
      fc.property(line, (typed) => {
        const { words, options } = tokenize(typed);
        assert.equal(Object.getPrototypeOf(options), null);
        for (const [name, value] of Object.entries(options)) {
          assert.match(name, /^[a-z][a-z-]*$/);
          assert.equal(typeof value, 'string');
        }
        const letters = [...words, ...Object.values(options)].join('').length;
        assert.ok(letters <= typed.length, 'nothing is made up');
      }),
      { numRuns: 10_000 },
    );
  });

  it('comes back as it was when every word is quoted', () => {
    const quoted = (word: string): string => `"${word.replaceAll(/["\\]/g, '\\$&')}"`;
    const word = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !/[\n\r\u2028\u2029]/.test(text));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        assert.deepEqual(tokenize(words.map(quoted).join(' ')).words, words);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps plain words and a reason apart, whichever comes first', () => {
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), plain, (words, reason) => {
        const typed = words.join(' ');
        for (const text of [`${typed} --reason "${reason}"`, `--reason "${reason}" ${typed}`]) {
          const tokens = tokenize(text);
          assert.deepEqual(tokens.words, words);
          assert.equal(tokens.options.reason, reason);
        }
      }),
    );
  });
});
