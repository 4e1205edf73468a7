import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { chainReader } from '../../services/audit/chain-reader.ts';
import { type AuditEntry, auditEntrySchema } from '../../services/audit/entry.ts';
import { verifyChain } from '../../services/audit/verify-chain.ts';
import type { Clock } from '../../services/clock.ts';
import { type Advanced, advance } from '../../services/request/advance.ts';
import type { RequestEvent } from '../../services/request/event.ts';
import { auditHeadKey, auditStreamKey } from '../../services/store/keys.ts';
import { openRequestStore, type RequestStore } from '../../services/store/request-store.ts';
import { asked, confirmed, type InProcess, inProcess } from '../support/in-process.ts';
import { ANNA, BEN, CLEO } from '../support/lived-request.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

const ROUNDS = 200;

/** What four processes want from one request in the same instant; the sweeper's clock says that its time is up. */
const WISHES: readonly RequestEvent[] = [
  { kind: 'approve', by: BEN, shown: null },
  { kind: 'deny', by: CLEO, reason: 'freeze', shown: null },
  { kind: 'cancel', by: ANNA, shown: null },
  { kind: 'expire' },
];
const TOLD: Readonly<Record<string, string>> = {
  approve: 'approved',
  deny: 'denied',
  cancel: 'cancelled',
  expire: 'expired',
};

const at = (milliseconds: number): Clock => ({ now: () => new Date(milliseconds), pause: async () => undefined });

describe('Approving, denying, cancelling and expiring in the same instant, by four processes', () => {
  let server: TestRedis;
  let redis: Redis;
  let connections: readonly Redis[];
  let services: InProcess;
  let stores: readonly RequestStore[];
  before(async () => {
    server = await startRedis();
    redis = new Redis(server.socket);
    connections = WISHES.map(() => new Redis(server.socket));
    services = inProcess(redis);
    stores = connections.map((connection) => openRequestStore(connection, services.tenant));
  });
  after(async () => {
    for (const connection of [redis, ...connections]) connection.disconnect();
    await server.stop();
  });

  type Told = { readonly event: RequestEvent; readonly advanced: Advanced };

  /** All four at once, a different one in front each time. */
  async function collide(id: string, expiresAt: number, round: number): Promise<readonly Told[]> {
    const turned = WISHES.map((_, index) => (index + round) % WISHES.length);
    return await Promise.all(
      turned.map(async (index) => {
        const [event, store] = [WISHES[index], stores[index]];
        assert.ok(event && store);
        const clock = at(event.kind === 'expire' ? expiresAt : expiresAt - 1);
        return { event, advanced: await advance({ store, clock }, id, event) };
      }),
    );
  }

  async function trailOf(id: string): Promise<readonly AuditEntry[]> {
    return (await services.store.trailOf(id)).map((text) => auditEntrySchema.parse(JSON.parse(text)));
  }

  it(`leaves one outcome that the trail explains, in ${ROUNDS} rounds`, async (t) => {
    const endings = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await asked(services);
      const { expiresAt } = await confirmed(services, id);
      const told = await collide(id, Date.parse(expiresAt ?? ''), round);

      const entries = await trailOf(id);
      const [, confirmation, ...decisions] = entries;
      const winners = told.filter(({ advanced }) => advanced.ok).map(({ event }) => TOLD[event.kind]);
      assert.deepEqual(
        decisions.map(({ kind }) => kind).sort(),
        winners.sort(),
        'each who was told yes is in the trail',
      );
      // What was approved can still be cancelled; nothing else is followed by anything.
      const order = decisions.map(({ kind }) => kind).join(', ');
      assert.match(order, /^(approved|denied|cancelled|expired|approved, cancelled)$/);
      let standing = confirmation?.to;
      for (const { from, to } of decisions) {
        assert.equal(from, standing);
        standing = to;
      }
      const record = await services.store.get(id);
      assert.equal(record?.state, standing);
      assert.equal(record?.version, entries.length);
      for (const { advanced } of told) assert.ok(advanced.record, 'whoever was refused is shown how it stands');
      endings.set(order, (endings.get(order) ?? 0) + 1);
      if (record?.state === 'approved') await advance(services, id, { kind: 'cancel', by: ANNA, shown: null });
    }
    t.diagnostic([...endings].map(([order, times]) => `${order}: ${times}`).join('; '));
    assert.ok(endings.size > 1, 'different ones won');

    const { tenant } = services;
    const reader = chainReader(redis, { stream: auditStreamKey(tenant), head: auditHeadKey(tenant) });
    const chain = await verifyChain(reader.entries, { head: reader.head, tenant });
    assert.ok(chain.ok, chain.ok ? '' : chain.sentence);
    assert.ok(chain.count >= ROUNDS * 3);
  });
});
