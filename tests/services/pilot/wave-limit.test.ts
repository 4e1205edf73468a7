import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { abandonPilot, pilotOf, signOffPilot, startPilot } from '../../../services/pilot/pilot.ts';
import { mayHandOver, waveCount } from '../../../services/pilot/wave-limit.ts';
import { draftRequest } from '../../../services/request/draft.ts';
import { asked, confirmed, happens, type InProcess, inProcess, mailboxOf } from '../../support/in-process.ts';
import { ANNA, BEN, CLEO } from '../../support/lived-request.ts';
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

const NAMES = ['Ada One', 'Bea Two', 'Cid Three', 'Dan Four', 'Eva Five', 'Fay Six'] as const;
const MAILBOXES = NAMES.map((name) => mailboxOf(name));
const id = (index: number): string => MAILBOXES[index]?.objectId ?? '';

function limited(limit: number | null): InProcess {
  const world = inProcess(redis, { mailboxes: MAILBOXES });
  return { ...world, settings: { ...world.settings, pilotWaveLimit: limit } };
}

const code = async (
  world: InProcess,
  index: number,
  change: { readonly breakGlass?: boolean } = {},
): Promise<string> => {
  const drafted = await draftRequest(world, {
    ...{ action: 'to-cloud', objectId: id(index), requester: ANNA, reason: 'x', conversation: 'c', ...change },
  });
  return drafted.ok ? 'drafted' : drafted.code;
};

const cohortOf = (index: number) => [{ objectId: id(index), name: 'a', displayName: 'A' }];

describe('Whether one more mailbox may be handed over', () => {
  it('depends on the limit until a pilot is signed off', () => {
    const signedOff = { at: '2026-11-22T08:00:00.000Z', by: BEN, reason: 'went well' };
    assert.equal(mayHandOver({ count: 19, limit: 20 }, undefined), true);
    assert.equal(mayHandOver({ count: 20, limit: 20 }, undefined), false);
    assert.equal(mayHandOver({ count: 20, limit: 20 }, { signedOff: null }), false);
    assert.equal(mayHandOver({ count: 20, limit: 20 }, { signedOff }), true);
    assert.equal(mayHandOver({ count: 1_000_000, limit: null }, undefined), true);
    assert.equal(mayHandOver({ count: 0, limit: 0 }, undefined), false);
  });
});

describe('Before a pilot is signed off', () => {
  it('the request that would make a wave is refused, and nothing is drafted', async () => {
    const world = limited(2);
    assert.deepEqual(
      [await code(world, 0), await code(world, 1), await code(world, 2)],
      [...['drafted', 'drafted', 'pilot_first']],
    );
    assert.equal((await world.store.open(10)).total, 2);
  });

  it('requests that came to nothing do not count, and the same mailbox counts once', async () => {
    const world = limited(1);
    const first = await asked(world, { objectId: id(0) });
    assert.equal(await code(world, 1), 'pilot_first');
    await happens(world, first.id, { kind: 'cancel', by: ANNA, shown: null });
    assert.equal(await waveCount(world, []), 0);
    const again = await asked(world, { objectId: id(0) });
    await confirmed(world, again.id);
    await happens(world, again.id, { kind: 'deny', by: BEN, reason: 'no', shown: null });
    assert.equal(await code(world, 1), 'drafted');
    assert.equal(await code(world, 2), 'pilot_first');
  });

  it('counts 24 hours back and no further', async () => {
    const world = limited(1);
    const { id: request } = await asked(world, { objectId: id(0) });
    await confirmed(world, request);
    world.clock.advance(24 * 3_600_000);
    assert.equal(await code(world, 1), 'pilot_first');
    world.clock.advance(1);
    assert.equal(await code(world, 1), 'drafted');
  });

  it('the cohort may always go, and does not count', async () => {
    const world = limited(1);
    await startPilot(world, { cohort: cohortOf(0), by: ANNA });
    assert.equal(await code(world, 0), 'drafted');
    assert.equal(await code(world, 1), 'drafted');
    assert.equal(await code(world, 2), 'pilot_first');
  });

  it('rollbacks and emergencies are never refused for it, though an emergency counts', async () => {
    const world = limited(0);
    assert.equal(await code(world, 0), 'pilot_first');
    assert.equal(await code(world, 0, { breakGlass: true }), 'drafted');
    assert.equal(await waveCount(world, []), 1);
    world.exchange.put({ ...mailboxOf('Ada One'), objectId: id(1), isExchangeCloudManaged: true });
    const back = await draftRequest(world, {
      ...{ action: 'to-on-premises', objectId: id(1), requester: ANNA, reason: null, conversation: 'c' },
    });
    assert.ok(back.ok);
  });

  it('a limit that is off is not even asked for', async () => {
    const world = limited(null);
    for (const [index] of MAILBOXES.entries()) assert.equal(await code(world, index), 'drafted');
  });
});

describe('A signed-off pilot', () => {
  it('lifts the limit until it is abandoned; all three are audited with their reasons and mailboxes', async () => {
    const world = limited(0);
    const pilot = await startPilot(world, { cohort: cohortOf(0), by: ANNA });
    assert.deepEqual(await pilotOf(world.store), pilot);
    await signOffPilot(world, { pilot, by: BEN, reason: 'went well', evidence: ['AAAA-11', 'BBBB-22'] });
    assert.equal(await code(world, 1), 'drafted');
    await abandonPilot(world, CLEO);
    assert.equal(await pilotOf(world.store), undefined);
    assert.equal(await code(world, 2), 'pilot_first');
    const rows = await redis.xrange(`{steward:${world.tenant}}:audit`, '-', '+');
    const entries = rows.map(([, fields]) => JSON.parse(fields[1] ?? ''));
    const kept = entries.filter(({ kind }) => kind.startsWith('pilot_'));
    assert.deepEqual(
      kept.map(({ kind, actor }) => [kind, actor]),
      [
        ['pilot_started', ANNA.objectId],
        ['pilot_signed_off', BEN.objectId],
        ['pilot_abandoned', CLEO.objectId],
      ],
    );
    assert.deepEqual(kept[0].facts, { mailboxes: id(0) });
    assert.deepEqual(kept[1].facts, { reason: 'went well', requests: 'AAAA-11 BBBB-22' });
  });
});
