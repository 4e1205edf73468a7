import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { CommandContext } from '../../commands/command.ts';
import { type Resolved, resolveMailbox } from '../../commands/resolve-mailbox.ts';
import { contextOf, inProcess, mailboxOf } from '../support/in-process.ts';
import { ANNA } from '../support/lived-request.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

let server: TestRedis;
let redis: Redis;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
});
after(async () => {
  redis.disconnect();
  await server.stop();
});

const ALICE = mailboxOf('Alice Meyer');
const BOB = mailboxOf('Bob Stone');
const ROOM = mailboxOf('Room One', { type: 'RoomMailbox' });
const SHARED = { Alias: 'sales' };
const SALES = mailboxOf('Sales East', { attributes: SHARED });
const SALES_TOO = mailboxOf('Sales West', { attributes: SHARED });

function resolve(name: string | undefined, hints: Partial<CommandContext['hints']> = {}): Promise<Resolved> {
  const world = inProcess(redis, { mailboxes: [ALICE, BOB, ROOM, SALES, SALES_TOO] });
  const context = contextOf(world, ANNA, { hints: { addresses: [], people: [], ...hints } });
  return resolveMailbox(context, { name, verb: 'check', example: 'check alice@contoso.com' });
}

async function said(name: string | undefined, hints: Partial<CommandContext['hints']> = {}): Promise<string> {
  const resolved = await resolve(name, hints);
  if (resolved.kind === 'one') return resolved.objectId;
  if (resolved.kind === 'refused') return resolved.refusal.code;
  const { nearest, choices } = resolved.reply;
  return `${nearest ? 'nearest' : 'several'}: ${choices.map(({ displayName }) => displayName).join(', ')}`;
}

describe('A mailbox is named', () => {
  const ways: readonly (readonly [string, string, string])[] = [
    ['by its object id, in any case', ALICE.objectId.toUpperCase(), ALICE.objectId],
    ['by its address', 'alice.meyer@contoso.com', ALICE.objectId],
    ['by its address in capitals', 'ALICE.MEYER@CONTOSO.COM', ALICE.objectId],
    ['by its alias', 'bob.stone', BOB.objectId],
    ['with spaces around it', '  bob.stone ', BOB.objectId],
    [
      'by an object id that nobody has, which is said when it is read',
      '00000000-0000-4000-8000-000000000000',
      '00000000-0000-4000-8000-000000000000',
    ],
  ];
  for (const [how, name, expected] of ways) it(how, async () => assert.equal(await said(name), expected));

  it('not at all: the example is shown', async () => {
    assert.equal(await said(undefined), 'no_mailbox_named');
    assert.equal(await said('   '), 'no_mailbox_named');
  });
});

describe('A name that is not exact', () => {
  it('and fits several is a choice', async () => {
    assert.equal(await said('sales'), 'several: Sales East, Sales West');
  });

  it('and begins like one is offered, never taken', async () => {
    assert.equal(await said('Alice'), 'several: Alice Meyer');
  });

  it('and is misspelt brings the nearest', async () => {
    assert.equal(await said('alcie.meyer@contoso.com'), 'nearest: Alice Meyer');
    assert.equal(await said('bob.stome@contoso.com'), 'nearest: Bob Stone');
  });

  it('and is like none is not found', async () => {
    assert.equal(await said('zacharias@contoso.com'), 'mailbox_not_found');
    assert.equal(await said('x'), 'mailbox_not_found');
  });
});

describe('What the channel lost from the line', () => {
  it('a mentioned person is the mailbox', async () => {
    assert.equal(await said(undefined, { people: [BOB.objectId] }), BOB.objectId);
  });

  it('two mentioned people are one too many', async () => {
    assert.equal(await said(undefined, { people: [BOB.objectId, ALICE.objectId] }), 'several_addresses');
  });

  it('an address that only the HTML kept is the mailbox, where none was typed', async () => {
    assert.equal(await said('Alice', { addresses: ['alice.meyer@contoso.com'] }), ALICE.objectId);
    assert.equal(await said(undefined, { addresses: ['alice.meyer@contoso.com'] }), ALICE.objectId);
  });

  it('what was typed counts before the HTML', async () => {
    assert.equal(await said('bob.stone@contoso.com', { addresses: ['alice.meyer@contoso.com'] }), BOB.objectId);
  });

  it('two addresses in the HTML are one too many', async () => {
    const addresses = ['alice.meyer@contoso.com', 'bob.stone@contoso.com'];
    assert.equal(await said(undefined, { addresses }), 'several_addresses');
  });
});

describe('Two mailboxes in one line', () => {
  it('are one too many when both are typed', async () => {
    assert.equal(await said('alice.meyer@contoso.com bob.stone@contoso.com'), 'several_addresses');
  });

  it('are one too many when one is typed and another person is mentioned, for example in the reason', async () => {
    const resolved = await said('alice.meyer@contoso.com', { people: [BOB.objectId] });
    assert.notEqual(resolved, BOB.objectId, 'the typed address is not passed over in silence');
  });
});
