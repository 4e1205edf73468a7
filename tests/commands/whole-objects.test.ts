import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { DirectoryError } from '../../services/directory/directory.ts';
import { refusalSentence } from '../../services/refusal.ts';
import type { RequestRecord } from '../../services/request/record.ts';
import { ALICE, ALICE_ID, contextOf, type InProcess, mailboxOf } from '../support/in-process.ts';
import { ANNA, BEN } from '../support/lived-request.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import {
  ALICE_USER,
  carriedOutInProcess,
  codeOf,
  handedBackInProcess,
  PARTNER,
  PLANT_NEWS,
  REMO_USER,
  replied,
  runCommand,
  synced,
  withObjects,
} from '../support/whole-objects.ts';

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

const anna = (world: InProcess, change: Parameters<typeof contextOf>[2] = {}) => contextOf(world, ANNA, change);
const run = (world: InProcess, name: string, raw: Readonly<Record<string, unknown>>) =>
  runCommand(anna(world), name, raw);
const checked = async (world: InProcess, raw: Readonly<Record<string, unknown>>) =>
  replied(await run(world, 'check', raw), 'object').report;
const newest = async (world: InProcess): Promise<RequestRecord | undefined> => (await world.store.open(5)).records[0];

describe('A group or contact', () => {
  const ways = [
    ['by its mail address', 'plant.news@contoso.com', PLANT_NEWS],
    ['by its address in capitals', 'PLANT.NEWS@CONTOSO.COM', PLANT_NEWS],
    ['by its display name', 'Plant News', PLANT_NEWS],
    ['by its object id', PLANT_NEWS.objectId.toUpperCase(), PLANT_NEWS],
    ['as a contact by its address', 'partner@adatum.example', PARTNER],
    ['as a contact by its object id', PARTNER.objectId, PARTNER],
  ] as const;
  for (const [how, mailbox, object] of ways) {
    it(`edge 3: is found ${how}, and its whole object is meant`, async () => {
      const world = withObjects(redis);
      const { object: found, standing, next } = await checked(world, { mailbox });
      assert.deepEqual([found.objectId, standing, next], [object.objectId, 'synced', ['request', 'history']]);
      assert.equal(codeOf(await run(world, 'request', { mailbox })), 'answered notice');
      const record = await newest(world);
      assert.deepEqual(
        [record?.action, record?.subject.kind, record?.subject.objectId],
        ['object-to-cloud', object.kind, object.objectId],
      );
    });
  }

  it('edge 3: that lives in Exchange Online only is refused, with what it is', async () => {
    const world = withObjects(redis);
    const dynamic = { objectId: null, name: 'everyone', displayName: 'Everyone', isDirSynced: false };
    world.exchange.tenant.recipients = [
      {
        ...dynamic,
        primaryAddress: 'everyone@contoso.com',
        type: 'DynamicDistributionGroup',
        exchangeGuid: null,
        archiveGuid: null,
      },
    ];
    for (const verb of ['check', 'request', 'rollback']) {
      const result = await run(world, verb, { mailbox: 'everyone@contoso.com' });
      assert.deepEqual(result.ok || [result.code, result.detail.type], ['no_whole_object', 'DynamicDistributionGroup']);
    }
  });

  it('is told with members, hazards and their remedies', async () => {
    const world = withObjects(redis);
    const { type, members, findings, direction } = await checked(world, { mailbox: 'Plant News' });
    assert.deepEqual([type, members, direction], ['Distribution group', 2, 'object-to-cloud']);
    const telling = findings.filter(({ level }) => level !== 'pass');
    assert.ok(telling.length > 3);
    for (const { code, remedy } of telling) assert.notEqual(remedy, null, code);
  });

  it('whose members cannot be read has an unknown number of them, never none', async () => {
    const world = withObjects(redis);
    const away = new DirectoryError('directory_unavailable', 'The directory is away.');
    const failing = { ...world, directory: { ...world.directory, membersOf: () => Promise.reject(away) } };
    const { report } = replied(
      await runCommand(contextOf(failing, ANNA), 'check', { mailbox: 'Plant News' }),
      'object',
    );
    assert.equal(report.members, null);
    assert.equal(report.findings.find(({ code }) => code === 'group_members_unknown')?.level, 'unknown');
  });

  it('of the same name as a mailbox or another object is a choice, never a guess', async () => {
    const twin = { ...PARTNER, objectId: '6e000000-0000-4000-9000-000000000009', displayName: 'Plant News' };
    const world = withObjects(redis, twin);
    const { choices } = replied(await run(world, 'check', { mailbox: 'Plant News' }), 'choices');
    assert.deepEqual(
      choices.map(({ type }) => type),
      ['Distribution group', 'Contact'],
    );
    const other = withObjects(redis);
    other.exchange.put(mailboxOf('Plant News'));
    const both = replied(await run(other, 'request', { mailbox: 'plant news' }), 'choices');
    assert.deepEqual(
      both.choices.map(({ type }) => type),
      ['UserMailbox', 'Distribution group'],
    );
  });

  it('is not looked for where a mailbox has exactly that name: a mailbox stays a mailbox', async () => {
    const world = withObjects(redis, { ...PLANT_NEWS, displayName: 'alice.meyer' });
    assert.equal(codeOf(await run(world, 'check', { mailbox: 'alice.meyer' })), 'answered mailbox');
    assert.equal(
      world.directory.calls.some(({ method }) => method === 'findObjects'),
      false,
    );
  });

  it('that the directory could not be asked for is no "not found"', async () => {
    const world = withObjects(redis);
    world.directory.failNext('directory_unavailable');
    await assert.rejects(run(world, 'check', { mailbox: 'plant.news@contoso.com' }), { code: 'directory_unavailable' });
  });

  it('that may not be looked for leaves misspelt mailboxes their suggestions', async () => {
    const world = withObjects(redis);
    world.directory.failNext('directory_permission');
    const { nearest, choices } = replied(await run(world, 'check', { mailbox: 'alcie.meyer@contoso.com' }), 'choices');
    assert.deepEqual([nearest, choices.map(({ objectId }) => objectId)], [true, [ALICE_ID]]);
  });

  it('whose authority cannot be read is unknown, and nothing is asked for on a guess', async () => {
    const world = withObjects(redis);
    world.directory.hideObjectAuthority();
    const { standing, next } = await checked(world, { mailbox: 'Plant News' });
    assert.deepEqual([standing, next], ['unknown', ['history']]);
    const result = await run(world, 'request', { mailbox: 'Plant News' });
    assert.match(result.ok ? '' : refusalSentence(result), /could not be read, and nothing is done on a guess/);
  });

  it('has its history by name too', async () => {
    const world = withObjects(redis);
    await carriedOutInProcess(world, { action: 'object-to-cloud', kind: 'group', objectId: PLANT_NEWS.objectId });
    const { title, total } = replied(await run(world, 'history', { mailbox: 'Plant News' }), 'requests');
    assert.deepEqual([title, total], ['History of plant.news@contoso.com', 1]);
  });
});

