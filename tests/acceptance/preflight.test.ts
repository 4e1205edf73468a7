import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { PEOPLE, TENANT_ID } from '../../demo/people.ts';
import { attest } from '../../services/attestation/attest.ts';
import { openRequestStore } from '../../services/store/request-store.ts';
import { startWorld, type World } from '../support/world.ts';

const DAY = 86_400_000;

/** What the administrator attested so many days ago, for 30 days. */
async function attestedLongAgo(world: World, days: number): Promise<void> {
  const luis = PEOPLE.find(({ key }) => key === 'oncall');
  assert.ok(luis);
  const redis = new Redis(world.redis.url);
  const clock = { now: () => new Date(Date.now() - days * DAY) };
  const by = { objectId: luis.objectId, name: luis.name };
  const store = openRequestStore(redis, TENANT_ID);
  await attest(
    { store, clock, tenant: TENANT_ID },
    { topic: 'connect-version', value: '2.6.92.0', by, validFor: 'P30D' },
  );
  redis.disconnect();
}

describe('Looking before leaping', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await world.startBot();
  });
  after(() => world.close());

  it('shows the tenant, with what nobody has told as unknown', async () => {
    const { text } = await world.desk.types('prereqs');
    assert.match(text, /Ready for cloud-managed mailboxes\?/);
    assert.match(text, /The version of Entra Connect Sync is not known\. Nobody has attested it\./);
    assert.match(text, /attest connect-version/);
    assert.match(text, /Steward may run Set-Mailbox/);
    assert.doesNotMatch(text, /everything is fine/);
  });

  it('lets only an administrator attest, and only what fits', async () => {
    assert.match((await world.desk.types('attest connect-version 2.6.92.0')).text, /You need the role "admin"/);
    assert.match((await world.oncall.types('attest connect-version 2.6')).text, /a version of four numbers/);
    assert.match((await world.oncall.types('attest weather fine')).text, /Nothing called "weather" can be attested/);
  });

  it('shows a word as a word, with who gave it and until when', async () => {
    const noted = await world.oncall.types('attest connect-version 2.6.92.0 --days 10');
    assert.match(noted.text, /Noted as your word, until /);
    const { text } = await world.desk.types('prereqs');
    assert.match(text, /Entra Connect Sync is version 2\.6\.92\.0 \(attested by Luis Ortega until /);
    assert.doesNotMatch(text, /The version of Entra Connect Sync is not known/);
    assert.match((await world.oncall.types('attest')).text, /2\.6\.92\.0, by Luis Ortega, until /);
  });

  it('edge 9: names the harmful build and what to do about it', async () => {
    await world.oncall.types('attest connect-version 2.5.79.0 --days 10');
    const { text } = await world.desk.types('prereqs alice@contoso.com');
    assert.match(text, /Not possible/);
    assert.match(text, /2\.5\.79\.0 \(attested by Luis Ortega until [^)]+\) is a harmful build/);
    assert.match(text, /Upgrade every Entra Connect Sync server to 2\.5\.190\.0 or later/);
  });

  it('shows the mailbox together with the tenant, in the direction that it can go', async () => {
    const there = await world.desk.types('prereqs alice@contoso.com');
    assert.match(there.text, /Mailbox: \s*Synced from on-premises Active Directory\./);
    assert.match(there.text, /Hand to the cloud/);
    const back = await world.desk.types('prereqs bob@contoso.com');
    assert.match(back.text, /Hand back on-premises/);
    assert.match(back.text, /ExchangeGuid/);
  });

  it('edge 20: does not know a mailbox that Exchange does not list', async () => {
    const { text } = await world.desk.types('prereqs nobody.at.all@contoso.com');
    assert.match(text, /No mailbox "nobody\.at\.all@contoso\.com" was found/);
  });

  it('edge 9: takes nobody at a word that has expired', async () => {
    await attestedLongAgo(world, 31);
    const { text } = await world.desk.types('prereqs');
    assert.match(text, /not known\. What Luis Ortega attested expired on /);
    assert.doesNotMatch(text, /is version 2\.6\.92\.0/);
    assert.match((await world.oncall.types('attest')).text, /2\.6\.92\.0, by Luis Ortega, expired on /);
  });
});
