import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { COMMANDS } from '../../commands/index.ts';

// What a card sends is written by whoever sends it: only the command's own schema stands between it and the command.

const key = fc.oneof(
  fc.constantFrom(
    'request',
    'version',
    'reason',
    'mailbox',
    'command',
    'where',
    '__proto__',
    'constructor',
    'toString',
  ),
  fc.string({ maxLength: 6 }),
);
const value = fc.oneof(
  fc.constantFrom('7Q4K-2M', 'here', 3, -1, 1.5, 1e300, Number.NaN, null, true, '', '   '),
  fc.anything({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const data = fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: false });

/** Text, a small number or nothing, or a list of these: never an object that a command could walk into. */
function mustBePlain(name: string, given: unknown): void {
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  for (const one of values) {
    assert.ok(['string', 'number', 'undefined'].includes(typeof one), `${name} is a ${typeof one}`);
  }
  if (typeof given === 'number') assert.ok(Number.isSafeInteger(given) && given > 0);
}

describe('Whatever a button carries', () => {
  for (const command of COMMANDS) {
    it(`${command.name} takes only what it names, in the form it names`, () => {
      fc.assert(
        fc.property(data, (sent) => {
          const parsed = command.args.safeParse(sent);
          if (!parsed.success) return;
          for (const [name, given] of Object.entries(parsed.data)) {
            assert.ok(Object.hasOwn(command.args.shape, name), name);
            mustBePlain(name, given);
          }
        }),
        { numRuns: 1_000 },
      );
    });
  }

  it('a prototype cannot be smuggled in', () => {
    for (const command of COMMANDS) {
      const sent = JSON.parse('{"__proto__":{"request":"7Q4K-2M","version":1},"constructor":{"prototype":{}}}');
      assert.equal(command.args.safeParse(sent).success, false, command.name);
    }
    assert.equal(Object.hasOwn(Object.prototype, 'request'), false);
  });
});
