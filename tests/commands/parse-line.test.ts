import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../commands/index.ts';
import { parseLine } from '../../commands/parse-line.ts';
import { refusalSentence } from '../../services/refusal.ts';

function parsed(line: string): readonly [string, Readonly<Record<string, unknown>>] {
  const result = parseLine(COMMANDS, line);
  assert.ok(result.ok, `${line} was refused`);
  return [result.command.name, { ...result.raw }];
}

function refusedFor(line: string): string {
  const result = parseLine(COMMANDS, line);
  assert.ok(!result.ok, `${line} was understood`);
  return refusalSentence(result);
}

describe('A line that is understood', () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
    ['', 'help', {}],
    ['soa', 'help', {}],
    ['?', 'help', {}],
    ['help request', 'help', { command: 'request' }],
    ['check alice@contoso.com', 'check', { mailbox: 'alice@contoso.com' }],
    ['CHECK alice@contoso.com', 'check', { mailbox: 'alice@contoso.com' }],
    ['soa check alice@contoso.com', 'check', { mailbox: 'alice@contoso.com' }],
    ['SOA Check Alice@contoso.com', 'check', { mailbox: 'Alice@contoso.com' }],
    ['show alice', 'check', { mailbox: 'alice' }],
    ['check Alice Meyer', 'check', { mailbox: 'Alice Meyer' }],
    ['check "Alice Meyer"', 'check', { mailbox: 'Alice Meyer' }],
    ['check', 'check', {}],
    ['cloud alice --reason moves', 'request', { mailbox: 'alice', reason: 'moves' }],
    ['request --reason "why" Alice Meyer', 'request', { mailbox: 'Alice Meyer', reason: 'why' }],
    ['request --mailbox alice', 'request', { mailbox: 'alice' }],
    ['onprem alice', 'rollback', { mailbox: 'alice' }],
    ['approve 7Q4K-2M', 'approve', { request: '7Q4K-2M' }],
    ['deny 7q4k2m --reason migration freeze', 'deny', { request: '7q4k2m', reason: 'migration freeze' }],
    ['status', 'status', {}],
    ['approvals here', 'approvals', { where: 'here' }],
    ['set a@x.net hidden on', 'set', { mailbox: 'a@x.net', what: 'hidden', words: ['on'] }],
    [
      'edit a extension 1 add "two words" b --reason moves on',
      'set',
      { mailbox: 'a', what: 'extension', words: ['1', 'add', 'two words', 'b'], reason: 'moves on' },
    ],
    ['set a mailtip --clear', 'set', { mailbox: 'a', what: 'mailtip', clear: '' }],
    ['restore a 1a2b3c', 'restore', { mailbox: 'a', snapshot: '1a2b3c' }],
  ];
  for (const [line, name, raw] of cases) {
    it(line === '' ? 'an empty line asks for help' : line, () => assert.deepEqual(parsed(line), [name, raw]));
  }
});

describe('A line that is not understood', () => {
  const cases = [
    ['chek alice', 'I do not know "chek". Did you mean "check"?'],
    ['aprove 7Q4K-2M', 'I do not know "aprove". Did you mean "approve"?'],
    ['chekc alice', 'I do not know "chekc". Did you mean "check"?'],
    ['please move alice', 'I do not know "please". Type "help" to see what I can do.'],
    ['clod alice', 'I do not know "clod". Did you mean "cloud"?'],
    ['helo', 'I do not know "helo". Did you mean "help"?'],
    ['supercalifragilistic', 'I do not know "supercalifragilistic". Type "help" to see what I can do.'],
    ['soa soa check alice', 'I do not know "soa". Type "help" to see what I can do.'],
    ['__proto__', 'I do not know "__proto__". Type "help" to see what I can do.'],
    ['y', 'I do not know "y". Type "help" to see what I can do.'],
    ['approve 7Q4K-2M now', 'I could not read that line: I did not expect "now". Try approve 7Q4K-2M'],
    ['pending all', 'I could not read that line: I did not expect "all". Try pending'],
  ] as const;
  for (const [line, sentence] of cases) it(line, () => assert.equal(refusedFor(line), sentence));

  it('is quoted only so far', () => {
    assert.ok(refusedFor('x'.repeat(2_000)).length < 120);
    assert.ok(refusedFor(`pending ${'y'.repeat(2_000)}`).length < 140);
  });
});
