import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TENANT_ID } from '../../demo/people.ts';
import type { Caller, Json } from './tenant-caller.ts';
import { delta, detailOf, openTenant } from './tenant-caller.ts';

let tenant: Caller;
beforeEach(async () => {
  tenant = await openTenant({ size: 60 });
});
afterEach(() => tenant.close());

async function list(cmdlet: string, parameters: object = {}, query = ''): Promise<readonly Json[]> {
  const answer = await tenant.invoke(cmdlet, parameters, { query });
  assert.equal(answer.status, 200, answer.text);
  return answer.body.value ?? [];
}

describe('the recipients of the tenant', () => {
  it('are filtered by an address, whoever has it and in whatever case', async () => {
    const named = async (address: string): Promise<readonly string[]> =>
      (await list('Get-Recipient', { Filter: `EmailAddresses -eq 'SMTP:${address}'` })).map(({ Name }) => String(Name));
    assert.deepEqual(await named('A.Archer@fabrikam.com'), ['alice']);
    assert.deepEqual(await named('all.staff@contoso.com'), ['all.staff']);
    assert.deepEqual(await named('nobody@contoso.com'), []);
    assert.equal((await tenant.invoke('Get-Recipient', { Filter: "Bogus -eq 'x'" })).status, 400);
  });

  it('are listed by one type, by several in either spelling, and by the beginning of one type', async () => {
    const types = async (wanted: unknown): Promise<readonly string[]> => {
      const found = await list('Get-Recipient', { RecipientTypeDetails: wanted });
      return [...new Set(found.map((row) => String(row.RecipientTypeDetails)))].sort();
    };
    assert.deepEqual(await types('MailUser'), ['MailUser']);
    assert.deepEqual(await types(['mailcontact', 'SharedMailbox']), ['MailContact', 'SharedMailbox']);
    assert.deepEqual(await types('MailContact,SharedMailbox'), ['MailContact', 'SharedMailbox']);
    assert.deepEqual(await types('MailCon'), ['MailContact']);
  });

  it('are refused for a type that is none, with the types there are', async () => {
    const answer = await tenant.invoke('Get-Recipient', { RecipientTypeDetails: ['MailUser', 'Bogus'] });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /ParameterTransformationException/);
    assert.match(answer.text, /possible values are .*MailUser/);
  });

  it('show the mailbox that a mail user has on-premises, and an archive in the cloud', async () => {
    const none = '00000000-0000-0000-0000-000000000000';
    const users = await list('Get-Recipient', { RecipientTypeDetails: 'MailUser' });
    assert.ok(users.every((row) => row.ExchangeGuid !== undefined && String(row.ExchangeGuid) !== none));
    assert.equal(users[0]?.['ExchangeGuid@odata.type'], '#Guid');
    assert.equal(users.filter((row) => String(row.ArchiveGuid) !== none).length, 1);
    const [group] = await list('Get-Recipient', { Identity: 'all.staff' });
    assert.equal(group?.ExchangeGuid, none);
  });

  it('come in pages that hold for the same anchor and body', async () => {
    const body = { ResultSize: 'Unlimited' };
    const call = { headers: { prefer: 'odata.maxpagesize=50' }, query: '?$select=Guid' };
    const all = await list('Get-Recipient', body);
    const seen: string[] = [];
    let answer = await tenant.invoke('Get-Recipient', body, call);
    for (;;) {
      seen.push(...(answer.body.value ?? []).map((row) => String(row.Guid)));
      const link = answer.body['@odata.nextLink'];
      if (link === undefined) break;
      assert.equal((await tenant.invoke('Get-Recipient', { ResultSize: 5000 }, { ...call, query: link })).status, 400);
      answer = await tenant.invoke('Get-Recipient', body, { ...call, query: link });
    }
    assert.ok(all.length > 50);
    assert.deepEqual(
      seen,
      all.map((row) => String(row.Guid)),
    );
  });
});

