import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tokenize } from '../../commands/tokenize.ts';

type Case = readonly [line: string, words: readonly string[], options?: Readonly<Record<string, string>>];

const check = (cases: readonly Case[]): void => {
  for (const [line, words, options = {}] of cases) {
    it(`${line === '' ? 'an empty line' : line}`, () => {
      const tokens = tokenize(line);
      assert.deepEqual(tokens.words, words);
      assert.deepEqual({ ...tokens.options }, options);
    });
  }
};

describe('Words', () => {
  check([
    ['', []],
    ['   ', []],
    ['check alice@contoso.com', ['check', 'alice@contoso.com']],
    ['  check \t alice  ', ['check', 'alice']],
    ['check "Alice Meyer"', ['check', 'Alice Meyer']],
    ['check "Alice "Meyer', ['check', 'Alice ', 'Meyer']],
    ['check "say \\"hi\\""', ['check', 'say "hi"']],
    ['check "back\\\\slash"', ['check', 'back\\slash']],
    ['check ""', ['check', '']],
    ['check "Alice', ['check', '"Alice']],
    ["check O'Brien", ['check', "O'Brien"]],
    ['check "--reason"', ['check', '--reason']],
    ['check --', ['check', '--']],
    ['check -r x', ['check', '-r', 'x']],
    ['check --Reason x', ['check', '--Reason', 'x']],
    ['check --1 x', ['check', '--1', 'x']],
  ]);
});

describe('Options', () => {
  check([
    ['request a --reason "two words"', ['request', 'a'], { reason: 'two words' }],
    ['request a --reason "two words" b', ['request', 'a', 'b'], { reason: 'two words' }],
    ['request a --reason two words', ['request', 'a'], { reason: 'two words' }],
    ['request --reason two words --mailbox a', ['request'], { reason: 'two words', mailbox: 'a' }],
    ['request a --reason=one', ['request', 'a'], { reason: 'one' }],
    ['request a --reason=one two', ['request', 'a'], { reason: 'one two' }],
    ['request a --reason="one"', ['request', 'a'], { reason: 'one' }],
    ['request a --reason="two words"', ['request', 'a'], { reason: 'two words' }],
    ['request a --reason="two words" b', ['request', 'a', 'b'], { reason: 'two words' }],
    ['request a --reason= "two words"', ['request', 'a'], { reason: 'two words' }],
    ['request a --reason a "b c"', ['request', 'a'], { reason: 'a b c' }],
    ['request a --reason', ['request', 'a'], { reason: '' }],
    ['request a --reason ""', ['request', 'a'], { reason: '' }],
    ['request a --reason one --reason two', ['request', 'a'], { reason: 'two' }],
    ['request a --reason "see --mailbox b"', ['request', 'a'], { reason: 'see --mailbox b' }],
    ['request a --dry-run', ['request', 'a'], { 'dry-run': '' }],
    ['request a --reason 50% -- done', ['request', 'a'], { reason: '50% -- done' }],
  ]);

  it('of dangerous names are plain names', () => {
    const { options } = tokenize('x --constructor y --to-string z --__proto__ w');
    assert.equal(Object.getPrototypeOf(options), null);
    assert.deepEqual(Object.keys(options), ['constructor', 'to-string']);
    assert.equal(options.constructor, 'y');
  });
});
