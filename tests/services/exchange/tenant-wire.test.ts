import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import {
  ADA,
  exchangeBody,
  exchangeFault,
  exchangeOnScript,
  exchangeRow,
  type ScriptedExchange,
  TENANT,
} from '../../support/exchange-on-script.ts';
import { failsWith } from '../../support/fails-with.ts';
import { reply } from '../../support/scripted-server.ts';

const ANCHOR = `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${TENANT}`;
const NOT_FOUND = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException';
const DONE = reply(200, exchangeBody([]));
const GONE = reply(404, exchangeFault(NOT_FOUND, 'gone'));

let stage: ScriptedExchange;
beforeEach(async () => {
  await stage?.close();
  stage = await exchangeOnScript();
});
after(() => stage.close());

/** The cmdlets that arrived, with what they were told. */
function sent(): readonly (readonly [string, unknown])[] {
  return stage.server.seen.map(({ body }) => {
    const { CmdletName, Parameters } = JSON.parse(body).CmdletInput;
    return [CmdletName, Parameters];
  });
}

const rows = (...list: readonly unknown[]) => reply(200, exchangeBody(list));

describe('The organisation on the wire', () => {
  it('is switched by exactly one of two switches, always as true', async () => {
    stage.server.play(DONE);
    await stage.exchange.setCloudManagedByDefault(true);
    await stage.exchange.setCloudManagedByDefault(false);
    assert.deepEqual(sent(), [
      ['Set-OrganizationConfig', { ExchangeAttributesCloudManagedByDefault: true }],
      ['Set-OrganizationConfig', { ExchangeAttributesServerManagedByDefault: true }],
    ]);
  });

  it('edge 54: has an unknown default when Exchange does not tell, never an off one', async () => {
    for (const row of [
      { Name: 'contoso.onmicrosoft.com', DisplayName: 'Contoso' },
      { Name: 'x', BlockExchangeProvisioningFromOnPremEnabled: null, PublicFoldersEnabled: '' },
    ]) {
      stage.server.play(rows(row));
      const organization = await stage.exchange.organization();
      assert.deepEqual([organization.isCloudManagedByDefault, organization.publicFolders], [null, null]);
    }
  });

  it('is exactly one, and its default is true or false', async () => {
    const row = { Name: 'x', DisplayName: 'x', BlockExchangeProvisioningFromOnPremEnabled: true };
    for (const answer of [[], [row, row], [{ ...row, BlockExchangeProvisioningFromOnPremEnabled: 'True' }]]) {
      stage.server.play(rows(...answer));
      assert.equal((await failsWith(stage.exchange.organization(), 'protocol')).context.reason, 'unexpected-row');
    }
  });
});

describe('The list of permitted cmdlets on the wire', () => {
  it('is fetched, not posted, as the module of Microsoft does', async () => {
    stage.server.play(reply(200, { value: [{ exportedCmdlets: 'Get-Mailbox, Set-Mailbox,,<script>' }] }));
    assert.deepEqual([...(await stage.exchange.permittedCmdlets())], ['Get-Mailbox', 'Set-Mailbox']);
    const [seen] = stage.server.seen;
    assert.equal(seen?.method, 'GET');
    assert.equal(seen.path, `/AdminApi/v1.0/${TENANT}/EXOModuleFile?Version=3.9.2`);
    assert.equal(seen.body, '');
    assert.deepEqual(
      [seen.headers.commandname, seen.headers.authorization, seen.headers['x-anchormailbox']],
      ['*', 'Bearer token-1', ANCHOR],
    );
  });

  it('is repeated like a read when Exchange is busy', async () => {
    stage.server.play(reply(503, 'busy'), reply(200, { value: [{ exportedCmdlets: 'Get-Mailbox' }] }));
    assert.equal((await stage.exchange.permittedCmdlets()).size, 1);
  });

  it('is an error when there is none: no list does not say that nothing is permitted', async () => {
    for (const body of [{ value: [] }, { value: [{ version: '3.9.2' }] }, { value: null }]) {
      stage.server.play(reply(200, body));
      await failsWith(stage.exchange.permittedCmdlets(), 'protocol');
    }
  });
});