describe('the hybrid set-up of the tenant', () => {
  it('stands as the wizard left it, in rows with their annotations', async () => {
    const [inbound, partner] = await list('Get-InboundConnector');
    assert.match(String(inbound?.Name), /^Inbound from [0-9a-f-]{36}$/);
    assert.deepEqual([inbound?.ConnectorType, partner?.ConnectorType], ['OnPremises', 'Partner']);
    assert.equal(inbound?.['SenderDomains@odata.type'], '#Collection(String)');
    assert.match(String((await list('Get-OutboundConnector'))[0]?.Name), /^Outbound to [0-9a-f-]{36}$/);
    assert.match(String((await list('Get-OrganizationRelationship'))[0]?.Name), /^O365 to On-premises - /);
    assert.equal((await list('Get-IntraOrganizationConnector')).length, 1);
    assert.equal((await list('Get-MigrationEndpoint'))[0]?.EndpointType, 'ExchangeRemoteMove');
    assert.deepEqual(await list('Get-MigrationBatch', {}, '?$select=Status'), [{ Status: 'Completed' }]);
    assert.equal((await tenant.invoke('Get-MigrationBatch', { Identity: 'Wave 9' })).status, 404);
  });

  it('is what the control says', async () => {
    const parts = [{ kind: 'migration-batch', name: 'Wave 2', status: 'Syncing' }];
    assert.equal((await tenant.control('POST', 'hybrid', { parts })).status, 200);
    assert.deepEqual(await list('Get-MigrationBatch', {}, '?$select=Identity,Status'), [
      { Identity: 'Wave 2', Status: 'Syncing' },
    ]);
    assert.deepEqual(await list('Get-InboundConnector'), []);
    for (const wrong of [{}, { parts: 'none' }, { parts: [{ kind: 'tape', name: 'x', status: 'y' }] }, { part: [] }])
      assert.equal((await tenant.control('POST', 'hybrid', wrong)).status, 400);
  });

  it('has its public folders where the setting says', async () => {
    assert.equal((await list('Get-OrganizationConfig'))[0]?.PublicFoldersEnabled, 'Local');
    assert.equal((await tenant.control('POST', 'settings', { publicFoldersEnabled: 'Remote' })).status, 200);
    assert.equal((await list('Get-OrganizationConfig'))[0]?.PublicFoldersEnabled, 'Remote');
    assert.equal((await tenant.control('POST', 'settings', { publicFoldersEnabled: 'Elsewhere' })).status, 400);
  });
});

describe('the moves of the tenant', () => {
  it('hold one in progress, found by any identity of its mailbox', async () => {
    const { ExternalDirectoryObjectId: id } = await tenant.row('moving@contoso.com');
    for (const Identity of [id, 'moving', 'MOVING@contoso.com'])
      assert.equal((await list('Get-MoveRequest', { Identity }))[0]?.Status, 'InProgress');
    assert.equal((await list('Get-MoveRequest')).length, 1);
    const none = await tenant.invoke('Get-MoveRequest', { Identity: 'alice' });
    assert.equal(none.status, 404);
    assert.match(detailOf(none), /ManagementObjectNotFoundException/);
  });

  it('show a migration user by the address of enrolment or the GUID of its mailbox, and by nothing else', async () => {
    const { ExternalDirectoryObjectId: id, ExchangeGuid: guid } = await tenant.row('alice');
    const moves = [{ kind: 'migration-user', status: 'Synced' }];
    assert.equal((await tenant.control('POST', 'moves', { identity: 'alice', moves })).status, 200);
    await tenant.control('POST', 'cloud', { identity: 'alice', values: { PrimarySmtpAddress: 'new@contoso.com' } });
    for (const known of [{ Identity: 'alice@contoso.com' }, { MailboxGuid: guid }])
      assert.equal((await list('Get-MigrationUser', known))[0]?.Status, 'Synced');
    for (const Identity of [id, 'new@contoso.com'])
      assert.equal((await tenant.invoke('Get-MigrationUser', { Identity })).status, 404);
    assert.deepEqual(await list('Get-MigrationUser', { MailboxGuid: id }), []);
    await tenant.control('POST', 'moves', { identity: 'alice', moves: [] });
    assert.deepEqual(await list('Get-MigrationUser'), []);
  });

  it('are set only in words that mean something', async () => {
    for (const [body, status] of [
      [{ identity: 'nobody', moves: [] }, 404],
      [{ identity: 'alice' }, 400],
      [{ identity: 'alice', moves: [{ kind: 'removal-van', status: 'x' }] }, 400],
      [{ identity: 'alice', moves: [{ kind: 'move-request', status: '' }] }, 400],
    ] as const)
      assert.equal((await tenant.control('POST', 'moves', body)).status, status);
  });
});

