import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { verifyChain } from '../../../services/audit/verify-chain.ts';
import type { OutboxItem } from '../../../services/queue/outbox-item.ts';
import { auditOfDraft, auditOfEvent } from '../../../services/request/audit-of.ts';
import type { RequestEventKind } from '../../../services/request/event.ts';
import type { RequestRecord } from '../../../services/request/record.ts';
import { newRequestId } from '../../../services/request/request-id.ts';
import {
  auditHeadKey,
  auditStreamKey,
  dueKey,
  mailboxLockKey,
  openKey,
  outboxKey,
} from '../../../services/store/keys.ts';
import { openRequestStore, type RequestStore } from '../../../services/store/request-store.ts';
import {
  after as afterEvent,
  digest,
  drafted,
  eventOf,
  momentOfExpiry,
  NOW,
  OBJECT_ID,
} from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

let server: TestRedis;
let redis: Redis;
let tenant: string;
let store: RequestStore;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
});
after(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await redis.flushall();
  tenant = randomUUID();
  store = openRequestStore(redis, tenant);
});

const fresh = (change: Partial<RequestRecord> = {}): RequestRecord => drafted({ tenant, ...change });
const item = (record: RequestRecord): OutboxItem => ({ kind: 'cards', request: record.id, version: record.version });

const draftInto = (into: RequestStore, record: RequestRecord) =>
  into.commit({ record, expectedVersion: 0, audit: auditOfDraft(record), outbox: [item(record)] });

/** Commits what the event makes of the record, and answers with it. */
async function step(record: RequestRecord, kind: RequestEventKind, into = store): Promise<RequestRecord> {
  const next = afterEvent(record, eventOf(kind), kind === 'expire' ? momentOfExpiry(record) : NOW);
  const audit = auditOfEvent(record, next, eventOf(kind));
  const done = await into.commit({ record: next, expectedVersion: record.version, audit, outbox: [item(next)] });
  assert.deepEqual(done, { ok: true });
  return next;
}

async function* trail(): AsyncIterable<string> {
  for (const [, fields] of await redis.xrange(auditStreamKey(tenant), '-', '+')) yield fields[1] ?? '';
}

async function head(): Promise<{ seq: number; hash: string }> {
  const { seq, hash } = await redis.hgetall(auditHeadKey(tenant));
  return { seq: Number(seq), hash: hash ?? '' };
}

/** The whole database, as one value. */
async function everything(): Promise<readonly unknown[]> {
  const names = (await redis.keys('*')).sort();
  return await Promise.all(names.map(async (name) => [name, (await redis.dumpBuffer(name)).toString('hex')]));
}

