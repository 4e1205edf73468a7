import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { attest } from '../../services/attestation/attest.ts';
import { refusalSentence } from '../../services/refusal.ts';
import type { RequestRecord } from '../../services/request/record.ts';
import { contextOf, happens, type InProcess, inProcess } from '../support/in-process.ts';
import { ANNA, BEN, CLEO } from '../support/lived-request.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { codeOf, replied, runCommand } from '../support/whole-objects.ts';

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

/** Cleo is an administrator, and no requester. */
const cleo = (world: InProcess) => contextOf(world, CLEO, { holds: ['admin'] });
const shown = async (world: InProcess) =>
  replied(await runCommand(contextOf(world, BEN, { holds: ['viewer'] }), 'default'), 'facts');
const begins = async (world: InProcess) => (await shown(world)).facts[0]?.value ?? '';

async function askedFor(world: InProcess, to = 'cloud'): Promise<RequestRecord> {
  replied(await runCommand(cleo(world), 'default', { to, reason: 'the last mailbox has been moved' }), 'notice');
  const [record] = (await world.store.open(1)).records;
  assert.ok(record);
  return record;
}

describe('default', () => {
  it('edge 37: shows the value under its other name, read afresh each time', async () => {
    const world = inProcess(redis);
    assert.match(await begins(world), /managed on-premises \(BlockExchangeProvisioningFromOnPremEnabled is False\)/);
    world.exchange.tenant.organization = { ...world.exchange.tenant.organization, isCloudManagedByDefault: true };
    assert.match(await begins(world), /cloud-managed \(BlockExchangeProvisioningFromOnPremEnabled is True\)/);
  });

  it('edges 35 and 36: warns of what follows, in the direction that it could go', async () => {
    const world = inProcess(redis);
    const { notes } = await shown(world);
    const said = notes.join('\n');
    assert.match(said, /arrive without a mail user/);
    assert.match(said, /Mailboxes that exist are not converted/);
    assert.match(said, /only Microsoft Support can/);
    world.exchange.tenant.organization = { ...world.exchange.tenant.organization, isCloudManagedByDefault: true };
    const back = (await shown(world)).notes.join('\n');
    assert.match(back, /Before it goes back on-premises: .*those that already arrived wrongly stay so/);
    assert.doesNotMatch(back, /Before it goes to the cloud/);
  });

  it('edge 60: says that shared and equipment mailboxes have to be created differently', async () => {
    const world = inProcess(redis);
    assert.match((await shown(world)).notes.join('\n'), /Shared and equipment mailboxes are then created in Exchange/);
    const codes = (await askedFor(world)).findings.map(({ code }) => code);
    assert.ok(codes.includes('default_shared_creation'));
  });

  it('edge 37: that Exchange does not tell is unknown, and nobody can ask on a guess', async () => {
    const world = inProcess(redis);
    world.exchange.tenant.organization = { ...world.exchange.tenant.organization, isCloudManagedByDefault: null };
    assert.match(await begins(world), /^unknown\. Exchange Online did not tell it\./);
    for (const to of ['cloud', 'onprem'])
      assert.equal(codeOf(await runCommand(cleo(world), 'default', { to })), 'default_unknown');
    assert.equal((await world.store.open(1)).total, 0);
  });

  it('that Exchange does not answer for is unknown, with the reason', async () => {
    const world = inProcess(redis);
    world.exchange.failNext('unavailable', { method: 'organization' });
    const { title, facts } = await shown(world);
    assert.equal(title, 'New mailboxes');
    assert.match(facts[0]?.value ?? '', /^unknown\. .*The fake fails/);
  });

  it('edge 35: tells whether anybody gave their word that nobody creates on-premises any more', async () => {
    const world = inProcess(redis);
    const word = async () => (await shown(world)).facts.find(({ label }) => label === 'Made on-premises')?.value ?? '';
    assert.match(await word(), /not known to have ended\. Nobody has attested it/);
    await attest(world, { topic: 'on-premises-writers-none', value: true, by: CLEO, validFor: 'P30D' });
    assert.match(await word(), /no recipients any more \(attested by .+ until 22 Dec 2026\)/);
  });

  it('shows an open request once its requester has confirmed it', async () => {
    const world = inProcess(redis);
    const { id } = await askedFor(world);
    const line = async () => (await shown(world)).facts.find(({ label }) => label === 'Open request')?.value;
    assert.equal(await line(), undefined);
    await happens(world, id, {
      kind: 'confirm',
      by: CLEO,
      reason: null,
      typed: 'contoso.onmicrosoft.com',
      shown: null,
    });
    assert.match((await line()) ?? '', new RegExp(`^${id} · waiting for approval \\(0 of 2\\)`));
  });
});

