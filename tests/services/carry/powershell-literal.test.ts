import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { commentText, type PowerShellValue, powerShellLiteral } from '../../../services/carry/powershell-literal.ts';
import { fuzzRuns } from '../../support/fuzz-runs.ts';
import { HOSTILE_VALUES } from '../../support/hostile-powershell.ts';
import { evaluateLiteral, powerShellTokens } from '../../support/powershell-tokens.ts';

const text = fc.oneof(
  fc.constantFrom(...HOSTILE_VALUES),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '\u2018',
      '\u2019',
      '\u201a',
      '\u201b',
      '"',
      '`',
      '$',
      '(',
      '\\',
      'u',
      '\n',
      '\r',
      '#',
      ';',
      'a',
      '0',
    ),
  }),
);
const scalar = fc.oneof(text, fc.boolean(), fc.constant(null));
const value: fc.Arbitrary<PowerShellValue> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 5 }),
  fc.dictionary(text, fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })), { maxKeys: 4, noNullPrototype: true }),
);

/** What the evaluator answers for a value: a hashtable is a map there. */
function expected(given: PowerShellValue): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return new Map(Object.entries(given));
}

describe('A PowerShell literal', () => {
  for (const hostile of HOSTILE_VALUES) {
    it(`of ${JSON.stringify(hostile)} is that value and nothing else`, () => {
      assert.equal(evaluateLiteral(powerShellLiteral(hostile)), hostile);
      assert.deepEqual(evaluateLiteral(powerShellLiteral([hostile, hostile])), [hostile, hostile]);
      assert.deepEqual(evaluateLiteral(powerShellLiteral({ [hostile]: hostile })), new Map([[hostile, hostile]]));
    });
  }

  it('of any text, flag, list or table evaluates to exactly it', () => {
    fc.assert(
      fc.property(value, (given) => {
        assert.deepEqual(evaluateLiteral(powerShellLiteral(given)), expected(given));
      }),
      fuzzRuns(500),
    );
  });

  it('is one line of plain ASCII, so that no code page and no chat can change it', () => {
    fc.assert(
      fc.property(value, (given) => {
        assert.match(powerShellLiteral(given), /^[\x20-\x7e]*$/);
      }),
      fuzzRuns(500),
    );
  });

  it('stays readable where nothing needs care', () => {
    assert.equal(powerShellLiteral("O'Brien"), "'O''Brien'");
    assert.equal(powerShellLiteral([]), '@()');
    assert.equal(powerShellLiteral(['a', true, null]), "@('a', $true, $null)");
    assert.equal(powerShellLiteral({ add: ['a'] }), "@{ 'add' = @('a') }");
    assert.equal(powerShellLiteral('M\u00fcller'), "([regex]::Unescape('M\\u00FCller'))");
  });
});

describe('A value in a comment', () => {
  it('never leaves its line', () => {
    fc.assert(
      fc.property(text, (given) => {
        const tokens = powerShellTokens(`# Left out: ${commentText(given)}\r\nnext`);
        assert.deepEqual(
          tokens.map(({ kind }) => kind),
          ['comment', 'newline', 'word'],
        );
      }),
      fuzzRuns(500),
    );
  });
});

describe('The tokenizer that checks them', () => {
  const strings = (script: string): unknown[] =>
    powerShellTokens(script).flatMap((token) => (token.kind === 'string' ? [token.value] : []));

  it('knows typographic quotes, doubled quotes, here-strings and backticks', () => {
    assert.deepEqual(strings("'a''b' \u2018c\u2019 'd\u2019\u2019e'"), ["a'b", 'c', 'd\u2019e']);
    assert.deepEqual(strings('"a`n`"b" "c""d"'), ['a\n"b', 'c"d']);
    assert.deepEqual(strings("@'\r\nit's\r\n'@"), ["it's"]);
    assert.deepEqual(strings("<# 'no' #> 'yes' # 'no'"), ['yes']);
    assert.deepEqual(
      powerShellTokens('a `\r\nb').map(({ kind }) => kind),
      ['word', 'word'],
    );
  });

  it('sees what breaks out of a badly quoted string', () => {
    assert.throws(() => evaluateLiteral("'it's'"));
    assert.throws(() => evaluateLiteral("'a\u2019; Stop-Computer; \u2019b'"));
    assert.throws(() => evaluateLiteral('"$(Stop-Computer)"'));
    assert.throws(() => evaluateLiteral('$env:USERNAME'));
    assert.throws(() => evaluateLiteral("'open"));
    assert.throws(() => evaluateLiteral("@('a') + (Stop-Computer)"));
  });
});