describe('A commit', () => {
  it('writes record, trail, indexes and outbox together', async () => {
    const record = fresh();
    assert.deepEqual(await draftInto(store, record), { ok: true });
    assert.deepEqual(await store.get(record.id), record);
    assert.deepEqual(await store.openFor(OBJECT_ID), record);
    assert.deepEqual(await store.open(10), { records: [record], total: 1 });
    assert.deepEqual(await store.historyOf(OBJECT_ID, 10), { records: [record], total: 1 });
    assert.deepEqual(await store.due(momentOfExpiry(record), 10), [record.id]);
    assert.deepEqual(await store.due(new Date(momentOfExpiry(record).getTime() - 1), 10), []);
    assert.equal((await store.trailOf(record.id)).length, 1);
    assert.equal(await redis.xlen(outboxKey(tenant)), 1);
  });

  it('that comes too late writes nothing at all', async () => {
    const record = fresh();
    await draftInto(store, record);
    await step(record, 'confirm');
    const was = await everything();
    const late = afterEvent(record, eventOf('cancel'));
    const audit = auditOfEvent(record, late, eventOf('cancel'));
    const lost = await store.commit({
      record: late,
      expectedVersion: 1,
      audit,
      outbox: [item(late)],
      baseline: digest('9'),
    });
    assert.deepEqual(lost, { ok: false, lost: 'version' });
    assert.deepEqual(await everything(), was);
  });

  it('of an id that exists writes nothing at all', async () => {
    const record = fresh();
    await draftInto(store, record);
    const was = await everything();
    assert.deepEqual(await draftInto(store, record), { ok: false, lost: 'version' });
    assert.deepEqual(await everything(), was);
  });

  it('for a mailbox that another request holds writes nothing at all, and names that request', async () => {
    const record = fresh();
    await draftInto(store, record);
    const was = await everything();
    const other = fresh({ id: '0000-01' });
    assert.deepEqual(await draftInto(store, other), { ok: false, lost: 'mailbox', holder: record.id });
    assert.deepEqual(await everything(), was);
  });

  it('by a second writer, who has not seen the head, is put behind it', async () => {
    const other = openRequestStore(redis, tenant);
    const first = fresh();
    await draftInto(store, first);
    const second = fresh({ id: '0000-02', subject: { ...first.subject, objectId: randomUUID() } });
    assert.deepEqual(await draftInto(other, second), { ok: true });
    await step(first, 'confirm');
    const verdict = await verifyChain(trail(), { tenant });
    assert.deepEqual(verdict.ok && verdict.head, await head());
    assert.equal((await head()).seq, 3);
  });

  it('of one writer alone is one round trip', async () => {
    let record = fresh();
    await draftInto(store, record);
    await redis.config('RESETSTAT');
    for (const kind of ['confirm', 'approve', 'start', 'complete'] as const) record = await step(record, kind);
    const calls = await redis.info('commandstats');
    const sent = (name: string): number => Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(calls)?.[1] ?? 0);
    assert.deepEqual([sent('evalsha'), sent('eval'), sent('multi'), sent('watch')], [4, 0, 0, 0]);
  });
});

describe('The indexes', () => {
  for (const ending of [['cancel'], ['confirm', 'deny'], ['expire'], ['confirm', 'approve', 'drift']] as const) {
    it(`let go of a request that ends by ${ending.join(', ')}`, async () => {
      let record = fresh();
      await draftInto(store, record);
      for (const kind of ending) record = await step(record, kind);
      assert.equal(await redis.zcard(openKey(tenant)), 0);
      assert.equal(await redis.zcard(dueKey(tenant)), 0);
      assert.equal(await redis.exists(mailboxLockKey(tenant, OBJECT_ID)), 0);
      assert.equal((await store.historyOf(OBJECT_ID, 10)).total, 1);
      const next = fresh({ id: '0000-03' });
      assert.deepEqual(await draftInto(store, next), { ok: true });
    });
  }

  it('hold an approved request as open, but no longer as due', async () => {
    let record = fresh();
    await draftInto(store, record);
    for (const kind of ['confirm', 'approve'] as const) record = await step(record, kind);
    assert.equal((await store.open(10)).total, 1);
    assert.deepEqual(await store.due(new Date('2030-01-01T00:00:00Z'), 10), []);
    assert.equal((await store.openFor(OBJECT_ID))?.id, record.id);
  });

  it('are in order: open ones oldest first, history newest first, and say how many there are', async () => {
    const ids = ['0000-05', '0000-04', '0000-06'];
    for (const [index, id] of ids.entries()) {
      const at = new Date(NOW.getTime() + index * 1_000).toISOString();
      const subject = { ...fresh().subject, objectId: randomUUID() };
      await draftInto(store, fresh({ id, draftedAt: at, changedAt: at, subject }));
    }
    const { records, total } = await store.open(2);
    assert.deepEqual([records.map(({ id }) => id), total], [['0000-05', '0000-04'], 3]);
    for (const id of ['0000-07', '0000-08']) {
      const draft = fresh({ id, draftedAt: `2026-11-22T10:00:0${id.at(-1)}.000Z` });
      await draftInto(store, draft);
      await step(draft, 'cancel');
    }
    const history = await store.historyOf(OBJECT_ID, 1);
    assert.deepEqual([history.records.map(({ id }) => id), history.total], [['0000-08'], 2]);
  });
});

