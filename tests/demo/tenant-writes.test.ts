import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Caller, Reply } from './tenant-caller.ts';
import { delta, detailOf, openTenant } from './tenant-caller.ts';

describe('writing mailboxes', () => {
  let tenant: Caller;
  beforeEach(async () => {
    tenant = await openTenant({ size: 40 });
  });
  afterEach(() => tenant.close());

  const set = (identity: string, parameters: object): Promise<Reply> =>
    tenant.invoke('Set-Mailbox', { Identity: identity, ...parameters });
  const done = async (identity: string, parameters: object): Promise<void> => {
    const answer = await set(identity, parameters);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.body.value, []);
    assert.deepEqual(answer.body['@adminapi.warnings'], []);
  };
  const refused = async (identity: string, parameters: object): Promise<string> => {
    const before = JSON.stringify(await tenant.row(identity));
    const answer = await set(identity, parameters);
    assert.equal(answer.status, 400, answer.text);
    assert.equal(JSON.stringify(await tenant.row(identity)), before);
    return detailOf(answer) || answer.text;
  };

  it('moves the flag there and back', async () => {
    const { ExternalDirectoryObjectId: id } = await tenant.row('alice@contoso.com');
    assert.ok(id);
    await done(id, { IsExchangeCloudManaged: true });
    assert.equal(String((await tenant.row(id)).IsExchangeCloudManaged), 'true');
    await done(id, { IsExchangeCloudManaged: false });
    assert.equal(String((await tenant.row(id)).IsExchangeCloudManaged), 'false');
  });

  it('warns when nothing changes', async () => {
    const answer = await set('bob@contoso.com', { IsExchangeCloudManaged: true });
    assert.equal(answer.status, 200);
    assert.match(
      String(answer.body['@adminapi.warnings']?.[0]),
      /completed successfully but no settings of 'bob' have been modified/,
    );
  });

  it('refuses values whose authority is on-premises, in the words of the service', async () => {
    const text = await refused('alice@contoso.com', { CustomAttribute1: 'x', Alias: 'y' });
    assert.ok(
      text.endsWith(
        `The operation on mailbox "alice" failed because it's out of the current user's write scope. The action 'Set-Mailbox', 'CustomAttribute1,Alias', can't be performed on the object 'alice' because the object is being synchronized from your on-premises organization. This action should be performed on the object in your on-premises organization.`,
      ),
    );
  });

  it('lets only the type be changed while the authority is on-premises', async () => {
    await done('alice@contoso.com', { Type: 'Shared' });
    assert.equal((await tenant.row('alice@contoso.com')).RecipientTypeDetails, 'SharedMailbox');
  });

  it('never lets the name of a synced person be changed', async () => {
    assert.match(
      await refused('bob@contoso.com', { DisplayName: 'Robert' }),
      /'DisplayName'.*synchronized from your on-premises/,
    );
    await done('carol@contoso.com', { DisplayName: 'Caroline' });
  });

  it('refuses the flag on mailboxes that are not synced, with a text that can be set', async () => {
    for (const identity of ['carol@contoso.com', 'wholeobject@contoso.com', 'discovery@contoso.com']) {
      assert.match(await refused(identity, { IsExchangeCloudManaged: true }), /IsExchangeCloudManaged/);
    }
    await tenant.control('POST', 'settings', { notSyncedErrorMessage: 'Not for this one.' });
    assert.match(await refused('carol@contoso.com', { IsExchangeCloudManaged: true }), /\|Not for this one\.$/);
  });

  it('refuses the flag on synced mailboxes of a type that cannot move', async () => {
    assert.match(await refused('linked@contoso.com', { IsExchangeCloudManaged: true }), /LinkedMailbox/);
  });

  it('adds and removes addresses, replaces them, and moves the primary one', async () => {
    await done('bob@contoso.com', {
      EmailAddresses: delta({ Add: ['smtp:bobby@contoso.com', 'plain@fabrikam.com'], Remove: ['smtp:BB@contoso.com'] }),
    });
    const changed = [...((await tenant.row('bob@contoso.com')).EmailAddresses ?? [])].map(String);
    assert.ok(changed.includes('smtp:bobby@contoso.com') && changed.includes('smtp:plain@fabrikam.com'));
    assert.ok(!changed.includes('smtp:bb@contoso.com'));
    await done('bob@contoso.com', { PrimarySmtpAddress: 'bobby@contoso.com' });
    const moved = await tenant.row('bob@contoso.com');
    assert.equal(moved.WindowsEmailAddress, 'bobby@contoso.com');
    assert.ok(moved.EmailAddresses?.includes('smtp:bob@contoso.com'));
    await done('bob@contoso.com', { EmailAddresses: ['SMTP:bob@contoso.com', 'smtp:b@contoso.com'] });
    const replaced = await tenant.row('bob@contoso.com');
    assert.deepEqual(replaced.EmailAddresses, ['SMTP:bob@contoso.com', 'smtp:b@contoso.com']);
    assert.equal(replaced.PrimarySmtpAddress, 'bob@contoso.com');
  });

  it('refuses addresses of other domains, of other recipients, and a list without a primary one', async () => {
    const add = (address: string): object => ({ EmailAddresses: delta({ Add: [address] }) });
    assert.match(await refused('bob@contoso.com', add('smtp:b@wingtiptoys.com')), /NotAcceptedDomainException/);
    assert.match(await refused('bob@contoso.com', add('smtp:alice.archer@contoso.com')), /ProxyAddressExistsException/);
    assert.match(
      await refused('bob@contoso.com', { EmailAddresses: ['smtp:b@contoso.com'] }),
      /no primary SMTP address/,
    );
  });

  it('writes every kind of value and clears it again', async () => {
    const written = {
      CustomAttribute15: 'last',
      ExtensionCustomAttribute5: ['one', 'two'],
      HiddenFromAddressListsEnabled: false,
      MailTip: 'Short and new.',
      ForwardingSmtpAddress: 'bob@example.net',
      ForwardingAddress: 'alice@contoso.com',
      DeliverToMailboxAndForward: true,
      LitigationHoldEnabled: true,
      ModerationEnabled: true,
      RequireSenderAuthenticationEnabled: true,
      GrantSendOnBehalfTo: ['alice@contoso.com'],
    };
    await done('bob@contoso.com', written);
    const row = await tenant.row('bob@contoso.com');
    const stored = {
      ...written,
      ForwardingSmtpAddress: 'smtp:bob@example.net',
      ForwardingAddress: 'alice',
      MailTip: '<html>\r\n<body>\r\nShort and new.\r\n</body>\r\n</html>\r\n',
      GrantSendOnBehalfTo: ['alice'],
    };
    for (const [name, value] of Object.entries(stored)) assert.deepEqual(row[name], value, name);
    await done('bob@contoso.com', {
      CustomAttribute15: null,
      MailTip: null,
      ForwardingSmtpAddress: null,
      GrantSendOnBehalfTo: delta({ Remove: ['alice'] }),
      ExtensionCustomAttribute5: { '@odata.type': '#Exchange.GenericHashTable' },
    });
    const cleared = await tenant.row('bob@contoso.com');
    const empty = [
      cleared.CustomAttribute15,
      cleared.MailTip,
      cleared.ForwardingSmtpAddress,
      cleared.GrantSendOnBehalfTo,
      cleared.ExtensionCustomAttribute5,
    ];
    assert.deepEqual(empty, ['', null, null, [], []]);
  });

  it('refuses values that do not fit their parameter', async () => {
    assert.match(
      await refused('bob@contoso.com', { IsExchangeCloudManaged: 'yes' }),
      /ParameterTransformationException/,
    );
    assert.match(await refused('bob@contoso.com', { EmailAddresses: { Add: ['smtp:x@contoso.com'] } }), /JObject/);
    assert.match(await refused('bob@contoso.com', { Type: 'Bogus' }), /possible values/);
    assert.match(
      await refused('bob@contoso.com', { IsExchangeCloudManged: true }),
      /AmbiguousParameterSetException.*IsExchangeCloudManged/,
    );
  });

  it('does nothing under WhatIf but say what it would do', async () => {
    const answer = await set('alice@contoso.com', { IsExchangeCloudManaged: true, WhatIf: true });
    assert.match(String(answer.body['@adminapi.confirmationmessage']), /^What if/);
    assert.equal(String((await tenant.row('alice@contoso.com')).IsExchangeCloudManaged), 'false');
  });

  it('does not find what it is asked to change', async () => {
    assert.equal((await set('remote@contoso.com', { IsExchangeCloudManaged: true })).status, 404);
  });
});

