import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Canonical, canonicalHash, canonicalJson, shortHash } from '../../../services/mailbox/canonical.ts';

const key = fc.string({ unit: 'binary', maxLength: 6 });
const leaf: fc.Arbitrary<Canonical> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

const { tree } = fc.letrec<{ tree: Canonical }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

/** The same value built in the opposite order. */
function reversed(value: Canonical): Canonical {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([name, part]) => (part === undefined ? [] : [[name, reversed(part)]]));
  return Object.fromEntries(entries.reverse());
}

describe('Canonical JSON', () => {
  const spelled: readonly (readonly [string, Canonical, string])[] = [
    ['keys in order', { b: 1, a: 2 }, '{"a":2,"b":1}'],
    ['keys by code unit, capitals first', { a: 1, B: 2, _: 3 }, '{"B":2,"_":3,"a":1}'],
    ['keys that look like numbers as text', { 10: 'x', 9: 'y' }, '{"10":"x","9":"y"}'],
    ['nested keys', { x: [{ d: null, c: true }] }, '{"x":[{"c":true,"d":null}]}'],
    ['lists in their own order', ['b', 'a'], '["b","a"]'],
    ['quotes and backslashes', 'a"b\\c', '"a\\"b\\\\c"'],
    ['control characters', '\u0000\n\u001f', '"\\u0000\\n\\u001f"'],
    ['letters beyond the first plane as they are', 'Zoë 👩‍💻', '"Zoë 👩‍💻"'],
    ['half a surrogate pair', '\ud83d', '"\\ud83d"'],
    ['an empty object, an empty list, an empty text', { a: {}, b: [], c: '' }, '{"a":{},"b":[],"c":""}'],
  ];
  for (const [what, value, text] of spelled) {
    it(`spells ${what} in one way`, () => assert.equal(canonicalJson(value), text));
  }

  it('says the same as JSON, whatever the value', () => {
    fc.assert(
      fc.property(tree, (value) =>
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  it('does not depend on the order in which a value was put together', () => {
    fc.assert(
      fc.property(tree, (value) => {
        assert.equal(canonicalJson(reversed(value)), canonicalJson(value));
        assert.equal(canonicalHash(reversed(value)), canonicalHash(value));
      }),
    );
  });

  it('differs wherever two values differ', () => {
    const equal = (one: Canonical, other: Canonical): boolean => {
      try {
        assert.deepEqual(one, other);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        assert.equal(canonicalJson(one) === canonicalJson(other), equal(one, other));
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells a text from the list, the number and the null that look like it', () => {
    const values: readonly Canonical[] = ['1', 1, ['1'], [1], null, 'null', [], '[]', {}, '{}', true, 'true', ''];
    assert.equal(new Set(values.map(canonicalHash)).size, values.length);
  });
});

describe('A hash', () => {
  it('is SHA-256 in small hexadecimal digits, of which people compare the first eight', () => {
    const hash = canonicalHash({});
    assert.equal(hash, '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
    assert.equal(shortHash(hash), '44136fa3');
  });
});
