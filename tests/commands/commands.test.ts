import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { CommandContext, CommandResult } from '../../commands/command.ts';
import { COMMANDS } from '../../commands/index.ts';
import type { Reply } from '../../commands/reply.ts';
import type { Role } from '../../services/people/role.ts';
import { approvalsPlace } from '../../services/request/approvals-place.ts';
import {
  ALICE,
  ALICE_ID,
  asked,
  confirmed,
  contextOf,
  happens,
  type InProcess,
  inProcess,
} from '../support/in-process.ts';
import { ANNA, BEN, CLEO } from '../support/lived-request.ts';
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

type Raw = Readonly<Record<string, unknown>>;

async function run(context: CommandContext, name: string, raw: Raw = {}): Promise<CommandResult> {
  const command = COMMANDS.find((each) => each.name === name);
  assert.ok(command, name);
  return await command.execute(raw, context);
}

async function reply<K extends Reply['kind']>(result: CommandResult, kind: K): Promise<Extract<Reply, { kind: K }>> {
  assert.ok(result.ok, `refused with ${result.ok || result.code}`);
  assert.ok(isKind(result.reply, kind), `a ${result.reply.kind}`);
  return result.reply;
}

const isKind = <K extends Reply['kind']>(given: Reply, kind: K): given is Extract<Reply, { kind: K }> =>
  given.kind === kind;

const code = (result: CommandResult): string => (result.ok ? `answered ${result.reply.kind}` : result.code);

const anna = (world: InProcess, change: Parameters<typeof contextOf>[2] = {}) => contextOf(world, ANNA, change);

describe('check', () => {
  it('tells the authority and what this person may do next', async () => {
    const world = inProcess(redis);
    const next = async (holds: readonly Role[]) =>
      (await reply(await run(anna(world, { holds }), 'check', { mailbox: ALICE_ID }), 'mailbox')).report.next;
    assert.deepEqual(await next(['requester']), ['request', 'history']);
    assert.deepEqual(await next(['viewer']), ['history']);
    world.exchange.put({ ...ALICE, isExchangeCloudManaged: true });
    assert.deepEqual(await next(['requester']), ['rollback', 'history']);
    world.exchange.put({ ...ALICE, isDirSynced: false });
    assert.deepEqual(await next(['requester']), ['history']);
  });

  it('shows the open request and the last one that ended', async () => {
    const world = inProcess(redis);
    const first = await asked(world);
    await happens(world, first.id, { kind: 'cancel', by: ANNA, shown: null });
    const second = await asked(world);
    const { report } = await reply(await run(anna(world), 'check', { mailbox: ALICE_ID }), 'mailbox');
    assert.deepEqual([report.openRequest?.id, report.lastRequest?.id], [second.id, first.id]);
    assert.deepEqual(report.next, ['history']);
  });

  it('says unknown where the directory does not answer', async () => {
    const world = inProcess(redis);
    world.directory.failNext('directory_unavailable', 3);
    const { report } = await reply(await run(anna(world), 'check', { mailbox: ALICE_ID }), 'mailbox');
    assert.deepEqual([report.lastSyncAt, report.findings.at(-1)?.level], [null, 'unknown']);
  });

  it('of an id that nobody has is not found', async () => {
    const world = inProcess(redis, { mailboxes: [] });
    assert.equal(code(await run(anna(world), 'check', { mailbox: ALICE_ID })), 'mailbox_not_found');
  });
});

