import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { COMMANDS } from '../../commands/index.ts';
import { parseLine } from '../../commands/parse-line.ts';
import { refusalSentence } from '../../services/refusal.ts';

const verb = fc.constantFrom(
  ...COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]),
  'soa',
  'chek',
  '__proto__',
  '',
);
const part = fc.oneof(
  fc.constantFrom(
    '"',
    '--reason',
    '--reason=',
    '--version',
    '--mailbox',
    '--constructor',
    '--request',
    '7Q4K-2M',
    'here',
  ),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.emailAddress(),
);
const line = fc.tuple(verb, fc.array(part, { maxLength: 6 })).map(([first, rest]) => [first, ...rest].join(' '));

describe('Whatever line is typed', () => {
  it('becomes a command of ours or a refusal with a sentence, and never an error', () => {
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: 'binary' })), (typed) => {
        const parsed = parseLine(COMMANDS, typed);
        if (!parsed.ok) assert.notEqual(refusalSentence(parsed), '');
        else assert.ok(COMMANDS.includes(parsed.command));
      }),
      { numRuns: 10_000 },
    );
  });

  it('gives arguments of the schema or none: nothing typed becomes an argument that the command does not name', () => {
    fc.assert(
      fc.property(line, (typed) => {
        const parsed = parseLine(COMMANDS, typed);
        if (!parsed.ok) return;
        const fits = parsed.command.args.safeParse(parsed.raw);
        if (!fits.success) return;
        for (const name of Object.keys(fits.data)) assert.ok(name in parsed.command.args.shape, name);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is the same with and without "soa" in front', () => {
    fc.assert(
      fc.property(
        line.filter((typed) => !/^\s*"?soa/i.test(typed)),
        (typed) => assert.deepEqual(parseLine(COMMANDS, `soa ${typed}`), parseLine(COMMANDS, typed)),
      ),
      { numRuns: 2_000 },
    );
  });
});
