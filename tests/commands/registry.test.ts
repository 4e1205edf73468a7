import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../commands/index.ts';
import { parseLine } from '../../commands/parse-line.ts';

/** Who may, and whether it writes. A change here is a change of rights: it has to be made twice. */
const RIGHTS = [
  ['adopt', 'approver', 'changes'],
  ['approvals', 'admin', 'changes'],
  ['approve', ['approver', 'admin'], 'changes'],
  ['attest', 'admin', 'changes'],
  ['breakglass', 'admin', 'changes'],
  ['cancel', ['requester', 'admin'], 'changes'],
  ['carry', 'requester', 'changes'],
  ['census', 'viewer', 'reads'],
  ['check', 'viewer', 'reads'],
  ['confirm', ['requester', 'admin'], 'changes'],
  ['default', 'viewer', 'changes'],
  ['deny', ['approver', 'admin'], 'changes'],
  ['diff', 'viewer', 'reads'],
  ['freeze', 'admin', 'changes'],
  ['handover', 'viewer', 'reads'],
  ['help', 'anyone', 'reads'],
  ['history', 'viewer', 'reads'],
  ['hold', 'viewer', 'changes'],
  ['ignore', 'approver', 'changes'],
  ['losses', 'viewer', 'reads'],
  ['offboard', 'requester', 'reads'],
  ['pending', 'viewer', 'reads'],
  ['pilot', 'viewer', 'changes'],
  ['prereqs', 'viewer', 'reads'],
  ['readiness', 'viewer', 'changes'],
  ['release', ['approver', 'admin'], 'changes'],
  ['request', 'requester', 'changes'],
  ['restore', 'requester', 'changes'],
  ['review', 'viewer', 'reads'],
  ['rollback', 'requester', 'changes'],
  ['sentinel', 'viewer', 'reads'],
  ['set', 'requester', 'changes'],
  ['snapshots', 'viewer', 'reads'],
  ['status', 'viewer', 'reads'],
  ['thaw', 'admin', 'changes'],
  ['whoami', 'anyone', 'reads'],
  ['why', 'viewer', 'reads'],
];

describe('The commands', () => {
  it('are these, in order of name, each with its role', () => {
    const rights = COMMANDS.map(({ name, who, changes }) => [name, who, changes ? 'changes' : 'reads']);
    assert.deepEqual(rights, RIGHTS);
  });

  it('have names and aliases that nobody else has', () => {
    const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^([a-z]+|\?)$/);
    assert.equal(names.includes('soa'), false);
  });

  for (const command of COMMANDS) {
    it(`${command.name}: usage and summary are one line each, and the usage begins with its name`, () => {
      assert.match(command.usage, new RegExp(`^${command.name}( |$)`));
      assert.match(command.summary, /^[A-Z].{5,90}\.$/);
    });

    for (const example of command.examples) {
      it(`${command.name}: "${example}" is understood and fits`, () => {
        const parsed = parseLine(COMMANDS, example);
        assert.ok(parsed.ok);
        assert.equal(parsed.command.name, command.name);
        const fits = command.args.safeParse(parsed.raw);
        assert.deepEqual(fits.error?.issues ?? [], []);
      });
    }

    it(`${command.name}: what it takes by position is among its arguments`, () => {
      for (const name of command.positional) assert.ok(name in command.args.shape, name);
    });

    it(`${command.name}: refuses an argument that it does not know`, () => {
      const parsed = parseLine(COMMANDS, command.examples[0]);
      assert.ok(parsed.ok);
      assert.equal(command.args.safeParse({ ...parsed.raw, admin: 'true' }).success, false);
    });
  }
});
