import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { CommandContext, CommandResult, OfferedFile } from '../../commands/command.ts';
import { COMMANDS } from '../../commands/index.ts';
import { parseLine } from '../../commands/parse-line.ts';
import type { Reply } from '../../commands/reply.ts';
import { pilotOf } from '../../services/pilot/pilot.ts';
import { refusalSentence } from '../../services/refusal.ts';
import {
  ALICE,
  ALICE_ID,
  asked,
  confirmed,
  contextOf,
  happens,
  type InProcess,
  inProcess,
  mailboxOf,
} from '../support/in-process.ts';
import { ANNA, BEN, CLEO, digest } from '../support/lived-request.ts';
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

async function typed(context: CommandContext, line: string): Promise<CommandResult> {
  const parsed = parseLine(COMMANDS, line);
  return parsed.ok ? await parsed.command.execute(parsed.raw, context) : parsed;
}

const code = (result: CommandResult): string => (result.ok ? `answered ${result.reply.kind}` : result.code);

function replied<K extends Reply['kind']>(result: CommandResult, kind: K): Extract<Reply, { kind: K }> {
  assert.ok(result.ok, `refused with ${result.ok || result.code}`);
  assert.ok(isKind(result.reply, kind), `a ${result.reply.kind}`);
  return result.reply;
}

const isKind = <K extends Reply['kind']>(given: Reply, kind: K): given is Extract<Reply, { kind: K }> =>
  given.kind === kind;

describe('readiness', () => {
  it('shows the report, or one of its stages', async () => {
    const context = contextOf(inProcess(redis), ANNA, { holds: ['viewer'] });
    assert.equal(replied(await typed(context, 'readiness'), 'readiness').stage, null);
    assert.equal(replied(await typed(context, 'readiness 3'), 'readiness').stage, 3);
    assert.equal(code(await typed(context, 'readiness 6')), 'unclear_line');
  });

  for (const [what, begins] of [
    ['csv', '\uFEFFsection,item,'],
    ['report', '<!doctype html>'],
  ] as const) {
    it(`${what} offers a file to a viewer, wherever it was asked for`, async () => {
      const files: OfferedFile[] = [];
      const offerFile = async (file: OfferedFile) => files.push(file) > 0;
      const conversation = { id: '19:channel', isPersonal: false };
      const context = contextOf(inProcess(redis), ANNA, { holds: ['viewer'], offerFile, conversation });
      const { sentence } = replied(await typed(context, `readiness ${what}`), 'notice');
      assert.match(sentence, /press Allow in our personal chat/);
      assert.equal(files.length, 1);
      assert.ok(files[0]?.content.startsWith(begins));
      assert.deepEqual([files[0]?.who, files[0]?.line], ['viewer', `readiness ${what}`]);
      assert.match(files[0]?.name ?? '', /^readiness-2026-11-22\.(csv|html)$/);
    });
  }

  it('says what to do when there is no chat, or the offer was not taken', async () => {
    const world = inProcess(redis);
    const no = async () => false;
    assert.equal(
      code(await typed(contextOf(world, ANNA, { openPersonalChat: no }), 'readiness csv')),
      'no_private_place',
    );
    assert.equal(code(await typed(contextOf(world, ANNA, { offerFile: no }), 'readiness csv')), 'file_not_offered');
  });
});

const BOB = mailboxOf('Bob Two');
const [CLOUD, LINKED, CLOUD_ONLY] = [
  mailboxOf('Cid Cloud', { isExchangeCloudManaged: true }),
  mailboxOf('Lea Linked', { type: 'LinkedMailbox' }),
  mailboxOf('Ola Only', { isDirSynced: false }),
];
const tenant = (): InProcess => inProcess(redis, { mailboxes: [ALICE, BOB, CLOUD, LINKED, CLOUD_ONLY] });
const [alice, bob] = [ALICE.userPrincipalName, BOB.userPrincipalName];

/** What the worker does, with a directory sync after it. */
async function madeAndSeen(world: InProcess, id: string): Promise<void> {
  await happens(world, id, { kind: 'start', beforeReceipt: digest('a') });
  await happens(world, id, {
    kind: 'complete',
    afterReceipt: digest('b'),
    writeError: null,
    lastSyncAt: null,
    found: null,
  });
  world.clock.advance(3_600_000);
  await happens(world, id, { kind: 'see', stage: 'after-sync' });
}

async function carriedOut(world: InProcess, wish: Parameters<typeof asked>[1]): Promise<string> {
  const { id, approvalsRequired } = await asked(world, { objectId: ALICE_ID, ...wish });
  await confirmed(world, id);
  if (approvalsRequired > 0) await happens(world, id, { kind: 'approve', by: BEN, shown: null });
  await madeAndSeen(world, id);
  return id;
}

/** From the start to the last step before the sign-off; answers with the requests that show it. */
async function runThrough(world: InProcess): Promise<readonly string[]> {
  await typed(contextOf(world, ANNA), `pilot start ${alice}`);
  world.clock.advance(25 * 3_600_000);
  const there = await carriedOut(world, { action: 'to-cloud' });
  world.exchange.put({ ...ALICE, isExchangeCloudManaged: true });
  const edit = await carriedOut(world, {
    action: 'edit',
    edits: [{ name: 'CustomAttribute7', kind: 'set', value: 'Lisbon' }],
  });
  const back = await carriedOut(world, { action: 'to-on-premises' });
  return [there, edit, back];
}