describe('the organisation', () => {
  let tenant: Caller;
  beforeEach(async () => {
    tenant = await openTenant({ size: 40 });
  });
  afterEach(() => tenant.close());

  const blocked = async (): Promise<unknown> =>
    (await tenant.invoke('Get-OrganizationConfig')).body.value?.[0]?.BlockExchangeProvisioningFromOnPremEnabled;
  const set = (parameters: object): Promise<Reply> => tenant.invoke('Set-OrganizationConfig', parameters);

  it('turns the default on and off with two switches and reads it back under another name', async () => {
    assert.equal(await blocked(), false);
    assert.equal((await set({ ExchangeAttributesCloudManagedByDefault: true })).status, 200);
    assert.equal(await blocked(), true);
    const again = await set({ ExchangeAttributesCloudManagedByDefault: true });
    assert.match(String(again.body['@adminapi.warnings']?.[0]), /no settings of/);
    assert.equal((await set({ ExchangeAttributesServerManagedByDefault: true })).status, 200);
    assert.equal(await blocked(), false);
  });

  it('refuses both switches at once', async () => {
    const answer = await set({
      ExchangeAttributesCloudManagedByDefault: true,
      ExchangeAttributesServerManagedByDefault: true,
    });
    assert.match(detailOf(answer), /AmbiguousParameterSetException/);
    assert.equal(await blocked(), false);
  });

  it('lists the accepted domains', async () => {
    const answer = await tenant.invoke('Get-AcceptedDomain');
    const names = [...(answer.body.value ?? [])].map((row) => String(row.DomainName));
    assert.ok(names.includes('fabrikam.com') && !names.includes('wingtiptoys.com'));
  });

  it('shows the assistant of a user', async () => {
    await tenant.control('POST', 'cloud', { identity: 'alice', values: { AssistantName: 'Ana' } });
    assert.equal((await tenant.invoke('Get-User', { Identity: 'alice' })).body.value?.[0]?.AssistantName, 'Ana');
  });
});
