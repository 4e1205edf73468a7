import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { WRITEBACK_ATTRIBUTES } from '../../demo/tenant/directory/attribute-names.ts';
import { WHOLE_OBJECTS } from '../../demo/tenant/directory/groups-and-contacts.ts';
import type { Caller, Json } from './tenant-caller.ts';
import { delta, openTenant } from './tenant-caller.ts';

describe('synchronisation', () => {
  let tenant: Caller;
  beforeEach(async () => {
    tenant = await openTenant({ size: 60 });
  });
  afterEach(() => tenant.close());

  const state = async (): Promise<Json> => (await tenant.control('GET', 'state')).body;
  const advance = (advanceMinutes: number): Promise<unknown> => tenant.control('POST', 'clock', { advanceMinutes });
  const edit = async (side: 'cloud' | 'on-premises', identity: string, values: object): Promise<void> => {
    const answer = await tenant.control('POST', side, { identity, values });
    assert.equal(answer.status, 200, answer.text);
  };

  it('stands still until it is moved, and runs a cycle every thirty minutes', async () => {
    const first = await state();
    assert.deepEqual([first.clock, first.lastSync], ['2026-11-22T08:00:00.000Z', '2026-11-22T07:52:00.000Z']);
    await advance(21);
    assert.equal((await state()).lastSync, '2026-11-22T07:52:00.000Z');
    await advance(1);
    assert.equal((await state()).lastSync, '2026-11-22T08:22:00.000Z');
    await advance(120);
    const later = await state();
    assert.deepEqual(
      [later.clock, later.lastSync, Number(later.cycles)],
      ['2026-11-22T10:22:00.000Z', '2026-11-22T10:22:00.000Z', 5],
    );
  });

  it('lets on-premises values win while the flag is off', async () => {
    await edit('cloud', 'alice', { CustomAttribute1: 'cloud', MailTip: 'cloud' });
    await edit('on-premises', 'alice', { CustomAttribute1: 'directory', HiddenFromAddressListsEnabled: true });
    await advance(30);
    const { cloud } = await tenant.both('alice');
    assert.deepEqual(
      [cloud.CustomAttribute1, cloud.MailTip, String(cloud.HiddenFromAddressListsEnabled)],
      ['directory', null, 'true'],
    );
    assert.equal(cloud.WhenChangedUTC, '2026-11-22T08:22:00.000Z');
  });

  it('leaves cloud-managed mailboxes alone and writes the 24 attributes back', async () => {
    const before = await tenant.both('bob');
    assert.notDeepEqual(before.cloud.EmailAddresses, before.onPremises.EmailAddresses);
    await tenant.invoke('Set-Mailbox', {
      Identity: 'bob',
      CustomAttribute3: 'new',
      ExtensionCustomAttribute2: ['x'],
      EmailAddresses: delta({ Add: ['smtp:b3@contoso.com'] }),
      Type: 'Shared',
    });
    await edit('on-premises', 'bob', { MailTip: 'from the directory' });
    await advance(30);
    const { cloud, onPremises } = await tenant.both('bob');
    for (const name of WRITEBACK_ATTRIBUTES) assert.deepEqual(onPremises[name], cloud[name], name);
    assert.equal(onPremises.RecipientTypeDetails, 'RemoteSharedMailbox');
    assert.match(String(cloud.MailTip), /parental leave/);
    assert.equal(onPremises.MailTip, 'from the directory');
    assert.notEqual(String(cloud.HiddenFromAddressListsEnabled), String(onPremises.HiddenFromAddressListsEnabled));
  });

  it('writes nothing back while writeback is off or its job does not run', async () => {
    for (const setting of [{ writeback: false }, { writeback: true, writebackStatus: 'Quarantine' }]) {
      await tenant.control('POST', 'settings', setting);
      await advance(30);
      const { cloud, onPremises } = await tenant.both('bob');
      assert.notDeepEqual(cloud.EmailAddresses, onPremises.EmailAddresses);
    }
  });

  it('writes nothing back by a job of another template, and no mail by one that does not map it', async () => {
    const mailOf = async (): Promise<unknown> => (await tenant.both('bob')).onPremises.WindowsEmailAddress;
    await tenant.control('POST', 'settings', { writebackTemplate: 'AAD2ADExchangeHybridWriteback' });
    await edit('cloud', 'bob', { PrimarySmtpAddress: 'robert@contoso.com', CustomAttribute3: 'new' });
    await advance(30);
    assert.equal((await tenant.both('bob')).onPremises.CustomAttribute3, '');
    await tenant.control('POST', 'settings', {
      writebackTemplate: 'Entra2ADExchangeOnlineAttributeWriteback',
      writebackMapsMail: false,
    });
    await advance(30);
    assert.equal((await tenant.both('bob')).onPremises.CustomAttribute3, 'new');
    assert.equal(await mailOf(), 'bob@contoso.com');
    await tenant.control('POST', 'settings', { writebackMapsMail: true });
    await advance(30);
    assert.equal(await mailOf(), 'robert@contoso.com');
  });

  it('writes back in the second domain only when that has a job of its own', async () => {
    const value = async (): Promise<unknown> =>
      (await tenant.both('alex.smith@fabrikam.com')).onPremises.CustomAttribute3;
    await tenant.control('POST', 'settings', { secondDomain: true });
    await edit('cloud', 'alex.smith@fabrikam.com', { IsExchangeCloudManaged: true, CustomAttribute3: 'new' });
    await advance(30);
    assert.equal(await value(), '');
    await tenant.control('POST', 'settings', { secondDomainWriteback: true });
    await advance(30);
    assert.equal(await value(), 'new');
  });

  it('takes over groups and contacts that were rolled back, and users only while hard matches are allowed', async () => {
    const synced = async (path: string): Promise<unknown> =>
      (await tenant.graph('GET', `/v1.0/${path}?$select=onPremisesSyncEnabled`)).body.onPremisesSyncEnabled;
    const paths = [`groups/${WHOLE_OBJECTS.mailGroup}`, `contacts/${WHOLE_OBJECTS.contact}`, 'users/alice@contoso.com'];
    for (const isCloudManaged of [true, false]) {
      for (const path of paths) {
        const change = await tenant.graph('PATCH', `/v1.0/${path}/onPremisesSyncBehavior`, {
          body: { isCloudManaged },
        });
        assert.equal(change.status, 204);
      }
    }
    const states = (): Promise<unknown[]> => Promise.all(paths.map(synced));
    assert.deepEqual(await states(), [null, null, null]);
    await advance(30);
    assert.deepEqual(await states(), [true, true, null]);
    await advance(30);
    assert.deepEqual(await states(), [true, true, null]);
    await tenant.control('POST', 'settings', { hardMatchBlocked: false });
    await advance(30);
    assert.deepEqual(await states(), [true, true, true]);
  });

  it('brings on-premises values back with the cycle after a rollback, except those written back', async () => {
    await advance(30);
    await tenant.invoke('Set-Mailbox', { Identity: 'bob', IsExchangeCloudManaged: false });
    assert.match(String((await tenant.row('bob')).MailTip), /parental leave/);
    await advance(30);
    const row = await tenant.row('bob');
    assert.deepEqual([row.MailTip, String(row.HiddenFromAddressListsEnabled)], [null, 'false']);
    assert.ok(row.EmailAddresses?.includes('smtp:bb@contoso.com'));
  });

  it('can be paused, and run by hand', async () => {
    await tenant.control('POST', 'settings', { syncPaused: true });
    await edit('on-premises', 'alice', { CustomAttribute1: 'later' });
    await advance(90);
    assert.equal((await tenant.both('alice')).cloud.CustomAttribute1, 'CC-4711');
    assert.equal((await state()).lastSync, '2026-11-22T07:52:00.000Z');
    await tenant.control('POST', 'sync');
    assert.equal((await tenant.both('alice')).cloud.CustomAttribute1, 'later');
    assert.equal((await state()).lastSync, '2026-11-22T09:30:00.000Z');
  });

  it('leaves cloud-only mailboxes and whole-object ones out of it', async () => {
    await edit('cloud', 'wholeobject', { CustomAttribute1: 'kept' });
    await edit('cloud', 'carol', { CustomAttribute1: 'kept' });
    await advance(60);
    assert.equal((await tenant.row('wholeobject')).CustomAttribute1, 'kept');
    assert.equal((await tenant.row('carol')).CustomAttribute1, 'kept');
  });

  it('can be told that a mailbox is of another kind', async () => {
    await edit('cloud', 'alice', {
      IsDirSynced: false,
      RecipientTypeDetails: 'MonitoringMailbox',
      isexchangecloudmanaged: true,
    });
    const row = await tenant.row('alice');
    assert.deepEqual(
      [String(row.IsDirSynced), row.RecipientTypeDetails, String(row.IsExchangeCloudManaged)],
      ['false', 'MonitoringMailbox', 'true'],
    );
  });
});

describe('tenant time that runs', () => {
  it('moves by itself as fast as it was told, and runs the cycles that fall due', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    const tenant = await openTenant({ size: 40, minutesPerSecond: 10, now: () => new Date('2027-01-05T06:00:00Z') });
    mock.timers.tick(3000);
    const { body } = await tenant.control('GET', 'state');
    await tenant.close();
    mock.timers.reset();
    assert.deepEqual([body.clock, body.lastSync], ['2027-01-05T06:30:00.000Z', '2027-01-05T06:22:00.000Z']);
  });
});
