import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { CommandContext, CommandResult } from '../../commands/command.ts';
import { COMMANDS } from '../../commands/index.ts';
import type { Reply } from '../../commands/reply.ts';
import type { Role } from '../../services/people/role.ts';
import type { Divergence } from '../../services/sentinel/divergence.ts';
import { examineSuspect } from '../../services/sentinel/examine-suspect.ts';
import { ALICE, ALICE_ID, contextOf, type InProcess, inProcess } from '../support/in-process.ts';
import { ANNA, BEN } from '../support/lived-request.ts';
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

async function run(context: CommandContext, name: string, raw: Readonly<Record<string, unknown>> = {}) {
  const command = COMMANDS.find((each) => each.name === name);
  assert.ok(command, name);
  return await command.execute(raw, context);
}

function replied<K extends Reply['kind']>(result: CommandResult, kind: K): Extract<Reply, { kind: K }> {
  assert.ok(result.ok, `refused with ${result.ok || result.code}`);
  assert.ok(isKind(result.reply, kind), `a ${result.reply.kind}`);
  return result.reply;
}

const isKind = <K extends Reply['kind']>(given: Reply, kind: K): given is Extract<Reply, { kind: K }> =>
  given.kind === kind;

const code = (result: CommandResult): string => (result.ok ? `answered ${result.reply.kind}` : result.code);

/** Alice's mailbox went to the cloud without Steward, and the sentinel has found it. */
async function diverged(): Promise<[InProcess, Divergence]> {
  const world = inProcess(redis, { mailboxes: [{ ...ALICE, isExchangeCloudManaged: true }] });
  const examined = await examineSuspect(world, ALICE_ID);
  assert.ok(examined.is === 'open');
  return [world, examined.divergence];
}

const ben = (world: InProcess, holds: readonly Role[] = ['approver']) => contextOf(world, BEN, { holds });

describe('census', () => {
  it('shows that there is none yet', async () => {
    const { report } = replied(await run(contextOf(inProcess(redis), ANNA), 'census'), 'census');
    assert.deepEqual([report.latest, report.trend, report.nextAt], [null, [], null]);
  });

  it('now is for administrators, and is remembered for a worker', async () => {
    const world = inProcess(redis);
    assert.equal(code(await run(ben(world), 'census', { when: 'now' })), 'not_in_role');
    assert.equal((await world.census.state(world.clock.now())).wanted, null);
    replied(await run(ben(world, ['admin']), 'census', { when: 'now' }), 'notice');
    assert.equal((await world.census.state(world.clock.now())).wanted, world.clock.now().toISOString());
  });

  it('takes no other word', async () => {
    assert.equal(code(await run(ben(inProcess(redis)), 'census', { when: 'later' })), 'unclear_line');
  });
});

describe('sentinel', () => {
  it('lists what is open, and says so when nothing is', async () => {
    const empty = replied(await run(ben(inProcess(redis)), 'sentinel'), 'divergences');
    assert.deepEqual([empty.total, empty.lookedAt], [0, null]);
    const [world, divergence] = await diverged();
    assert.deepEqual(replied(await run(ben(world), 'sentinel'), 'divergences').divergences, [divergence]);
  });

  it('shows one by its address, its object id or its name, with what the reader may do', async () => {
    const [world] = await diverged();
    for (const mailbox of [ALICE.userPrincipalName.toUpperCase(), ALICE_ID, ALICE.displayName]) {
      const reply = replied(await run(ben(world), 'sentinel', { mailbox }), 'divergence');
      assert.deepEqual([reply.report.divergence.kind, reply.canDecide, reply.canAsk], ['moved-outside', true, false]);
    }
    const viewer = replied(await run(ben(world, ['viewer']), 'sentinel', { mailbox: ALICE_ID }), 'divergence');
    assert.equal(viewer.canDecide, false);
  });

  it('says of a mailbox without a divergence what that rests on: approved, never approved, or not looked at', async () => {
    const world = inProcess(redis);
    const asking = async (mailbox: string) => code(await run(ben(world), 'sentinel', { mailbox }));
    assert.equal(await asking('zz-nobody@fabrikam.com'), 'mailbox_not_found');
    assert.equal(await asking(ALICE.userPrincipalName), 'nothing_approved');
    const state = { request: null, hash: 'a'.repeat(64), isCloudManaged: false, at: '2026-11-22T08:00:00Z' };
    await world.approved.set(ALICE_ID, state);
    assert.equal(await asking(ALICE_ID), 'no_divergence');
    await world.divergences.suspect([ALICE_ID]);
    assert.equal(await asking(ALICE.userPrincipalName), 'not_looked_at');
    assert.deepEqual(replied(await run(ben(world), 'sentinel'), 'divergences').notLookedAt, { running: 0, waiting: 1 });
  });
});

describe('adopt and ignore', () => {
  it('adopt makes what was found the approved state', async () => {
    const [world, { foundHash: found }] = await diverged();
    replied(await run(ben(world), 'adopt', { mailbox: ALICE_ID, found }), 'notice');
    assert.equal((await world.approved.get(ALICE_ID))?.hash, found);
    assert.equal(code(await run(ben(world), 'adopt', { mailbox: ALICE_ID, found })), 'no_divergence');
  });

  it('ignore needs a reason', async () => {
    const [world] = await diverged();
    assert.equal(code(await run(ben(world), 'ignore', { mailbox: ALICE_ID })), 'unclear_line');
    replied(await run(ben(world), 'ignore', { mailbox: ALICE_ID, reason: 'vendor test' }), 'notice');
    assert.equal((await world.divergences.open(1)).total, 0);
  });

  it('do nothing for a card that shows something else than what is there', async () => {
    const [world] = await diverged();
    const found = '0'.repeat(64);
    for (const verb of ['adopt', 'ignore']) {
      const result = await run(ben(world), verb, {
        mailbox: ALICE_ID,
        found,
        ...(verb === 'ignore' && { reason: 'x' }),
      });
      assert.equal(code(result), 'divergence_changed');
    }
    assert.equal((await world.divergences.open(1)).total, 1);
  });

  it('need a mailbox', async () => {
    const [world] = await diverged();
    assert.equal(code(await run(ben(world), 'adopt')), 'no_mailbox_named');
  });
});
