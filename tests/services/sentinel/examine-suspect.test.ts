import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { archiveSnapshot } from '../../../services/archive/snapshot-archive.ts';
import { auditEntrySchema } from '../../../services/audit/entry.ts';
import type { Mailbox } from '../../../services/mailbox/mailbox.ts';
import { snapshotHash, takeSnapshot } from '../../../services/mailbox/snapshot.ts';
import { describeDivergence } from '../../../services/sentinel/describe-divergence.ts';
import type { Divergence } from '../../../services/sentinel/divergence.ts';
import { examineSuspect } from '../../../services/sentinel/examine-suspect.ts';
import { settleDivergence } from '../../../services/sentinel/settle-divergence.ts';
import { auditStreamKey } from '../../../services/store/keys.ts';
import {
  ALICE,
  ALICE_ID,
  approvedRequest,
  asked,
  confirmed,
  happens,
  type InProcess,
  inProcess,
} from '../../support/in-process.ts';
import { BEN, CLEO, eventOf } from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

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

const CLOUD: Mailbox = { ...ALICE, isExchangeCloudManaged: true };
const CHANGED: Mailbox = { ...CLOUD, attributes: { ...CLOUD.attributes, MailTip: 'Changed by a script' } };

/** Steward handed Alice's mailbox over, and it was read back like this. */
async function handedOver(mailbox: Mailbox = CLOUD): Promise<InProcess> {
  const world = inProcess(redis, { mailboxes: [mailbox] });
  const hash = await archiveSnapshot(world.archive, takeSnapshot(mailbox, world.clock.now()));
  const isCloudManaged = mailbox.isExchangeCloudManaged === true;
  await world.approved.set(ALICE_ID, { request: '7Q4K-2M', hash, isCloudManaged, at: world.clock.now().toISOString() });
  return world;
}

async function kindsWritten({ tenant }: InProcess): Promise<readonly string[]> {
  const rows = await redis.xrange(auditStreamKey(tenant), '-', '+');
  return rows.map(([, fields]) => auditEntrySchema.parse(JSON.parse(fields[1] ?? '')).kind);
}

async function foundBy(world: InProcess): Promise<Divergence> {
  const examined = await examineSuspect(world, ALICE_ID);
  assert.ok(examined.is === 'open', examined.is);
  return examined.divergence;
}