describe('A button on a whole object', () => {
  it('carries an id alone: what it is the id of is looked up when it is pressed', async () => {
    const world = withObjects(redis);
    const { objectId } = PLANT_NEWS;
    const { id } = await carriedOutInProcess(world, { action: 'object-to-cloud', kind: 'group', objectId });
    assert.equal((await world.store.get(id))?.state, 'done');
    const group = { ...PLANT_NEWS, isSynced: false };
    world.directory.setMembers(objectId, []);
    world.directory.putObject(group);
    await run(world, 'rollback', { mailbox: objectId });
    const record = await newest(world);
    assert.deepEqual([record?.action, record?.subject.kind], ['object-to-on-premises', 'group']);
  });

  it('of an id that nobody has any more is not found', async () => {
    const world = withObjects(redis);
    const gone = '6e000000-0000-4000-9000-0000000000ff';
    for (const verb of ['check', 'request', 'rollback'])
      assert.equal(codeOf(await run(world, verb, { mailbox: gone })), 'mailbox_not_found');
    assert.equal(codeOf(await run(world, 'check', { mailbox: gone, whole: true })), 'object_not_found');
  });

  it('takes nothing else for "whole" than what a button of ours has', async () => {
    const world = withObjects(redis);
    for (const whole of [false, 1, { kind: 'group' }, null])
      assert.equal(codeOf(await run(world, 'request', { mailbox: ALICE_ID, whole })), 'unclear_line');
  });
});