describe('pilot', () => {
  it('shows that there is none, to anybody who may look', async () => {
    const { report } = replied(await typed(contextOf(tenant(), CLEO, { holds: ['viewer'] }), 'pilot'), 'pilot');
    assert.deepEqual([report.pilot, report.steps], [null, []]);
  });

  it('is begun by a requester with one to five mailboxes, each once', async () => {
    const world = tenant();
    assert.equal(
      code(await typed(contextOf(world, BEN, { holds: ['approver'] }), `pilot start ${alice}`)),
      'not_in_role',
    );
    assert.equal(code(await typed(contextOf(world, ANNA), 'pilot start')), 'no_mailbox_named');
    const six = Array.from({ length: 6 }, (_, index) => `m${index}@contoso.com`).join(' ');
    assert.equal(code(await typed(contextOf(world, ANNA), `pilot start ${six}`)), 'unclear_line');
    const { report } = replied(
      await typed(contextOf(world, ANNA), `pilot start ${alice}, ${BOB.objectId} ${alice.toUpperCase()}`),
      'pilot',
    );
    assert.deepEqual(
      report.pilot?.cohort.map(({ name }) => name),
      [alice, bob],
    );
    assert.equal(code(await typed(contextOf(world, ANNA), `pilot start ${bob}`)), 'pilot_there');
  });

  it('takes addresses that plain text lost', async () => {
    const world = tenant();
    const hints = { addresses: [alice], people: [] };
    const { report } = replied(await typed(contextOf(world, ANNA, { hints }), 'pilot start'), 'pilot');
    assert.equal(report.pilot?.cohort[0]?.objectId, ALICE_ID);
  });

  it('edges 1, 4 and 5: takes no mailbox that cannot be handed over', async () => {
    const world = tenant();
    const start = async (name: string) => code(await typed(contextOf(world, ANNA), `pilot start ${alice} ${name}`));
    assert.equal(await start(CLOUD_ONLY.userPrincipalName), 'not_synced');
    assert.equal(await start(LINKED.userPrincipalName), 'type_cannot_move');
    assert.equal(await start(CLOUD.userPrincipalName), 'already_cloud');
    assert.equal(await start('nobody@contoso.com'), 'mailbox_not_found');
    assert.equal(await pilotOf(world.store), undefined);
  });

  it('is shown with the requests that prove it, and signed off by an approver who did not run it', async () => {
    const world = tenant();
    const evidence = await runThrough(world);
    const { report } = replied(await typed(contextOf(world, CLEO), 'pilot'), 'pilot');
    assert.deepEqual(
      report.steps.map(({ state }) => state),
      ['done', 'done', 'done', 'done', 'done', 'done', 'open'],
    );
    assert.deepEqual([...new Set(report.steps.flatMap(({ requests }) => requests))], evidence);
    const line = 'pilot sign-off --reason "went well"';
    assert.equal(code(await typed(contextOf(world, CLEO, { holds: ['requester'] }), line)), 'not_in_role');
    assert.equal(code(await typed(contextOf(world, CLEO), 'pilot sign-off')), 'unclear_line');
    const signed = replied(await typed(contextOf(world, CLEO), line), 'pilot');
    assert.equal(signed.report.pilot?.signedOff?.by.name, CLEO.name);
    assert.equal(code(await typed(contextOf(world, BEN), line)), 'pilot_there');
  });

  it('edge 50: nobody signs off a pilot that they ran, not under another account either', async () => {
    const world = tenant();
    await runThrough(world);
    const line = 'pilot sign-off --reason "went well"';
    assert.equal(code(await typed(contextOf(world, ANNA), line)), 'pilot_own');
    const other = { ...CLEO, person: ANNA.objectId };
    assert.equal(code(await typed(contextOf(world, other), line)), 'pilot_own');
  });

  it('is not signed off before every step was shown, and says how many are left', async () => {
    const world = tenant();
    await typed(contextOf(world, ANNA), `pilot start ${alice}`);
    const result = await typed(contextOf(world, CLEO), 'pilot sign-off --reason "looks fine"');
    assert.ok(!result.ok && result.code === 'pilot_unfinished');
    assert.match(refusalSentence(result), /5 steps are left/);
    assert.equal((await pilotOf(world.store))?.signedOff, null);
    assert.equal(code(await typed(contextOf(tenant(), CLEO), 'pilot sign-off --reason "x"')), 'pilot_none');
  });

  it('shows nothing of a draft, which is its requester’s alone', async () => {
    const world = tenant();
    await typed(contextOf(world, ANNA), `pilot start ${alice}`);
    const { id } = await asked(world);
    const before = replied(await typed(contextOf(world, CLEO), 'pilot'), 'pilot');
    assert.doesNotMatch(JSON.stringify(before.report), new RegExp(id));
    await confirmed(world, id);
    const later = replied(await typed(contextOf(world, CLEO), 'pilot'), 'pilot');
    assert.match(JSON.stringify(later.report), new RegExp(id));
  });

  it('is ended by a requester while it runs, and only by an approver once it is signed off', async () => {
    const world = tenant();
    const requester = contextOf(world, ANNA, { holds: ['requester'] });
    assert.equal(code(await typed(requester, 'pilot abandon')), 'pilot_none');
    await typed(requester, `pilot start ${alice}`);
    assert.equal(code(await typed(contextOf(world, CLEO, { holds: ['viewer'] }), 'pilot abandon')), 'not_in_role');
    assert.equal(code(await typed(requester, 'pilot abandon')), 'answered notice');
    await runThrough(world);
    await typed(contextOf(world, CLEO), 'pilot sign-off --reason "went well"');
    assert.equal(code(await typed(requester, 'pilot abandon')), 'pilot_over');
    assert.equal(code(await typed(contextOf(world, BEN, { holds: ['approver'] }), 'pilot abandon')), 'answered notice');
  });
});
