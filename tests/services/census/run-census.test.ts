import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Redis } from 'ioredis';
import { type CensusStore, openCensusStore } from '../../../services/census/census-store.ts';
import type { CensusSummary } from '../../../services/census/census-summary.ts';
import { type CensusNeeds, type CensusWatch, runCensus } from '../../../services/census/run-census.ts';
import type { Mailbox } from '../../../services/mailbox/mailbox.ts';
import { censusDraftKey, censusRowsKey } from '../../../services/store/keys.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { testClock } from '../../support/test-clock.ts';
import { syntheticMailbox, syntheticPages } from './synthetic-mailboxes.ts';

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

const NOBODY: CensusWatch = { page: async () => undefined, moved: async () => undefined, suspects: () => 0 };

type Tenant = CensusNeeds & { readonly id: string; readonly census: CensusStore };

function tenantWith(mailboxes: CensusNeeds['mailboxes'], change: Partial<CensusNeeds> = {}): Tenant {
  const id = randomUUID();
  const census = openCensusStore(redis, id);
  return { id, mailboxes, census, clock: testClock(), unit: 'domain', watch: NOBODY, ...change };
}

const take = (tenant: Tenant, mailboxes: CensusNeeds['mailboxes']): Promise<CensusSummary> =>
  runCensus({ ...tenant, mailboxes });

describe('A census', () => {
  it('counts 20,000 mailboxes by authority, type and unit', async () => {
    const tenant = tenantWith(() => syntheticPages(20_000));
    const summary = await runCensus(tenant);
    // Every fifth is not synced; of the others every third is cloud-managed.
    assert.deepEqual(summary.counts, { cloud: 5_333, 'on-premises': 10_667, 'not-synced': 4_000, unknown: 0 });
    assert.equal(summary.total, 20_000);
    const byType = summary.byType.map(({ name, counts }) => [name, counts.cloud + counts['on-premises']]);
    assert.deepEqual(byType, [
      ['UserMailbox', 8_000],
      ['SharedMailbox', 4_000],
      ['RoomMailbox', 4_000],
    ]);
    assert.deepEqual(
      summary.byUnit.map(({ name }) => name),
      ['contoso.com', 'emea.contoso.com', 'fabrikam.com'],
    );
    // 0, 3, 6 …: the first domain holds the cloud-managed ones.
    assert.equal(summary.byUnit[0]?.counts.cloud, 5_333);
    assert.equal(summary.comparison, null);
    assert.deepEqual(await tenant.census.history(5), [summary]);
  });

  it('has one digest for the same mailboxes, whatever the pages and their order', async () => {
    const tenant = tenantWith(() => syntheticPages(0));
    const inOrder = await take(tenant, () => syntheticPages(3_000));
    const backwards = await take(tenant, async function* () {
      const pages: (readonly Mailbox[])[] = [];
      for await (const page of syntheticPages(3_000, { size: 700 })) pages.unshift([...page].reverse());
      yield* pages;
    });
    const other = await take(tenant, () =>
      syntheticPages(3_000, {
        change: (mailbox, index) =>
          index === 1_234 ? { ...mailbox, attributes: { ...mailbox.attributes, MailTip: 'Gone fishing' } } : mailbox,
      }),
    );
    assert.equal(backwards.digest, inOrder.digest);
    assert.deepEqual(backwards.comparison, { appeared: 0, gone: 0, changed: 0, toCloud: 0, toOnPremises: 0 });
    assert.notEqual(other.digest, inOrder.digest);
    assert.equal(other.comparison?.changed, 1);
  });

  it('compares with the census before, and tells which mailboxes moved to the cloud', async () => {
    const moved: string[] = [];
    const watch: CensusWatch = { ...NOBODY, moved: async (ids) => void moved.push(...ids) };
    const tenant = tenantWith(() => syntheticPages(2_000), { watch });
    await runCensus(tenant);
    const summary = await take(tenant, async function* () {
      yield* syntheticPages(2_000, {
        change: (mailbox, index) => {
          if (index < 10) return undefined;
          if (index === 11) return { ...mailbox, isExchangeCloudManaged: true };
          if (index === 12) return { ...mailbox, isExchangeCloudManaged: false };
          return mailbox;
        },
      });
      yield [syntheticMailbox(5_000), syntheticMailbox(5_001, { isExchangeCloudManaged: true })];
    });
    assert.deepEqual(summary.comparison, { appeared: 2, gone: 10, changed: 2, toCloud: 1, toOnPremises: 1 });
    assert.deepEqual(moved, [syntheticMailbox(11).objectId], 'a new mailbox that begins in the cloud has not moved');
  });

  it('counts a mailbox that two pages list once, as the later one has it', async () => {
    const tenant = tenantWith(async function* () {
      yield [syntheticMailbox(1, { isDirSynced: true, isExchangeCloudManaged: false }), syntheticMailbox(2)];
      yield [syntheticMailbox(1, { isDirSynced: true, isExchangeCloudManaged: true })];
    });
    const { total, counts } = await runCensus(tenant);
    assert.equal(total, 2);
    assert.equal(counts.cloud, 1);
  });

  it('counts a flag that Exchange did not tell as unknown, and a unit that is not set as none', async () => {
    const tenant = tenantWith(
      async function* () {
        yield [
          syntheticMailbox(1, { isDirSynced: null }),
          syntheticMailbox(2, { isExchangeCloudManaged: null, attributes: {} }),
        ];
      },
      { unit: 'CustomAttribute1' },
    );
    const { counts, byUnit } = await runCensus(tenant);
    assert.equal(counts.unknown, 2);
    assert.deepEqual(byUnit.map(({ name }) => name).sort(), ['Unit 1', null]);
  });

  it('measures no unit by what is on-premises and of a type that cannot change hands', async () => {
    const onPremises = { isDirSynced: true, isExchangeCloudManaged: false };
    const types = ['UserMailbox', 'LinkedMailbox', 'LinkedMailbox'];
    const tenant = tenantWith(async function* () {
      yield types.map((type, index) => syntheticMailbox(index, { ...onPremises, type }));
    });
    const { byUnit, byType, counts } = await runCensus(tenant);
    const units = byUnit.reduce((sum, unit) => sum + unit.counts['on-premises'], 0);
    assert.deepEqual([units, byType.length, counts['on-premises']], [1, 2, 3]);
  });

  it('names fifty units and counts the others together', async () => {
    const tenant = tenantWith(
      () =>
        syntheticPages(200, {
          change: (mailbox, index) => ({ ...mailbox, attributes: { CustomAttribute3: `Unit ${index}` } }),
        }),
      { unit: 'CustomAttribute3' },
    );
    const { byUnit, otherUnits, total } = await runCensus(tenant);
    const others = Object.values(otherUnits).reduce((sum, count) => sum + count, 0);
    assert.deepEqual([byUnit.length, others, total], [50, 150, 200]);
  });

  it('of an empty tenant is a census too', async () => {
    const { total, byType } = await runCensus(tenantWith(() => syntheticPages(0)));
    assert.deepEqual([total, byType], [0, []]);
  });
});