describe('A whole user', () => {
  it('is meant only with --whole, wherever the name stands', async () => {
    for (const raw of [
      { mailbox: 'alice.meyer@contoso.com', whole: '' },
      { whole: 'alice.meyer@contoso.com' },
      { mailbox: ALICE_ID, whole: true },
      { mailbox: 'alice.meyer', whole: 'true' },
    ]) {
      const world = withObjects(redis);
      await run(world, 'request', raw);
      const record = await newest(world);
      assert.deepEqual(
        [record?.action, record?.subject.kind, record?.subject.objectId],
        ['object-to-cloud', 'user', ALICE_ID],
      );
    }
  });

  it('without it stays a mailbox', async () => {
    const world = withObjects(redis);
    await run(world, 'request', { mailbox: 'alice.meyer@contoso.com' });
    assert.deepEqual([(await newest(world))?.action, (await newest(world))?.subject.kind], ['to-cloud', 'mailbox']);
  });

  it('who was mentioned can be meant as a whole', async () => {
    const world = withObjects(redis);
    const hints = { addresses: [], people: [ALICE_ID] };
    await runCommand(anna(world, { hints }), 'request', { whole: '' });
    assert.equal((await newest(world))?.action, 'object-to-cloud');
  });

  it('of several mailboxes that fit is a choice that keeps the wish', async () => {
    const world = withObjects(redis);
    for (const name of ['Sales East', 'Sales West']) {
      world.exchange.put(mailboxOf(name, { attributes: { Alias: 'sales' } }));
    }
    const reply = replied(await run(world, 'rollback', { mailbox: 'sales', whole: '' }), 'choices');
    assert.equal(reply.whole, true);
  });

  it('edge 26: is asked for with the warning that the flag of a cloud-managed mailbox is cleared', async () => {
    const world = withObjects(redis);
    world.exchange.put({ ...ALICE, isExchangeCloudManaged: true });
    await run(world, 'request', { mailbox: ALICE_ID, whole: true });
    const codes = (await newest(world))?.findings.map(({ code }) => code) ?? [];
    assert.ok(codes.includes('mailbox_flag_cleared'), codes.join());
  });

  it('edges 26, 27 and 34: is asked back with the hard-match block, the re-import and the sync rules in view', async () => {
    const world = withObjects(redis);
    await carriedOutInProcess(world, { action: 'object-to-cloud', kind: 'user', objectId: ALICE_ID });
    await run(world, 'rollback', { mailbox: ALICE_ID, whole: true });
    const codes = (await newest(world))?.findings.map(({ code }) => code) ?? [];
    for (const code of ['hard_match_unknown', 'mailbox_reimported', 'sync_rules_unknown'])
      assert.ok(codes.includes(code), code);
  });

  it('edge 2: without a mailbox in Exchange Online is not taken for a mailbox, and how to mean the user is said', async () => {
    const world = withObjects(redis);
    world.exchange.tenant.recipients = [remoAt(null)];
    for (const mailbox of ['remo@contoso.com', REMO_USER.objectId]) {
      const refused = await run(world, 'request', { mailbox });
      assert.equal(codeOf(refused), 'user_needs_whole');
      assert.match(refused.ok ? '' : refusalSentence(refused), /"request remo@contoso\.com --whole"/);
      assert.equal((await checked(world, { mailbox })).object.kind, 'user');
    }
    await run(world, 'request', { mailbox: 'remo@contoso.com', whole: '' });
    assert.equal((await newest(world))?.subject.objectId, REMO_USER.objectId);
  });

  it('edge 2: whose mailbox is still on-premises is refused as a whole too', async () => {
    const world = withObjects(redis);
    world.exchange.tenant.recipients = [remoAt('0a52c3d1-6f0e-4a3e-8a77-b1c2d3e4f599')];
    const refused = await run(world, 'request', { mailbox: 'remo@contoso.com', whole: '' });
    assert.match(refused.ok ? '' : refusalSentence(refused), /still on-premises.*Move the mailbox to Exchange Online/);
    assert.equal(await newest(world), undefined);
  });

  const remoAt = (exchangeGuid: string | null) => ({
    objectId: REMO_USER.objectId,
    name: 'remo',
    displayName: REMO_USER.displayName,
    primaryAddress: 'remo@contoso.com',
    type: 'MailUser',
    isDirSynced: true,
    exchangeGuid,
    archiveGuid: null,
  });
});