describe('request and rollback', () => {
  it('prepare a request that its requester alone sees', async () => {
    const world = inProcess(redis);
    const { sentence } = await reply(await run(anna(world), 'request', { mailbox: ALICE_ID, reason: 'why' }), 'notice');
    const [record] = (await world.store.open(5)).records;
    assert.equal(sentence, `I prepared ${record?.id}: look at it below and confirm it.`);
    assert.deepEqual([record?.state, record?.reason, record?.requester.objectId], ['drafted', 'why', ANNA.objectId]);
    const others = await reply(await run(contextOf(world, BEN), 'pending'), 'requests');
    assert.deepEqual([others.records, others.total], [[], 0]);
    assert.equal(code(await run(contextOf(world, BEN), 'status', { request: record?.id })), 'request_not_found');
  });

  it('typed in a channel say where to look', async () => {
    const world = inProcess(redis);
    const context = anna(world, { conversation: { id: '19:desk', isPersonal: false } });
    const { sentence } = await reply(await run(context, 'request', { mailbox: ALICE_ID }), 'notice');
    assert.match(sentence, /sent it to our personal chat/);
  });

  it('without a personal chat prepare nothing', async () => {
    const world = inProcess(redis);
    const context = anna(world, { openPersonalChat: async () => false });
    assert.equal(code(await run(context, 'request', { mailbox: ALICE_ID })), 'no_private_place');
    assert.equal((await world.store.open(5)).total, 0);
  });

  const refusals: readonly (readonly [string, string, Partial<typeof ALICE>])[] = [
    ['request', 'already_cloud', { isExchangeCloudManaged: true }],
    ['rollback', 'already_on_premises', {}],
    ['request', 'type_cannot_move', { type: 'LinkedMailbox' }],
    ['request', 'authority_unknown', { isExchangeCloudManaged: null }],
    ['request', 'authority_unknown', { isDirSynced: null }],
  ];
  for (const [verb, expected, change] of refusals) {
    it(`${verb} is refused with ${expected}, and nothing is kept`, async () => {
      const world = inProcess(redis, { mailboxes: [{ ...ALICE, ...change }] });
      assert.equal(code(await run(anna(world), verb, { mailbox: ALICE_ID })), expected);
      assert.equal((await world.store.open(5)).total, 0);
      assert.equal(world.archive.files.size, 0);
    });
  }

  it('are refused while another one is open: by name to its requester, and to nobody else before it is confirmed', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    const again = await run(anna(world), 'request', { mailbox: ALICE_ID });
    assert.deepEqual(again.ok || [again.code, again.detail.id], ['own_draft_open', id]);
    const other = await run(contextOf(world, BEN), 'request', { mailbox: ALICE_ID });
    assert.deepEqual(other.ok || [other.code, other.detail.id], ['being_asked', undefined]);
    await confirmed(world, id);
    const open = await run(contextOf(world, BEN), 'request', { mailbox: ALICE_ID });
    assert.deepEqual(open.ok || [open.code, open.detail.id], ['request_open', id]);
  });

  it('of two people at the same moment are one', async () => {
    const world = inProcess(redis);
    const both = [anna(world), contextOf(world, BEN)].map((who) => run(who, 'request', { mailbox: ALICE_ID }));
    assert.deepEqual((await Promise.all(both)).map(code).sort(), ['answered notice', 'being_asked']);
  });

  it('keep nothing while the archive is away', async () => {
    const world = inProcess(redis);
    world.archive.goAway();
    await assert.rejects(run(anna(world), 'request', { mailbox: ALICE_ID }), { code: 'archive_unavailable' });
    assert.equal((await world.store.open(5)).total, 0);
  });
});

describe('confirm, approve, deny and cancel', () => {
  it('answer with the request as it stands after it', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    const one = await reply(await run(anna(world), 'confirm', { request: id, version: 1 }), 'request');
    assert.deepEqual([one.report.record.state, one.audience, one.notice], ['pending', 'requester', null]);
    const two = await reply(await run(contextOf(world, BEN), 'approve', { request: id.toLowerCase() }), 'request');
    assert.deepEqual([two.report.record.state, two.audience], ['approved', 'reader'], 'Ben has nothing left to press');
  });

  it('refused, show how it stands to this person, with the reason on top', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    await confirmed(world, id);
    const { notice, report } = await reply(await run(anna(world), 'approve', { request: id }), 'request');
    assert.equal(notice, `You asked for ${id} yourself, so somebody else has to decide it.`);
    assert.equal(report.record.state, 'pending');
    await happens(world, id, { kind: 'deny', by: BEN, reason: null, shown: null });
    const late = await reply(await run(contextOf(world, CLEO), 'approve', { request: id, version: 2 }), 'request');
    assert.match(late.notice ?? '', /^That card was out of date/);
  });

  it('show nothing of a request that is still its requester’s alone', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    for (const verb of ['approve', 'deny', 'cancel', 'confirm']) {
      const refused = await run(contextOf(world, BEN), verb, { request: id });
      assert.equal(refused.ok, false, verb);
      assert.equal(JSON.stringify(refused).includes('contoso'), false, verb);
    }
  });

  it('of an id that there is not say so, and of what is no id too', async () => {
    const world = inProcess(redis);
    assert.equal(code(await run(contextOf(world, BEN), 'approve', { request: '0000-00' })), 'request_not_found');
    for (const request of ['nonsense', '', undefined, 7]) {
      assert.equal(code(await run(contextOf(world, BEN), 'approve', { request })), 'unclear_line');
    }
  });
});