describe('A census holds a bounded part of what it reads', () => {
  it('and is never more than one page ahead of what it has worked through', async () => {
    let handed = 0;
    let worked = 0;
    const ahead: number[] = [];
    const watch: CensusWatch = {
      ...NOBODY,
      page: async () => {
        worked += 1;
      },
    };
    await runCensus(
      tenantWith(
        async function* () {
          for await (const page of syntheticPages(2_000, { size: 100 })) {
            handed += 1;
            ahead.push(handed - worked);
            yield page;
          }
        },
        { watch },
      ),
    );
    assert.equal(worked, 20);
    assert.ok(Math.max(...ahead) <= 2, `pages not worked through: ${ahead.join(' ')}`);
  });

  it('and lets go of pages: at most three are alive at any time', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const pages: WeakRef<readonly Mailbox[]>[] = [];
    const alive: number[] = [];
    const watch: CensusWatch = {
      ...NOBODY,
      page: async () => {
        // Weak references hold their target until the present turn of the event loop is over.
        await new Promise((resolve) => setImmediate(resolve));
        collect();
        alive.push(pages.filter((page) => page.deref() !== undefined).length);
      },
    };
    await runCensus(
      tenantWith(
        async function* () {
          for await (const page of syntheticPages(1_500, { size: 50 })) {
            pages.push(new WeakRef(page));
            yield page;
          }
        },
        { watch },
      ),
    );
    assert.equal(alive.length, 30);
    assert.ok(Math.max(...alive) <= 3, `pages alive: ${alive.join(' ')}`);
  });

  it('and leaves 32 bytes of each mailbox in Redis, of the last census only', async () => {
    const tenant = tenantWith(() => syntheticPages(1_000));
    const first = await runCensus(tenant);
    const second = await runCensus(tenant);
    const rows = await redis.hvalsBuffer(censusRowsKey(tenant.id, second.run));
    assert.equal(
      rows.reduce((sum, row) => sum + row.length, 0),
      32_000,
    );
    assert.equal(await redis.exists(censusRowsKey(tenant.id, first.run)), 0);
    const keys = await redis.keys(`*${tenant.id}*`);
    assert.equal(keys.filter((key) => key.includes('draft')).length, 0);
  });
});

describe('A census that is broken off', () => {
  async function* cutShort(): AsyncGenerator<readonly Mailbox[]> {
    yield* syntheticPages(2_000);
    throw new Error('the result was cut short');
  }

  it('leaves no summary and does not disturb the last whole one', async () => {
    const tenant = tenantWith(() => syntheticPages(3_000));
    const whole = await runCensus(tenant);
    await assert.rejects(take(tenant, cutShort), /cut short/);
    assert.deepEqual(await tenant.census.history(5), [whole]);
    const again = await runCensus(tenant);
    assert.deepEqual(again.comparison, { appeared: 0, gone: 0, changed: 0, toCloud: 0, toOnPremises: 0 });
    assert.equal(again.digest, whole.digest);
  });

  it('leaves rows that go by themselves', async () => {
    const tenant = tenantWith(cutShort);
    await assert.rejects(runCensus({ ...tenant, mailboxes: () => stopAfterWriting() }), /killed/);
    const keys = (await redis.keys(`*${tenant.id}*`)).filter((key) => key.includes('draft'));
    assert.ok(keys.length > 0, 'something was written before it broke off');
    for (const key of keys) assert.ok((await redis.ttl(key)) > 0, key);
    const { running } = await tenant.census.state(tenant.clock.now());
    assert.ok(running && (await redis.exists(censusDraftKey(tenant.id, running.run, 0))) === 1);

    async function* stopAfterWriting(): AsyncGenerator<readonly Mailbox[]> {
      yield* syntheticPages(20_000, { size: 4_000 });
      throw new Error('killed');
    }
  });

  it('by its signal while it counts leaves no summary either', async () => {
    const stopping = new AbortController();
    const tenant = tenantWith(async function* () {
      yield* syntheticPages(100);
      stopping.abort();
    });
    await assert.rejects(runCensus(tenant, stopping.signal));
    assert.deepEqual(await tenant.census.history(1), []);
  });
});