describe('What was handed back', () => {
  for (const object of [PLANT_NEWS, PARTNER, ALICE_USER]) {
    it(`edge 28: a ${object.kind} waits for the next directory sync, and only our own ledger remembers`, async () => {
      const world = withObjects(redis);
      const { id } = await handedBackInProcess(world, object);
      const whole = object.kind === 'user' ? { whole: true } : {};
      const waiting = await checked(world, { mailbox: object.objectId, ...whole });
      assert.deepEqual([waiting.standing, waiting.handedBack?.request, waiting.next], ['waiting', id, ['history']]);
      assert.equal(waiting.handedBack?.isOverdue, false);
      for (const verb of ['request', 'rollback']) {
        const refused = await run(world, verb, { mailbox: object.objectId, ...whole });
        assert.deepEqual(refused.ok || [refused.code, refused.detail.id], ['object_waits', id]);
      }
      const hardMatchAllowed = true;
      assert.equal(
        (await synced(world, (await world.store.get(id)) ?? assert.fail(), { hardMatchAllowed })).state,
        'done',
      );
      const back = await checked(world, { mailbox: object.objectId, ...whole });
      assert.deepEqual([back.standing, back.handedBack], ['synced', null]);
    });
  }

  it('edge 27: a user whom no sync takes over is told as such, with the hard-match block', async () => {
    const world = withObjects(redis);
    const record = await handedBackInProcess(world, ALICE_USER);
    assert.equal((await synced(world, record)).state, 'reverted');
    const { standing, handedBack, findings } = await checked(world, { mailbox: ALICE_ID, whole: true });
    assert.deepEqual([standing, handedBack?.isOverdue], ['waiting', true]);
    assert.match(findings[0]?.remedy ?? '', /hard-match block/);
  });

  it('edge 28: whose mailbox is looked at is not called cloud-only', async () => {
    const world = withObjects(redis);
    const { id } = await handedBackInProcess(world, ALICE_USER);
    world.exchange.put({ ...ALICE, isDirSynced: false });
    const { report } = replied(await run(world, 'check', { mailbox: ALICE_ID }), 'mailbox');
    assert.deepEqual([report.authority, report.findings[0]?.code], ['cloud-object', 'object_waiting']);
    assert.match(report.findings[0]?.sentence ?? '', new RegExp(id));
  });

  it('edge 25: a mailbox whose whole user is in the cloud is shown as such, and the user with its way back', async () => {
    const world = withObjects(redis);
    await carriedOutInProcess(world, { action: 'object-to-cloud', kind: 'user', objectId: ALICE_ID });
    world.exchange.put({ ...ALICE, isDirSynced: false });
    const mailbox = replied(await run(world, 'check', { mailbox: ALICE_ID }), 'mailbox').report;
    assert.equal(mailbox.authority, 'cloud-object');
    const { standing, next } = await checked(world, { mailbox: ALICE_ID, whole: true });
    assert.deepEqual([standing, next], ['cloud', ['rollback', 'history']]);
  });

  it('by somebody else leaves a contact undecided, and says that Steward did not do it', async () => {
    const world = withObjects(redis, { ...PARTNER, isSynced: false });
    assert.equal((await checked(world, { mailbox: PARTNER.objectId })).standing, 'not-synced');
    const group = withObjects(redis, { ...PLANT_NEWS, isSynced: false });
    const seen = await checked(group, { mailbox: PLANT_NEWS.objectId });
    assert.deepEqual([seen.standing, seen.handedBack], ['waiting', null]);
  });
});

describe('edge 29: a group with members that would be lost', () => {
  it('is not handed back, and they are named with where to remove them', async () => {
    const world = withObjects(redis);
    const { objectId } = PLANT_NEWS;
    const guest = { ...ALICE_USER, objectId: '6e000000-0000-4000-9000-000000000010', isSynced: false };
    world.directory.putObject({ ...guest, displayName: 'Carol Cloud' });
    await carriedOutInProcess(world, { action: 'object-to-cloud', kind: 'group', objectId });
    world.directory.setMembers(objectId, [ALICE_ID, guest.objectId]);
    const refused = await run(world, 'rollback', { mailbox: 'plant.news@contoso.com' });
    assert.equal(codeOf(refused), 'object_blocked');
    assert.match(refused.ok ? '' : refusalSentence(refused), /Carol Cloud.*in Exchange Online/);
    assert.deepEqual((await checked(world, { mailbox: objectId })).next, ['history']);
  });
});

describe('edge 30: a group that holds synced groups', () => {
  it('moves alone, and the request says which do not move along', async () => {
    const inner = { ...PLANT_NEWS, objectId: '6e000000-0000-4000-9000-000000000011', displayName: 'Shift Leads' };
    const world = withObjects(redis, { ...inner, name: 'shift@contoso.com', mail: 'shift@contoso.com' });
    world.directory.setMembers(PLANT_NEWS.objectId, [inner.objectId]);
    await run(world, 'request', { mailbox: PLANT_NEWS.objectId });
    const nested = (await newest(world))?.findings.find(({ code }) => code === 'group_nested');
    assert.match(nested?.sentence ?? '', /Shift Leads/);
  });
});

describe('Who may', () => {
  it('ask is a requester; a viewer sees the object and no buttons but its history', async () => {
    const world = withObjects(redis);
    const viewer = contextOf(world, BEN, { holds: ['viewer'] });
    const { report } = replied(await runCommand(viewer, 'check', { mailbox: 'Plant News' }), 'object');
    assert.deepEqual(report.next, ['history']);
  });
});