describe('status, pending and history', () => {
  it('list what others may see, and count it right', async () => {
    const world = inProcess(redis);
    const { id } = await asked(world);
    const seenBy = async (who: CommandContext) => (await reply(await run(who, 'status'), 'requests')).total;
    assert.deepEqual([await seenBy(anna(world)), await seenBy(contextOf(world, BEN))], [1, 0]);
    await confirmed(world, id);
    assert.equal(await seenBy(contextOf(world, BEN)), 1);
    const history = await reply(await run(contextOf(world, BEN), 'history', { mailbox: ALICE_ID }), 'requests');
    assert.deepEqual([history.records.map((each) => each.id), history.total], [[id], 1]);
    assert.equal(history.title, 'History of alice.meyer@contoso.com');
  });
});

describe('approvals and help', () => {
  it('approvals here sets the place, in a channel only', async () => {
    const world = inProcess(redis);
    assert.equal(code(await run(anna(world), 'approvals', { where: 'here' })), 'use_in_channel');
    assert.equal(await approvalsPlace(world.store), undefined);
    await run(anna(world, { conversation: { id: '19:team', isPersonal: false } }), 'approvals', { where: 'here' });
    assert.equal(await approvalsPlace(world.store), '19:team');
    assert.equal(code(await run(anna(world), 'approvals', { where: 'there' })), 'unclear_line');
  });

  it('help lists what this person may do, and explains one command by any of its names', async () => {
    const world = inProcess(redis);
    const listed = async (holds: readonly Role[]) =>
      (await reply(await run(anna(world, { holds }), 'help'), 'help')).entries.map(({ name }) => name);
    assert.deepEqual(await listed([]), ['help', 'whoami']);
    assert.equal((await listed(['viewer'])).includes('approve'), false);
    assert.equal((await listed(['approver'])).includes('approve'), true);
    const one = await reply(await run(anna(world), 'help', { command: 'CLOUD' }), 'help');
    assert.deepEqual([one.entries.map(({ name }) => name), one.detailed], [['request'], true]);
    assert.equal(code(await run(anna(world), 'help', { command: 'fly' })), 'unknown_command');
  });
});

describe('A line with arguments that do not fit', () => {
  const lines: readonly (readonly [string, Raw])[] = [
    ['approve', { request: '7Q4K-2U' }],
    ['approve', {}],
    ['approve', { request: '7Q4K-2M', version: '3' }],
    ['approve', { request: '7Q4K-2M', version: 0 }],
    ['pending', { foo: '' }],
    ['check', { mailbox: 'x'.repeat(400) }],
    ['approvals', {}],
  ];
  it('says of a long reason how long it may be', async () => {
    const refused = await run(anna(inProcess(redis)), 'deny', { request: '7Q4K-2M', reason: 'x'.repeat(1_001) });
    assert.deepEqual(refused.ok || [refused.code, refused.detail], ['reason_too_long', { limit: '1000' }]);
  });

  for (const [name, raw] of lines) {
    it(`${name} ${JSON.stringify(raw).slice(0, 50)} is told in sentences`, async () => {
      const refused = await run(anna(inProcess(redis)), name, raw);
      assert.ok(!refused.ok && refused.code === 'unclear_line');
      assert.match(refused.detail.what ?? '', /[.!]$/);
      assert.doesNotMatch(refused.detail.what ?? '', /invalid input|expected|too small|too big/i);
    });
  }
});
