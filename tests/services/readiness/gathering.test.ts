import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { attest } from '../../../services/attestation/attest.ts';
import { openCensusStore } from '../../../services/census/census-store.ts';
import type { SyncedObject } from '../../../services/directory/directory-tenant.ts';
import type { Recipient } from '../../../services/exchange/exchange-tenant.ts';
import { censusIfDue } from '../../../services/queue/census-job.ts';
import { countTenant } from '../../../services/readiness/count-tenant.ts';
import { gatherReadinessFacts } from '../../../services/readiness/gather-readiness-facts.ts';
import { readiness } from '../../../services/readiness/readiness.ts';
import type { TenantCount } from '../../../services/readiness/tenant-count.ts';
import { StoreError } from '../../../services/store/redis.ts';
import { inProcess } from '../../support/in-process.ts';
import { ANNA } from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { synced } from '../preflight/sample-facts.ts';

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

const recipient = (type: string, change: Partial<Recipient> = {}): Recipient => ({
  objectId: randomUUID(),
  name: type,
  displayName: type,
  primaryAddress: `${randomUUID()}@contoso.com`,
  type,
  isDirSynced: true,
  exchangeGuid: null,
  archiveGuid: null,
  ...change,
});

const group = (change: Partial<SyncedObject>): SyncedObject =>
  synced({ kind: 'group', objectId: randomUUID(), isMailEnabled: true, isSecurityEnabled: false, ...change });

const recipientsOf = ({ recipients }: TenantCount) => {
  assert.ok(recipients.kind === 'known', JSON.stringify(recipients));
  return recipients.value;
};

