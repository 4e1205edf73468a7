import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PEOPLE } from '../../demo/people.ts';
import type { Caller, Json } from './tenant-caller.ts';
import { detailOf, openTenant } from './tenant-caller.ts';

const NOT_FOUND = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException';

describe('reading mailboxes', () => {
  let tenant: Caller;
  before(async () => {
    tenant = await openTenant();
  });
  after(() => tenant.close());

  const list = async (parameters: object, query = ''): Promise<readonly Json[]> => {
    const answer = await tenant.invoke('Get-Mailbox', parameters, { query });
    assert.equal(answer.status, 200, answer.text);
    return answer.body.value ?? [];
  };

  it('finds one mailbox by every identity it has', async () => {
    const alice = await tenant.row('alice@contoso.com');
    const identities = [
      'ALICE@contoso.com',
      'a.archer@fabrikam.com',
      'alice',
      'Alice Archer',
      alice.Guid,
      alice.ExchangeGuid,
      alice.ExternalDirectoryObjectId,
    ];
    for (const identity of identities) {
      assert.ok(identity);
      assert.equal((await tenant.row(identity)).ExchangeGuid, alice.ExchangeGuid, identity);
    }
  });

  it('takes cmdlet and parameter names in any case', async () => {
    const answer = await tenant.invoke('gEt-mAiLbOx', { identity: 'bob@contoso.com' });
    assert.equal(answer.body.value?.[0]?.IsExchangeCloudManaged, true);
  });

  it('sends the envelope and the headers of the service', async () => {
    const { body, headers } = await tenant.invoke('Get-Mailbox', { Identity: 'alice' });
    assert.match(String(body['@odata.context']), /\$metadata#Collection\(Exchange\.GenericHashTable\)$/);
    assert.deepEqual(body['@adminapi.warnings'], []);
    assert.equal(body['adminapi.warnings@odata.type'], '#Collection(String)');
    assert.equal(headers.get('x-concurrencycount'), '0');
    assert.equal(headers.get('rate-limit-limit'), '30000');
    assert.match(headers.get('request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  it('names the type of guids, dates, numbers and lists before the value', async () => {
    const row = await tenant.row('alice');
    const keys = Object.keys(row);
    assert.deepEqual(keys.slice(0, 3), ['DatabaseGuid@data.type', 'DatabaseGuid@odata.type', 'DatabaseGuid']);
    assert.equal(row['ExchangeGuid@data.type'], 'System.Guid');
    assert.equal(row['WhenChangedUTC@data.type'], 'System.DateTime');
    assert.equal(row['RecipientSoftDeletedStatus@data.type'], 'System.Int32');
    assert.equal(row['EmailAddresses@odata.type'], '#Collection(String)');
    assert.equal(keys.indexOf('EmailAddresses@odata.type') + 1, keys.indexOf('EmailAddresses'));
    assert.match(String(row.WhenChanged), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/);
    assert.match(String(row.WhenChangedUTC), /\.\d{7}Z$/);
  });

  it('reduces rows to what $select names, with the companions', async () => {
    const [row] = await list({ Identity: 'alice' }, '?$select=userprincipalname,Guid,IsDirSynced');
    assert.ok(row);
    assert.deepEqual(Object.keys(row), [
      'UserPrincipalName',
      'IsDirSynced',
      'Guid@data.type',
      'Guid@odata.type',
      'Guid',
    ]);
  });

  it('answers 404 with form A for what is not there', async () => {
    const answer = await tenant.invoke('Get-Mailbox', { Identity: 'nobody@contoso.com' });
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error?.code, 'NotFound');
    assert.equal(detailOf(answer).split('|')[1], NOT_FOUND);
  });

  it('does not find mail users, groups and contacts as mailboxes', async () => {
    for (const identity of ['remote@contoso.com', 'all.staff@contoso.com', 'partner.1@adatum.example']) {
      const answer = await tenant.invoke('Get-Mailbox', { Identity: identity });
      assert.equal(detailOf(answer).split('|')[1], NOT_FOUND, identity);
      assert.equal((await tenant.invoke('Get-Recipient', { Identity: identity })).status, 200, identity);
    }
  });

  it('refuses an identity that fits two people', async () => {
    const answer = await tenant.invoke('Get-Mailbox', { Identity: 'Alex Smith' });
    assert.match(detailOf(answer), /\|Microsoft\.Exchange\.Configuration\.Tasks\.ManagementObjectAmbiguousException\|/);
    assert.equal((await list({ Anr: 'alex sm' })).length, 2);
  });

  it('refuses unknown parameters with form B', async () => {
    const answer = await tenant.invoke('Get-Mailbox', { BogusParameter: 1 });
    assert.equal(answer.status, 400);
    assert.match(
      detailOf(answer),
      /^\|Microsoft\.Exchange\.AdminApi\.CommandInvocation\.AmbiguousParameterSetException\|.*BogusParameter$/,
    );
  });

  it('filters by comparison, pattern, and, or, not and parentheses', async () => {
    const synced = await list({ Filter: "IsDirSynced -eq 'False'", ResultSize: 'Unlimited' });
    assert.ok(synced.length > 20 && synced.every((row) => String(row.IsDirSynced) === 'false'));
    const named = async (filter: string): Promise<string[]> =>
      (await list({ Filter: filter })).map((row) => String(row.Alias));
    assert.deepEqual(await named("Alias -eq 'alice' -or (Alias -like 'bo*' -and DisplayName -like '*Becker')"), [
      'alice',
      'bob',
    ]);
    assert.deepEqual(await named("alias -like '*ali*' -and -not DisplayName -eq 'Bob Becker' -and Alias -ne 'x'"), [
      'alice',
    ]);
    assert.deepEqual(await named("EmailAddresses -eq 'smtp:a.archer@fabrikam.com'"), ['alice']);
  });

  it('reads a doubled quote in a filter as one quote', async () => {
    const rows = await list({ Filter: "DisplayName -like '*O''Brien*'" });
    assert.ok(rows.length > 0 && rows.every((row) => String(row.DisplayName).includes("O'Brien")));
  });

  it('refuses filters it cannot read, and the undocumented one on the flag unless that is switched on', async () => {
    const flag = "IsExchangeCloudManaged -eq 'True'";
    for (const filter of [
      'Alias -eq',
      "Alias -eq 'x",
      'IsDirSynced -eq $true',
      "Bogus -eq 'x'",
      "(Alias -eq 'x'",
      "Alias -eq 'x' 'y'",
      flag,
    ]) {
      const answer = await tenant.invoke('Get-Mailbox', { Filter: filter });
      assert.equal(answer.status, 400, filter);
      assert.match(detailOf(answer), /Filter/, filter);
    }
    await tenant.control('POST', 'settings', { flagFilterable: true });
    assert.ok((await list({ Filter: flag })).length > 30);
    await tenant.control('POST', 'settings', { flagFilterable: false });
  });

  it('cuts at ResultSize and says so', async () => {
    const answer = await tenant.invoke('Get-Mailbox', { ResultSize: 3 });
    assert.equal(answer.body.value?.length, 3);
    assert.match(String(answer.body['@adminapi.warnings']?.[0]), /There are more results available/);
  });

  it('holds a directory of plausible variety', async () => {
    const rows = await list({ ResultSize: 'Unlimited' });
    const texts = rows.map((row) => JSON.stringify(row));
    assert.equal(rows.length, 560);
    assert.ok(rows.some((row) => (row.EmailAddresses?.length ?? 0) >= 60));
    assert.ok(rows.some((row) => String(row.MailTip ?? '').length === 900));
    for (const piece of [
      'ä',
      'ø',
      'Ł',
      'Νίκος',
      '花子',
      "O'Brien",
      'X500:',
      'SIP:',
      'SPO:',
      'wingtiptoys.com',
      'fabrikam.com',
    ]) {
      assert.ok(
        texts.some((text) => text.includes(piece)),
        piece,
      );
    }
    const types = new Set(rows.map((row) => String(row.RecipientTypeDetails)));
    for (const type of [
      'UserMailbox',
      'SharedMailbox',
      'RoomMailbox',
      'EquipmentMailbox',
      'LinkedMailbox',
      'SchedulingMailbox',
      'DiscoveryMailbox',
    ]) {
      assert.ok(types.has(type), type);
    }
    assert.ok(
      rows.some((row) => row.ForwardingSmtpAddress !== null) && rows.some((row) => row.ForwardingAddress !== null),
    );
    const ids = new Set(rows.flatMap((row) => [row.ExternalDirectoryObjectId, row.Guid, row.ExchangeGuid]));
    assert.equal(ids.size, rows.length * 3);
    const addresses = rows.flatMap((row) =>
      [...(row.EmailAddresses ?? [])].map((entry) => String(entry).toLowerCase()),
    );
    assert.equal(new Set(addresses).size, addresses.length);
  });

  it('holds the people of the demo under their ids', async () => {
    for (const person of PEOPLE) {
      const row = await tenant.row(person.objectId);
      assert.equal(row.UserPrincipalName, person.upn);
      assert.equal(String(row.IsDirSynced), 'true');
    }
  });
});

describe('the seed', () => {
  it('makes the same rows twice, other rows with another seed, and the same well-known ones always', async () => {
    const rowsOf = async (seed: number): Promise<{ text: string; alice: string }> => {
      const tenant = await openTenant({ seed });
      const answer = await tenant.invoke('Get-Mailbox', { ResultSize: 'Unlimited' });
      const alice = JSON.stringify(await tenant.row('alice@contoso.com'));
      await tenant.close();
      return { text: JSON.stringify(answer.body.value), alice };
    };
    const [first, again, other] = [await rowsOf(7), await rowsOf(7), await rowsOf(8)];
    assert.equal(first.text, again.text);
    assert.notEqual(first.text, other.text);
    assert.equal(first.alice, other.alice);
  });
});