describe('A suspect', () => {
  it('that is as approved is let go', async () => {
    const world = await handedOver();
    assert.deepEqual(await examineSuspect(world, ALICE_ID), { is: 'fine' });
    assert.deepEqual(await kindsWritten(world), []);
  });

  it('with other values becomes a divergence once, with both snapshots and an audit entry', async () => {
    const world = await handedOver();
    world.exchange.put(CHANGED);
    const divergence = await foundBy(world);
    assert.equal(divergence.kind, 'values-changed');
    assert.equal(divergence.request, '7Q4K-2M');
    assert.equal(divergence.foundHash, snapshotHash(takeSnapshot(CHANGED, world.clock.now())));
    const { changes } = await describeDivergence(world.archive, divergence);
    assert.deepEqual(
      changes?.map(({ name }) => name),
      ['MailTip'],
    );
    assert.deepEqual(await examineSuspect(world, ALICE_ID), { is: 'known' });
    assert.deepEqual(await kindsWritten(world), ['divergence_found']);
  });

  it('that changes again is told of again, and stays one divergence', async () => {
    const world = await handedOver();
    world.exchange.put(CHANGED);
    await foundBy(world);
    world.exchange.put({ ...CLOUD, isExchangeCloudManaged: false });
    assert.equal((await foundBy(world)).kind, 'authority-flipped');
    assert.equal((await world.divergences.open(10)).total, 1);
  });

  it('that went back by itself closes its divergence', async () => {
    const world = await handedOver();
    world.exchange.put(CHANGED);
    await foundBy(world);
    world.exchange.put(CLOUD);
    assert.deepEqual(await examineSuspect(world, ALICE_ID), { is: 'closed' });
    assert.equal((await world.divergences.open(10)).total, 0);
    assert.deepEqual(await kindsWritten(world), ['divergence_found', 'divergence_over']);
  });

  it('that is gone closes its divergence too', async () => {
    const world = await handedOver();
    world.exchange.put(CHANGED);
    await foundBy(world);
    world.exchange.remove(ALICE_ID);
    assert.deepEqual(await examineSuspect(world, ALICE_ID), { is: 'closed' });
  });

  it('with a running request is left to that request', async () => {
    const world = await handedOver({ ...ALICE, isExchangeCloudManaged: false });
    const { id } = await approvedRequest(world);
    await happens(world, id, eventOf('start'));
    world.exchange.put(CLOUD);
    assert.deepEqual(await examineSuspect(world, ALICE_ID), { is: 'busy' });
    assert.equal((await world.divergences.open(10)).total, 0);
  });

  for (const state of ['drafted', 'pending', 'held', 'approved'] as const) {
    it(`with a request that is only ${state} is looked at all the same`, async () => {
      const world = await handedOver({ ...ALICE, isExchangeCloudManaged: false });
      const { id } = await (state === 'approved' ? approvedRequest(world) : asked(world));
      if (state === 'pending' || state === 'held') await confirmed(world, id);
      if (state === 'held') await happens(world, id, eventOf('hold'));
      assert.equal((await world.store.openFor(ALICE_ID))?.state, state);
      world.exchange.put(CLOUD);
      assert.equal((await foundBy(world)).kind, 'authority-flipped');
    });
  }

  it('that moved without Steward is one; where Steward keeps a baseline it was Steward', async () => {
    const world = inProcess(redis, { mailboxes: [CLOUD] });
    const divergence = await foundBy(world);
    assert.deepEqual([divergence.kind, divergence.approvedHash], ['moved-outside', null]);
    const ours = inProcess(redis, { mailboxes: [CLOUD] });
    const store = { openFor: ours.store.openFor, baselineOf: async () => 'a'.repeat(64) };
    assert.deepEqual(await examineSuspect({ ...ours, store }, ALICE_ID), { is: 'fine' });
  });

  it('whose flag cannot be read accuses nobody', async () => {
    const world = await handedOver();
    world.exchange.put({ ...CHANGED, isExchangeCloudManaged: null });
    assert.deepEqual(await examineSuspect(world, ALICE_ID), { is: 'fine' });
  });
});

describe('An approver', () => {
  it('adopts what was found: from then on it is what the sentinel compares with', async () => {
    const world = await handedOver();
    world.exchange.put(CHANGED);
    const divergence = await foundBy(world);
    assert.deepEqual(await settleDivergence(world, divergence, { by: BEN, what: 'adopt' }), { ok: true });
    const state = await world.approved.get(ALICE_ID);
    assert.deepEqual([state?.hash, state?.request], [divergence.foundHash, null]);
    assert.deepEqual(await examineSuspect(world, ALICE_ID), { is: 'fine' });
    assert.deepEqual(await kindsWritten(world), ['divergence_found', 'divergence_adopted']);
  });

  it('ignores it: the same is not told of again, something else is', async () => {
    const world = await handedOver();
    world.exchange.put(CHANGED);
    const divergence = await foundBy(world);
    const decision = { by: BEN, reason: 'vendor test', what: 'ignore' } as const;
    assert.deepEqual(await settleDivergence(world, divergence, decision), { ok: true });
    assert.deepEqual(await examineSuspect(world, ALICE_ID), { is: 'ignored' });
    world.exchange.put({ ...CHANGED, type: 'SharedMailbox' });
    assert.equal((await foundBy(world)).kind, 'values-changed');
  });

  it('decides on exactly what they saw: of two at once one wins, and an old card does nothing', async () => {
    const world = await handedOver();
    world.exchange.put(CHANGED);
    const divergence = await foundBy(world);
    const settled = await Promise.all(
      [BEN, CLEO].map((by) => settleDivergence(world, divergence, { by, what: 'adopt' })),
    );
    assert.deepEqual(settled.map(({ ok }) => ok).sort(), [false, true]);
    assert.deepEqual(await kindsWritten(world), ['divergence_found', 'divergence_adopted']);
    world.exchange.put(CLOUD);
    await foundBy(world);
    const late = await settleDivergence(world, divergence, { by: CLEO, what: 'adopt' });
    assert.equal(!late.ok && late.code, 'divergence_changed');
  });
});
