import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { attest } from '../../../services/attestation/attest.ts';
import type { CensusReader } from '../../../services/census/census-store.ts';
import { gatherMailboxFacts } from '../../../services/preflight/gather-mailbox-facts.ts';
import { gatherTenantFacts } from '../../../services/preflight/gather-tenant-facts.ts';
import { preflight } from '../../../services/preflight/preflight.ts';
import { RULES } from '../../../services/rules/rules.ts';
import { StoreError } from '../../../services/store/redis.ts';
import { ALICE, ALICE_ID, inProcess } from '../../support/in-process.ts';
import { ANNA } from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { job, synced } from './sample-facts.ts';

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

const DAY = 86_400_000;

describe('The facts about the tenant', () => {
  it('are read, attested or unknown, each as what it is', async () => {
    const world = inProcess(redis);
    world.directory.setWritebackJobs([job()]);
    await attest(world, { topic: 'connect-version', value: '2.6.92.0', by: ANNA, validFor: 'P30D' });
    const facts = await gatherTenantFacts(world);
    assert.equal(facts.connectVersion.kind, 'attested');
    assert.deepEqual(facts.cloudSyncVersion, { kind: 'unknown', why: 'Nobody has attested it.' });
    assert.equal(facts.directorySync.kind, 'known');
    assert.deepEqual(facts.writebackJobs, { kind: 'known', value: [job()] });
    assert.deepEqual(facts.isCloudManagedByDefault, { kind: 'known', value: false });
    assert.deepEqual(facts.cloudManaged, { kind: 'unknown', why: 'They have not been counted yet.' });
  });

  it('edge 44: know what was attested about the domains of writeback', async () => {
    const world = inProcess(redis);
    assert.equal((await gatherTenantFacts(world)).writebackDomainsCovered.kind, 'unknown');
    await attest(world, { topic: 'writeback-domains-covered', value: true, by: ANNA, validFor: 'P30D' });
    const { writebackDomainsCovered } = await gatherTenantFacts(world);
    assert.deepEqual([writebackDomainsCovered.kind, 'value' in writebackDomainsCovered], ['attested', true]);
    world.directory.setWritebackJobs([job()]);
    const { tenantFindings } = await preflight({ ...world, rules: RULES }, { mailbox: null });
    assert.equal(tenantFindings.find(({ code }) => code === 'writeback_domains')?.level, 'pass');
  });

  it('edge 9: an attestation that has expired counts for nothing, and says so', async () => {
    const world = inProcess(redis);
    await attest(world, { topic: 'connect-version', value: '2.6.92.0', by: ANNA, validFor: 'P30D' });
    world.clock.advance(30 * DAY);
    const { connectVersion } = await gatherTenantFacts(world);
    assert.equal(connectVersion.kind, 'unknown');
    assert.match(connectVersion.kind === 'unknown' ? connectVersion.why : '', /expired on 22 Dec 2026/);
  });

  it('edge 54: are unknown with the reason where nobody can be asked, and nothing is thrown', async () => {
    const world = inProcess(redis);
    world.directory.failNext('directory_unavailable', 9);
    world.exchange.failNext('permission', { times: 9 });
    const fails = async (): Promise<never> => {
      throw new StoreError('store_unavailable', 'Redis could not be reached or refused the command.');
    };
    const census: Pick<CensusReader, 'history'> = { history: fails };
    const facts = await gatherTenantFacts({ ...world, store: { setting: fails }, census });
    for (const [name, fact] of Object.entries(facts)) {
      assert.equal(fact.kind, 'unknown', name);
      assert.match(fact.kind === 'unknown' ? fact.why : '', /^[A-Z].*\.$/, name);
    }
  });

  it('edge 37: a tenant default that Exchange does not tell is unknown, not off', async () => {
    const world = inProcess(redis);
    world.exchange.tenant.organization = { ...world.exchange.tenant.organization, isCloudManagedByDefault: null };
    assert.equal((await gatherTenantFacts(world)).isCloudManagedByDefault.kind, 'unknown');
  });
});

describe('The facts about a mailbox', () => {
  it('are its authority, its object and its moves', async () => {
    const world = inProcess(redis);
    world.directory.putObject(synced({ objectId: ALICE_ID }));
    world.exchange.tenant.moves.set(ALICE_ID, [{ kind: 'move-request', status: 'InProgress' }]);
    const facts = await gatherMailboxFacts(world, ALICE);
    assert.equal(facts.authority, 'on-premises');
    assert.deepEqual(facts.object, { kind: 'known', value: synced({ objectId: ALICE_ID }) });
    assert.deepEqual(facts.moves, { kind: 'known', value: [{ kind: 'move-request', status: 'InProgress' }] });
  });

  it('edges 25 and 54: whether the whole object moved is asked where it matters, and may be unknown', async () => {
    const world = inProcess(redis);
    const detached = { ...ALICE, isDirSynced: false };
    world.directory.failNext('directory_permission', 2);
    assert.equal((await gatherMailboxFacts(world, detached)).authority, 'unknown');
  });
});

describe('A preflight', () => {
  it('looks away from where the authority is now, unless told otherwise', async () => {
    const world = inProcess(redis);
    const direction = async (change: Partial<typeof ALICE>, wanted?: 'to-cloud') =>
      (await preflight(world, { mailbox: { ...ALICE, ...change }, ...(wanted ? { direction: wanted } : {}) }))
        .direction;
    assert.equal(await direction({}), 'to-cloud');
    assert.equal(await direction({ isExchangeCloudManaged: true }), 'to-on-premises');
    assert.equal(await direction({ isExchangeCloudManaged: true }, 'to-cloud'), 'to-cloud');
    assert.equal(await direction({ isExchangeCloudManaged: null }), 'to-cloud');
  });

  it('of the tenant alone has nothing about a mailbox', async () => {
    const report = await preflight(inProcess(redis), { mailbox: null });
    assert.equal(report.mailbox, null);
    assert.deepEqual(report.mailboxFindings, []);
    assert.ok(report.tenantFindings.length > 5);
  });
});