describe('licences in the tenant', () => {
  it('are missing from one well-known user mailbox, from shared ones, and where the control takes them away', async () => {
    const assigned = async (identity: string): Promise<boolean> =>
      String((await tenant.row(identity)).SKUAssigned) === 'true';
    assert.deepEqual(
      [await assigned('unlicensed'), await assigned('sales'), await assigned('alice')],
      [false, false, true],
    );
    await tenant.control('POST', 'cloud', { identity: 'alice', values: { SKUAssigned: false } });
    assert.equal(await assigned('alice'), false);
  });
});

describe('the list of cmdlets of the tenant', () => {
  const ask = (headers: Record<string, string>, query = '?Version=3.9.2') =>
    tenant.send(`/AdminApi/v1.0/${TENANT_ID}/EXOModuleFile${query}`, { headers });
  const names = async (token: string, commandName: string): Promise<string> => {
    const { body } = await ask({ authorization: `Bearer ${token}`, CommandName: commandName });
    return String(body.value?.[0]?.exportedCmdlets);
  };

  it('is in alphabetical order, and only what was asked for', async () => {
    const all = (await names('demo-full', '*')).split(',');
    assert.deepEqual(all, [...all].sort());
    assert.ok(all.includes('Get-MoveRequest') && all.includes('Set-OrganizationConfig'));
    assert.equal(await names('demo-full', 'set-mailbox'), 'Set-Mailbox');
    assert.equal(await names('demo-reader', 'Set-Mailbox'), '');
  });

  it('is kept from those without a role, and from a call without a version', async () => {
    assert.equal((await ask({ authorization: 'Bearer demo-norole', CommandName: '*' })).status, 401);
    assert.equal((await ask({ authorization: 'Bearer demo-norbac', CommandName: '*' })).status, 403);
    assert.equal((await ask({ authorization: 'Bearer demo-full', CommandName: '*' }, '')).status, 400);
  });

  it('meets faults and is seen like any call', async () => {
    await tenant.control('DELETE', 'calls');
    await tenant.fault({ kind: 'status', status: 503, path: 'EXOModuleFile' });
    assert.equal((await ask({ authorization: 'Bearer demo-full', CommandName: '*' })).status, 503);
    const [call] = (await tenant.control('GET', 'calls')).body.calls ?? [];
    assert.deepEqual([call?.method, Number(call?.status)], ['GET', 503]);
  });
});

describe('addresses in the tenant', () => {
  const set = (parameters: object) => tenant.invoke('Set-Mailbox', { Identity: 'bob', ...parameters });
  const entries = async (): Promise<readonly string[]> =>
    [...((await tenant.row('bob')).EmailAddresses ?? [])].map(String);

  it('keep X500, SIP and SPO entries unless these are named', async () => {
    const special = async () => (await entries()).filter((entry) => /^(X500|SIP|SPO):/.test(entry));
    const before = await special();
    assert.equal(before.length, 3);
    await set({ EmailAddresses: delta({ Add: ['smtp:b2@contoso.com'], Remove: ['smtp:bb@contoso.com'] }) });
    await set({ WindowsEmailAddress: 'b2@contoso.com' });
    assert.deepEqual(await special(), before);
    await set({ EmailAddresses: delta({ Remove: ['sip:bob@contoso.com'] }) });
    assert.equal((await special()).length, 2);
  });

  it('keep their primary one, which cannot be removed in any spelling', async () => {
    const before = await entries();
    for (const Remove of [['SMTP:bob@contoso.com'], ['smtp:BOB@contoso.com'], ['bob@contoso.com']]) {
      const answer = await set({ EmailAddresses: delta({ Remove }) });
      assert.equal(answer.status, 400);
      assert.match(answer.text, /no primary SMTP address/);
    }
    assert.deepEqual(await entries(), before);
  });

  it('are refused as primary ones too when the domain is not accepted or somebody has them', async () => {
    assert.match(detailOf(await set({ WindowsEmailAddress: 'b@wingtiptoys.com' })), /NotAcceptedDomainException/);
    const taken = await set({ WindowsEmailAddress: 'team.1@contoso.com' });
    assert.match(detailOf(taken), /ProxyAddressExistsException.*already being used by the proxy addresses/);
  });
});
