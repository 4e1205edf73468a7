import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { CommandContext, CommandResult } from '../../commands/command.ts';
import { COMMANDS } from '../../commands/index.ts';
import { parseLine } from '../../commands/parse-line.ts';
import { restore } from '../../commands/restore.ts';
import { set } from '../../commands/set.ts';
import { archiveSnapshot } from '../../services/archive/snapshot-archive.ts';
import type { Edit } from '../../services/mailbox/edit.ts';
import { takeSnapshot } from '../../services/mailbox/snapshot.ts';
import { attributes } from '../cards/samples.ts';
import { contextOf, type InProcess, inProcess, mailboxOf } from '../support/in-process.ts';
import { ANNA } from '../support/lived-request.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

let server: TestRedis;
let redis: Redis;
let world: InProcess;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
});
beforeEach(() => {
  world = inProcess(redis, { mailboxes: [ALICE, BOB] });
});
after(async () => {
  redis.disconnect();
  await server.stop();
});

const CLOUD = { isExchangeCloudManaged: true, isDirSynced: true };
const ALICE = mailboxOf('Alice Meyer', { ...CLOUD, attributes: attributes({ HiddenFromAddressListsEnabled: false }) });
const BOB = mailboxOf('Bob Stone', {
  ...CLOUD,
  attributes: attributes({
    PrimarySmtpAddress: 'bob.stone@contoso.com',
    WindowsEmailAddress: 'bob.stone@contoso.com',
    EmailAddresses: ['SMTP:bob.stone@contoso.com'],
    Alias: 'bob.stone',
  }),
});

type Hints = Partial<CommandContext['hints']>;

async function typed(line: string, hints: Hints = {}, change: Partial<CommandContext> = {}): Promise<CommandResult> {
  const parsed = parseLine(COMMANDS, line);
  assert.ok(parsed.ok);
  const context = contextOf(world, ANNA, { hints: { addresses: [], people: [], ...hints }, ...change });
  return await parsed.command.execute(parsed.raw, context);
}

/** The mailbox and the edits of the one request that there is. */
async function prepared(
  result: CommandResult,
): Promise<{ readonly objectId: string; readonly edits: readonly Edit[] }> {
  assert.ok(result.ok && result.reply.kind === 'notice', JSON.stringify(result));
  const id = /I prepared (\S+):/.exec(result.reply.sentence)?.[1] ?? '';
  const record = await world.store.get(id);
  assert.ok(record);
  assert.equal(record.action, 'edit');
  return { objectId: record.subject.objectId, edits: record.edits };
}

const codeOf = (result: CommandResult): string => (result.ok ? 'ok' : result.code);
const HIDDEN: readonly Edit[] = [{ kind: 'set', name: 'HiddenFromAddressListsEnabled', value: true }];

describe('set', () => {
  it('names its mailbox by an address, an alias or an object id', async () => {
    for (const name of ['alice.meyer@contoso.com', ALICE.objectId]) {
      world = inProcess(redis, { mailboxes: [ALICE, BOB] });
      assert.deepEqual(await prepared(await typed(`set ${name} hidden on`)), {
        objectId: ALICE.objectId,
        edits: HIDDEN,
      });
    }
  });

  it('takes somebody who was mentioned as the mailbox, whose name is gone from the line', async () => {
    const result = await typed('set hidden on', { people: [BOB.objectId] });
    assert.deepEqual(await prepared(result), { objectId: BOB.objectId, edits: HIDDEN });
    const longer = await typed('set attribute 7 "Berlin east"', { people: [ALICE.objectId] });
    assert.deepEqual((await prepared(longer)).edits, [{ kind: 'set', name: 'CustomAttribute7', value: 'Berlin east' }]);
  });

  it('never takes somebody who was mentioned elsewhere in the line for the mailbox', async () => {
    for (const line of ['set alice.meyer@contoso.com hidden on', 'set alice hidden on', 'set alice.meyer mailtip Ask'])
      assert.equal(codeOf(await typed(line, { people: [BOB.objectId] })), 'several_addresses');
    assert.equal(codeOf(await typed('set hidden on', { people: [BOB.objectId, ALICE.objectId] })), 'several_addresses');
  });

  it('never takes an address that the channel lost from the text for the mailbox', async () => {
    const result = await typed('set alice mailtip Ask Bob Stone', { addresses: ['bob.stone@contoso.com'] });
    assert.equal(codeOf(result), 'mailbox_unclear');
  });

  it('edge 48: asks for the whole address where a name is not exact', async () => {
    const result = await typed('set "Alice" hidden on');
    assert.ok(!result.ok && result.code === 'mailbox_unclear');
    assert.deepEqual(result.detail, { name: 'Alice', choices: 'alice.meyer@contoso.com' });
  });

  it('needs a personal chat, because only there it can be confirmed', async () => {
    const result = await typed('set alice.meyer@contoso.com hidden on', {}, { openPersonalChat: async () => false });
    assert.equal(codeOf(result), 'no_private_place');
  });

  it('believes no button more than a line', async () => {
    const context = contextOf(world, ANNA);
    const mailbox = ALICE.objectId;
    for (const raw of [
      { mailbox, what: 'attribute', words: ['7', 'a\u202eb'] },
      { mailbox, what: 'attribute', words: [['7'], 'x'] },
      { mailbox, what: 'attribute', words: { 0: '7', 1: 'x' } },
      { mailbox, what: 'alias', words: ['add', 'x@contoso.com\r\nIdentity: y'] },
      { mailbox, what: { toString: 'hidden' }, words: ['on'] },
      { mailbox, what: 'hidden', words: ['on'], edits: [] },
      { mailbox, what: 'attribute', words: ['7', 'x'.repeat(2_001)] },
    ])
      assert.equal(codeOf(await set.execute(raw, context)), 'unclear_line', JSON.stringify(raw).slice(0, 80));
    assert.equal((await world.store.historyOf(mailbox, 10)).records.length, 0);
  });

  it('edge 54: edits nothing while it is not known who manages the mailbox', async () => {
    world = inProcess(redis, { mailboxes: [{ ...ALICE, isExchangeCloudManaged: null }] });
    assert.equal(codeOf(await typed('set alice.meyer@contoso.com hidden on')), 'authority_unknown');
  });

  it('brings an X500 entry back by restoring: it is in no domain that could be refused', async () => {
    const old = { ...ALICE, attributes: attributes() };
    const hash = await archiveSnapshot(world.archive, takeSnapshot(old, world.clock.now()));
    const kept = [attributes().EmailAddresses ?? []].flat().map(String);
    const X500 = kept.find((entry) => entry.startsWith('X500:')) ?? '';
    const without = attributes({ EmailAddresses: kept.filter((entry) => entry !== X500) });
    const later = inProcess(redis, { mailboxes: [{ ...ALICE, attributes: without }] });
    world = { ...later, archive: world.archive };
    const result = await typed(`restore alice.meyer@contoso.com ${hash.slice(0, 8)}`);
    assert.deepEqual((await prepared(result)).edits, [
      { kind: 'list', name: 'EmailAddresses', add: [X500], remove: [] },
    ]);
  });

  it('restore believes no button more than a line either', async () => {
    for (const raw of [
      { mailbox: ALICE.objectId, snapshot: '../../1a2b3c' },
      { mailbox: ALICE.objectId, snapshot: '1a2b3c', attributes: 'mailtip' },
      { mailbox: ALICE.objectId, snapshot: '1a2b3c', attributes: ['x'.repeat(101)] },
    ])
      assert.equal(codeOf(await restore.execute(raw, contextOf(world, ANNA))), 'unclear_line');
  });
});