describe('default cloud and default onprem', () => {
  it('are for administrators, whatever other roles somebody has', async () => {
    const world = inProcess(redis);
    const others = contextOf(world, ANNA, { holds: ['viewer', 'requester', 'approver'] });
    const refused = await runCommand(others, 'default', { to: 'cloud' });
    assert.deepEqual(refused.ok || [refused.code, refused.detail.role], ['not_in_role', 'admin']);
    assert.equal((await world.store.open(1)).total, 0);
  });

  it('of somebody whose roles could not all be told are refused with that', async () => {
    const world = inProcess(redis);
    const half = contextOf(world, CLEO, { holds: ['viewer'] });
    const context = { ...half, standing: { ...half.standing, complete: false } };
    assert.equal(codeOf(await runCommand(context, 'default', { to: 'cloud' })), 'directory_unavailable');
  });

  it('edge 35: draft a request that needs two people and the typed name of the tenant', async () => {
    const world = inProcess(redis);
    const { id, subject, approvalsRequired, action } = await askedFor(world);
    assert.deepEqual(
      [action, subject.kind, subject.objectId, subject.name, approvalsRequired],
      ['default-to-cloud', 'organization', world.tenant, 'contoso.onmicrosoft.com', 2],
    );
    const confirm = (typed?: string) =>
      runCommand(cleo(world), 'confirm', typed === undefined ? { request: id } : { request: id, typed });
    for (const typed of [undefined, '', 'Contoso', 'contoso']) {
      const { notice, report } = replied(await confirm(typed), 'request');
      assert.match(notice ?? '', /type its name, contoso\.onmicrosoft\.com/);
      assert.equal(report.record.state, 'drafted');
    }
    const { report } = replied(await confirm('contoso.onmicrosoft.com'), 'request');
    assert.equal(report.record.state, 'pending');
  });

  it('can be confirmed by an administrator who is no requester, and no longer by one who has lost the role', async () => {
    const world = inProcess(redis);
    const { id } = await askedFor(world);
    const raw = { request: id, typed: 'contoso.onmicrosoft.com' };
    const lost = contextOf(world, CLEO, { holds: ['viewer', 'requester'] });
    const refused = await runCommand(lost, 'confirm', raw);
    assert.deepEqual(refused.ok || [refused.code, refused.detail.role], ['not_in_role', 'admin']);
    assert.equal((await world.store.get(id))?.state, 'drafted');
    assert.equal(codeOf(await runCommand(cleo(world), 'confirm', raw)), 'answered request');
    assert.equal(codeOf(await runCommand(contextOf(world, ANNA), 'confirm', raw)), 'answered request');
  });

  it('edge 36: are refused where it is so already: nothing is converted by asking twice', async () => {
    const world = inProcess(redis);
    const refused = await runCommand(cleo(world), 'default', { to: 'onprem' });
    assert.equal(codeOf(refused), 'already_default_on_premises');
    assert.match(refused.ok ? '' : refusalSentence(refused), /New mailboxes of Contoso already begin managed/);
  });

  it('are one at a time', async () => {
    const world = inProcess(redis);
    await askedFor(world);
    assert.equal(codeOf(await runCommand(cleo(world), 'default', { to: 'cloud' })), 'own_draft_open');
  });

  it('take nothing else for a direction', async () => {
    const world = inProcess(redis);
    for (const to of ['Cloud!', 'true', 'on'])
      assert.equal(codeOf(await runCommand(cleo(world), 'default', { to })), 'unclear_line');
  });
});

describe('confirm', () => {
  it('of a mailbox request needs the requester role still, and says nothing about drafts of others', async () => {
    const world = inProcess(redis);
    replied(await runCommand(contextOf(world, ANNA), 'request', { mailbox: 'alice.meyer@contoso.com' }), 'notice');
    const id = (await world.store.open(1)).records[0]?.id;
    const anna = contextOf(world, ANNA, { holds: ['admin'] });
    const refused = await runCommand(anna, 'confirm', { request: id });
    assert.deepEqual(refused.ok || [refused.code, refused.detail.role], ['not_in_role', 'requester']);
    assert.equal(codeOf(await runCommand(cleo(world), 'confirm', { request: id })), 'request_not_found');
  });
});
