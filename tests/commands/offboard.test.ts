import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { OffboardReport } from '../../services/offboard/offboard-report.ts';
import { ALICE, ALICE_ID, contextOf, type InProcess, mailboxOf } from '../support/in-process.ts';
import { ANNA } from '../support/lived-request.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import {
  ALICE_USER,
  carriedOutInProcess,
  codeOf,
  handedBackInProcess,
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

async function shown(world: InProcess, mailbox = ALICE_ID): Promise<OffboardReport> {
  return replied(await runCommand(contextOf(world, ANNA), 'offboard', { mailbox }), 'offboard').report;
}
const stateOf = ({ steps }: OffboardReport, code: string): string | undefined =>
  steps.find((step) => step.code === code)?.state;

describe('offboard', () => {
  it('edge 21: of a cloud-managed mailbox asks for the rollback first, and has the button for it', async () => {
    const world = withObjects(redis);
    await carriedOutInProcess(world, { action: 'to-cloud' });
    const report = await shown(world, 'alice.meyer@contoso.com');
    assert.deepEqual([stateOf(report, 'flag_true'), stateOf(report, 'synced_since')], ['open', 'open']);
    assert.deepEqual(report.next, ['rollback', 'carry', 'offboard']);
    await runCommand(contextOf(world, ANNA), 'rollback', { mailbox: report.mailbox.objectId });
    const asked = await shown(world);
    assert.equal(asked.openRequest?.action, 'to-on-premises');
    assert.deepEqual(asked.next, ['offboard']);
  });

  it('edge 21: waits for the sync after the rollback, and is done once it has been', async () => {
    const world = withObjects(redis);
    await carriedOutInProcess(world, { action: 'to-cloud' });
    world.clock.advance(60_000);
    const record = await carriedOutInProcess(world, { action: 'to-on-premises' });
    const before = await shown(world);
    assert.deepEqual([stateOf(before, 'flag_false'), stateOf(before, 'synced_since')], ['done', 'open']);
    await synced(world, record);
    const after = await shown(world);
    assert.equal(stateOf(after, 'synced_since'), 'done');
    assert.equal(
      after.steps.some(({ state }) => state === 'open'),
      false,
    );
    assert.deepEqual(after.next, ['offboard']);
  });

  it('edge 22: shows a move that is under way, and one that could not be asked for as unknown', async () => {
    const world = withObjects(redis);
    world.exchange.tenant.moves.set(ALICE_ID, [{ kind: 'migration-user', status: 'Synced' }]);
    assert.equal(stateOf(await shown(world), 'move_pending'), 'open');
    world.exchange.failNext('permission', { method: 'movesOf' });
    assert.equal(stateOf(await shown(world), 'moves_unknown'), 'unknown');
  });

  it('edge 23: points out a litigation hold and an archive, whichever side is the authority', async () => {
    for (const isExchangeCloudManaged of [true, false]) {
      const world = withObjects(redis);
      const attributes = { ...ALICE.attributes, LitigationHoldEnabled: true, ArchiveGuid: ALICE.exchangeGuid };
      world.exchange.put({ ...ALICE, isExchangeCloudManaged, attributes });
      const report = await shown(world);
      assert.deepEqual([stateOf(report, 'hold_unwritten'), stateOf(report, 'archive_unwritten')], ['open', 'open']);
    }
  });

  it('edge 24: gives the ExchangeGuid to compare, since nobody can read the one on-premises', async () => {
    const report = await shown(withObjects(redis));
    const step = report.steps.find(({ code }) => code === 'exchange_guid_on_premises');
    assert.equal(step?.state, 'unknown');
    assert.match(step?.sentence ?? '', new RegExp(String(ALICE.exchangeGuid)));
  });

  it('tells how much the rollback would lose, and the line that carries it over', async () => {
    const world = withObjects(redis);
    await carriedOutInProcess(world, { action: 'to-cloud' });
    assert.equal(stateOf(await shown(world), 'carry'), 'done');
    const cloud = { ...ALICE, isExchangeCloudManaged: true };
    world.exchange.put({ ...cloud, attributes: { ...ALICE.attributes, MailTip: 'only in the cloud' } });
    const step = (await shown(world)).steps.find(({ code }) => code === 'carry');
    assert.match(step?.sentence ?? '', /would lose 1 value that only the cloud has/);
    assert.equal(step?.line, 'carry alice.meyer@contoso.com');
    const unseen = withObjects(redis);
    unseen.exchange.put(cloud);
    assert.equal(stateOf(await shown(unseen), 'carry'), 'unknown');
  });

  it('edge 28: of a user who was handed back as a whole says that the sync is still to come', async () => {
    const world = withObjects(redis);
    await carriedOutInProcess(world, { action: 'object-to-cloud', kind: 'user', objectId: ALICE_ID });
    world.exchange.put({ ...ALICE, isDirSynced: false });
    const moved = await shown(world);
    assert.deepEqual([stateOf(moved, 'whole_object'), moved.next], ['open', ['rollback-whole', 'offboard']]);
    const other = withObjects(redis);
    await handedBackInProcess(other, ALICE_USER);
    other.exchange.put({ ...ALICE, isDirSynced: false });
    assert.equal(stateOf(await shown(other), 'object_waiting'), 'open');
  });

  it('with a directory that does not answer is unknown where that decides, never done', async () => {
    const world = withObjects(redis);
    world.directory.failNext('directory_unavailable', 10);
    const report = await shown(world);
    assert.deepEqual([stateOf(report, 'synced_since'), stateOf(report, 'sync_unknown')], ['unknown', 'unknown']);
  });

  it('changes nothing', async () => {
    const world = withObjects(redis);
    await shown(world);
    const written = ['setCloudManaged', 'edit', 'setCloudManagedByDefault'];
    assert.equal(
      world.exchange.calls.some(({ method }) => written.includes(method)),
      false,
    );
    assert.equal((await world.store.open(1)).total, 0);
  });

  it('of several that fit is a choice, and of none is not found', async () => {
    const world = withObjects(redis);
    for (const name of ['Sales East', 'Sales West']) {
      world.exchange.put(mailboxOf(name, { attributes: { Alias: 'sales' } }));
    }
    const result = await runCommand(contextOf(world, ANNA), 'offboard', { mailbox: 'sales' });
    assert.equal(replied(result, 'choices').verb, 'offboard');
    const none = await runCommand(contextOf(world, ANNA), 'offboard', { mailbox: 'zz.nobody@contoso.com' });
    assert.equal(codeOf(none), 'mailbox_not_found');
  });
});