describe('The baseline of a mailbox', () => {
  it('is set, left alone and forgotten by commits', async () => {
    const record = fresh();
    const audit = auditOfDraft(record);
    await store.commit({ record, expectedVersion: 0, audit, outbox: [], baseline: digest('7') });
    assert.equal(await store.baselineOf(OBJECT_ID), digest('7'));
    const next = await step(record, 'confirm');
    assert.equal(await store.baselineOf(OBJECT_ID), digest('7'));
    const ended = afterEvent(next, eventOf('cancel'));
    const why = auditOfEvent(next, ended, eventOf('cancel'));
    await store.commit({ record: ended, expectedVersion: next.version, audit: why, outbox: [], baseline: null });
    assert.equal(await store.baselineOf(OBJECT_ID), undefined);
  });
});

describe('Many writers', () => {
  it('two stores, two hundred commits at once: one chain without a gap, every item in the outbox once', async () => {
    const stores = [store, openRequestStore(redis, tenant)];
    const lives = Array.from({ length: 40 }, async (_, index) => {
      const subject = { ...fresh().subject, objectId: randomUUID() };
      let record = fresh({ id: newRequestId(), subject });
      assert.deepEqual(await draftInto(stores[index % 2] ?? store, record), { ok: true });
      for (const [turn, kind] of (['confirm', 'approve', 'start', 'complete'] as const).entries()) {
        record = await step(record, kind, stores[(index + turn) % 2]);
      }
    });
    await Promise.all(lives);
    const verdict = await verifyChain(trail(), { tenant });
    assert.equal(verdict.ok && verdict.count, 200);
    assert.deepEqual(verdict.ok && verdict.head, await head());
    const items = (await redis.xrange(outboxKey(tenant), '-', '+')).map(([, fields]) => fields[1]);
    assert.equal(new Set(items).size, 200);
    assert.equal(items.length, 200);
  });

  it('of two who commit the same version exactly one wins', async () => {
    const record = fresh();
    await draftInto(store, record);
    const next = afterEvent(record, eventOf('confirm'));
    const audit = auditOfEvent(record, next, eventOf('confirm'));
    const change = { record: next, expectedVersion: 1, audit, outbox: [item(next)] };
    const stores = Array.from({ length: 8 }, () => openRequestStore(redis, tenant));
    const answers = await Promise.all(stores.map((each) => each.commit(change)));
    assert.equal(answers.filter(({ ok }) => ok).length, 1);
    assert.equal((await store.trailOf(record.id)).length, 2);
  });
});

describe('Keys and settings', () => {
  it('every key carries the hash tag of its tenant', async () => {
    const record = fresh();
    await draftInto(store, record);
    await step(record, 'confirm');
    const audit = { ...auditOfDraft(record), request: null, version: null, kind: 'approvals_place_set' as const };
    await store.appendAudit(audit, { name: 'approvals_conversation', value: '19:x' });
    const keys = await redis.keys('*');
    assert.ok(keys.length >= 9);
    for (const key of keys) assert.ok(key.startsWith(`{steward:${tenant}}:`), key);
  });

  it('a setting is kept with the entry that explains it, and other tenants do not see it', async () => {
    const audit = { ...auditOfDraft(fresh()), request: null, version: null, kind: 'approvals_place_set' as const };
    await store.appendAudit(audit, { name: 'approvals_conversation', value: '19:x' });
    assert.equal(await store.setting('approvals_conversation'), '19:x');
    assert.equal(await store.setting('other'), undefined);
    assert.equal(await openRequestStore(redis, randomUUID()).setting('approvals_conversation'), undefined);
    assert.equal((await head()).seq, 1);
  });
});