describe('Counting the tenant', () => {
  it('edges 2 and 24: counts synced mail users with an Exchange GUID, whatever else they have', async () => {
    const world = inProcess(redis);
    const guid = randomUUID();
    world.exchange.tenant.recipients = [
      recipient('MailUser', { exchangeGuid: guid, archiveGuid: guid }),
      recipient('MailUser', { exchangeGuid: guid }),
      recipient('MailUser'),
      recipient('MailUser', { exchangeGuid: guid, isDirSynced: false, archiveGuid: guid }),
      recipient('MailUser', { exchangeGuid: guid, isDirSynced: null }),
    ];
    const { onPremisesMailboxes, archives } = recipientsOf(await countTenant(world));
    assert.deepEqual([onPremisesMailboxes, archives], [{ synced: 2, unread: 1 }, 1]);
  });

  it('counts what is synced by kind, and what does not tell apart', async () => {
    const world = inProcess(redis);
    world.exchange.tenant.recipients = [
      recipient('MailUniversalDistributionGroup'),
      recipient('MailNonUniversalGroup'),
      recipient('MailUniversalDistributionGroup', { isDirSynced: false }),
      recipient('MailUniversalSecurityGroup', { isDirSynced: null }),
      recipient('MailContact'),
      recipient('PublicFolder'),
      recipient('GroupMailbox'),
    ];
    const { distributionGroups, securityGroups, contacts, publicFolders } = recipientsOf(await countTenant(world));
    assert.deepEqual([distributionGroups.synced, contacts.synced, publicFolders.synced], [2, 1, 1]);
    assert.deepEqual(securityGroups, { synced: 0, unread: 1 });
  });

  it('edge 54: counts a group of unknown kind as either, and none that is not mail-enabled or not synced', async () => {
    const world = inProcess(redis);
    for (const change of [
      {},
      { isSecurityEnabled: true },
      { isSecurityEnabled: null },
      { isMailEnabled: false, isSecurityEnabled: true },
      { isSynced: false },
    ]) {
      world.directory.putObject(group(change));
    }
    world.directory.putObject(synced({ kind: 'contact', objectId: randomUUID() }));
    const { objects } = await countTenant(world);
    assert.ok(objects.kind === 'known');
    assert.deepEqual(objects.value.distributionGroups, { synced: 1, unread: 1 });
    assert.deepEqual(objects.value.securityGroups, { synced: 1, unread: 1 });
    assert.deepEqual(objects.value.contacts, { synced: 1, unread: 0 });
  });

  it('keeps no page after the next one: a million recipients need the memory of one page', async () => {
    const page = Array.from({ length: 1_000 }, () => recipient('MailContact'));
    let pages = 0;
    const exchange = {
      recipients: async function* () {
        for (; pages < 1_000; pages += 1) yield page;
      },
    };
    const world = inProcess(redis);
    const { contacts } = recipientsOf(await countTenant({ ...world, exchange }));
    assert.deepEqual([contacts.synced, pages], [1_000_000, 1_000]);
  });

  it('edge 54: a stream that broke off is unknown with the reason, never a part as the whole', async () => {
    const world = inProcess(redis);
    world.exchange.tenant.recipients = Array.from({ length: 30 }, () => recipient('MailContact'));
    world.exchange.tenant.pageSize = 10;
    world.exchange.tenant.pagesUntilExpiry = 1;
    const { recipients, objects } = await countTenant(world);
    assert.deepEqual(recipients, { kind: 'unknown', why: 'The fake fails: a page expired.' });
    assert.equal(objects.kind, 'known', 'the other one stays');
  });

  it('says nothing once it is stopped', async () => {
    const world = inProcess(redis);
    await assert.rejects(countTenant(world, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('is done with a census and kept; when it fails, the census is none the worse', async () => {
    const world = inProcess(redis);
    const besides = async (signal: AbortSignal) => world.tenantCounts.keep(await countTenant(world, signal));
    const take = async (counting: (signal: AbortSignal) => Promise<void>) => {
      await world.census.want(world.clock.now());
      const census = openCensusStore(redis, world.tenant);
      return await censusIfDue({ ...world, census, unit: 'domain', besides: counting }, new AbortController().signal);
    };
    assert.ok(await take(besides));
    const kept = await world.tenantCounts.latest();
    assert.equal(kept?.at, world.clock.now().toISOString());
    const fails = async (): Promise<never> => {
      throw new StoreError('store_unavailable', 'Redis could not be reached or refused the command.');
    };
    assert.ok(await take(fails));
    assert.deepEqual(await world.tenantCounts.latest(), kept);
  });
});

describe('The facts of the report', () => {
  it('are what was counted with the last census, and what is asked now', async () => {
    const world = inProcess(redis);
    world.exchange.tenant.hybridParts = [{ kind: 'migration-batch', name: 'Wave 1', status: 'Completed' }];
    await attest(world, { topic: 'mx-moved', value: true, by: ANNA, validFor: 'P30D' });
    const before = await gatherReadinessFacts(world);
    assert.deepEqual(before.census, { kind: 'unknown', why: 'No census has been taken yet.' });
    assert.deepEqual(before.recipients, { kind: 'unknown', why: 'Recipients are counted with the next census.' });
    await world.tenantCounts.keep(await countTenant(world));
    const facts = await gatherReadinessFacts(world);
    assert.equal(facts.recipients.kind, 'known');
    assert.equal(facts.hybridParts.kind === 'known' && facts.hybridParts.value.length, 1);
    assert.equal(facts.wordOn('mx-moved').kind, 'attested');
    assert.deepEqual(facts.wordOn('scp-cleared'), { kind: 'unknown', why: 'Nobody has attested it.' });
  });

  it('edge 54: make a report with the reason of every unknown when everybody is away', async () => {
    const world = inProcess(redis);
    world.directory.failNext('directory_unavailable', 9);
    world.exchange.failNext('permission', { times: 9 });
    const fails = async (): Promise<never> => {
      throw new StoreError('store_unavailable', 'Redis could not be reached or refused the command.');
    };
    const report = await readiness({
      ...{ ...world, census: { history: fails }, tenantCounts: { latest: fails }, store: { setting: fails } },
    });
    const checks = report.stages.flatMap((stage) => stage.checks);
    assert.ok(checks.every(({ state }) => state === 'unknown'));
  });
});