describe('A recipient on the wire', () => {
  const recipient = (changes: object = {}) => ({
    ExternalDirectoryObjectId: ADA,
    Name: 'ada',
    DisplayName: 'Ada',
    PrimarySmtpAddress: "o'hara@contoso.com",
    EmailAddresses: ["SMTP:o'hara@contoso.com"],
    RecipientTypeDetails: 'MailUser',
    ...changes,
  });

  it('is looked for by a filter with its quotes doubled', async () => {
    stage.server.play(rows(recipient()));
    assert.equal((await stage.exchange.recipientAt("O'Hara@contoso.com"))?.objectId, ADA);
    const filter = "EmailAddresses -eq 'smtp:O''Hara@contoso.com'";
    assert.deepEqual(sent(), [['Get-Recipient', { Filter: filter, ResultSize: 'Unlimited' }]]);
    assert.match(stage.server.seen[0]?.path ?? '', /\?\$select=ExternalDirectoryObjectId,.*ArchiveGuid$/);
  });

  it('is not one that Exchange brought without being asked', async () => {
    stage.server.play(rows(recipient()));
    assert.equal(await stage.exchange.recipientAt('hara@contoso.com'), undefined);
  });

  it('is not guessed when two have the address', async () => {
    stage.server.play(rows(recipient(), recipient({ Name: 'other' })));
    await failsWith(stage.exchange.recipientAt("o'hara@contoso.com"), 'ambiguous');
  });

  it('has no identifiers where Exchange writes zeros, nothing or null, and unknown flags stay unknown', async () => {
    const none = '00000000-0000-0000-0000-000000000000';
    stage.server.play(rows(recipient({ ExternalDirectoryObjectId: '', ExchangeGuid: none, ArchiveGuid: null })));
    const found = await stage.exchange.recipientAt("o'hara@contoso.com");
    assert.deepEqual(
      [found?.objectId, found?.exchangeGuid, found?.archiveGuid, found?.isDirSynced],
      [null, null, null, null],
    );
  });

  it('is left out of a list when it is of another type than was asked for', async () => {
    stage.server.play(rows(recipient(), recipient({ RecipientTypeDetails: 'MailUserX' })));
    const pages = await stage.exchange.recipients(['MailUser'])[Symbol.asyncIterator]().next();
    assert.equal(pages.value?.length, 1);
    assert.deepEqual(sent(), [['Get-Recipient', { RecipientTypeDetails: ['MailUser'], ResultSize: 'Unlimited' }]]);
  });

  it('is an error when it cannot be read, which names no value', async () => {
    stage.server.play(rows(recipient({ EmailAddresses: 'secret-value' })));
    const error = await failsWith(stage.exchange.recipientAt("o'hara@contoso.com"), 'protocol');
    assert.ok(!JSON.stringify([error.message, error.context]).includes('secret'));
    assert.match(error.message, /EmailAddresses/);
  });
});

describe('The moves of a mailbox on the wire', () => {
  const GUID = '2be92a50-0000-4a40-8471-b7ce9c2e0001';
  const ada = exchangeRow({ Name: 'ada', ExchangeGuid: GUID });
  const byCmdlet = (answers: Readonly<Record<string, ReturnType<typeof reply>>>) =>
    stage.server.play((response, seen) => {
      const { CmdletName: name, Parameters: parameters } = JSON.parse(seen.body).CmdletInput;
      (answers[`${name} ${Object.keys(parameters)[0]}`] ?? GONE)(response, seen);
    });

  it('are asked for by object id, by the address of enrolment and by the GUID of the mailbox', async () => {
    byCmdlet({ 'Get-Recipient Identity': rows(ada), 'Get-MigrationUser MailboxGuid': DONE });
    assert.deepEqual(await stage.exchange.movesOf(ADA), []);
    assert.deepEqual(
      sent()
        .map(([name, parameters]) => `${name} ${JSON.stringify(parameters)}`)
        .sort(),
      [
        'Get-MigrationUser {"Identity":"ada@contoso.com"}',
        `Get-MigrationUser {"MailboxGuid":"${GUID}"}`,
        `Get-MoveRequest {"Identity":"${ADA}"}`,
        `Get-Recipient {"Identity":"${ADA}"}`,
      ],
    );
  });

  it('hold a migration user once, also when both questions find it', async () => {
    const user = { Status: 'Synced', Guid: '11111111-0000-4000-8000-000000000001' };
    byCmdlet({
      'Get-Recipient Identity': rows(ada),
      'Get-MigrationUser Identity': rows(user),
      'Get-MigrationUser MailboxGuid': rows(user),
    });
    assert.deepEqual(await stage.exchange.movesOf(ADA), [{ kind: 'migration-user', status: 'Synced' }]);
  });

  it('hold a migration user whose address has changed since', async () => {
    byCmdlet({ 'Get-Recipient Identity': rows(ada), 'Get-MigrationUser MailboxGuid': rows({ Status: 'Failed' }) });
    assert.deepEqual(await stage.exchange.movesOf(ADA), [{ kind: 'migration-user', status: 'Failed' }]);
  });

  it('are not none when one of the questions is refused or answered with another object', async () => {
    byCmdlet({ 'Get-Recipient Identity': rows(ada), 'Get-MoveRequest Identity': reply(403) });
    await failsWith(stage.exchange.movesOf(ADA), 'permission');
    byCmdlet({ 'Get-Recipient Identity': DONE });
    await failsWith(stage.exchange.movesOf(ADA), 'protocol');
    byCmdlet({ 'Get-Recipient Identity': rows({ ...ada, ExternalDirectoryObjectId: GUID }) });
    await failsWith(stage.exchange.movesOf(ADA), 'protocol');
    byCmdlet({ 'Get-Recipient Identity': rows(ada), 'Get-MoveRequest Identity': rows({ Status: '' }) });
    await failsWith(stage.exchange.movesOf(ADA), 'protocol');
  });
});

describe('The parts of the hybrid set-up on the wire', () => {
  it('are unknown where Exchange does not tell, and stay in the list', async () => {
    stage.server.play(rows({ Name: 'x', Identity: 'x' }));
    const parts = await stage.exchange.hybridParts();
    assert.equal(parts.length, 6);
    assert.ok(parts.every(({ name, status }) => name === 'x' && status === 'Unknown'));
    assert.ok(sent().every(([, parameters]) => JSON.stringify(parameters) === '{}'));
  });

  it('are all of them or an error', async () => {
    stage.server.play((response, seen) =>
      (seen.headers['x-cmdletname'] === 'Get-MigrationBatch' ? reply(403) : DONE)(response, seen),
    );
    await failsWith(stage.exchange.hybridParts(), 'permission');
  });
});
