import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import type { ExchangeOnline } from '../../services/exchange/exchange-tenant.ts';
import type { Edit } from '../../services/mailbox/edit.ts';
import {
  fails,
  gathered,
  type Known,
  mailboxAt,
  openClient,
  openFake,
  readKnown,
  type Stage,
} from './exchange-tenant-stage.ts';

const NOBODY = '00000000-0000-4000-8000-00000000dead';

let known: Known;
before(async () => {
  known = await readKnown();
});

const idOf = (name: string): string => mailboxAt(known, `${name}@contoso.com`).objectId;

const tip = (value: string): Edit => ({ kind: 'set', name: 'MailTip', value });

/** Every method, called as it would be. */
const CALLS: readonly (readonly [string, (exchange: ExchangeOnline, signal?: AbortSignal) => Promise<unknown>])[] = [
  ['organization', (exchange, signal) => exchange.organization(signal)],
  ['setCloudManagedByDefault', (exchange, signal) => exchange.setCloudManagedByDefault(true, signal)],
  ['acceptedDomains', (exchange, signal) => exchange.acceptedDomains(signal)],
  ['permittedCmdlets', (exchange, signal) => exchange.permittedCmdlets(signal)],
  ['movesOf', (exchange, signal) => exchange.movesOf(idOf('alice'), signal)],
  ['recipientAt', (exchange, signal) => exchange.recipientAt('alice@contoso.com', signal)],
  ['recipients', (exchange, signal) => gathered(exchange.recipients(['MailUser'], signal))],
  ['hybridParts', (exchange, signal) => exchange.hybridParts(signal)],
  ['mailboxes', (exchange, signal) => gathered(exchange.mailboxes(signal))],
  ['edit', (exchange, signal) => exchange.edit(idOf('bob'), [tip('New.')], signal)],
];
const WRITES = ['setCloudManagedByDefault', 'edit'];

for (const [name, open] of [
  ['the client on the demo tenant', openClient],
  ['the in-process fake', () => openFake(known)],
] as const) {
  describe(`Exchange beyond the flag: ${name}`, () => {
    let stage: Stage;
    let exchange: ExchangeOnline;
    beforeEach(async () => {
      stage = await open();
      exchange = stage.exchange;
    });
    afterEach(() => stage.close());

    it('shows the organisation, and where its public folders are', async () => {
      const organization = await exchange.organization();
      assert.deepEqual(organization, {
        name: 'contoso.onmicrosoft.com',
        displayName: 'Contoso',
        isCloudManagedByDefault: false,
        publicFolders: 'Local',
      });
      await stage.setPublicFolders('Remote');
      assert.equal((await exchange.organization()).publicFolders, 'Remote');
    });

    it('edge 37: sets the default by one of two switches, and shows it under its other name', async () => {
      for (const value of [true, true, false, false]) {
        await exchange.setCloudManagedByDefault(value);
        assert.equal((await exchange.organization()).isCloudManagedByDefault, value);
      }
    });

    it('shows the old default for a while when reads are stale', async () => {
      await stage.staleReads(1);
      await exchange.setCloudManagedByDefault(true);
      const shown = [await exchange.organization(), await exchange.organization()];
      assert.deepEqual(
        shown.map((organization) => organization.isCloudManagedByDefault),
        [false, true],
      );
    });

    it('edge 18: lists the accepted domains, in lower case, and no others', async () => {
      const domains = await exchange.acceptedDomains();
      assert.deepEqual([...domains].sort(), [
        'contoso.com',
        'contoso.mail.onmicrosoft.com',
        'contoso.onmicrosoft.com',
        'fabrikam.com',
      ]);
    });

    it('knows which cmdlets Steward may run', async () => {
      const cmdlets = await exchange.permittedCmdlets();
      for (const cmdlet of ['Get-Mailbox', 'Set-Mailbox', 'Set-OrganizationConfig']) assert.ok(cmdlets.has(cmdlet));
      assert.ok(!cmdlets.has('Remove-Mailbox'));
    });

    it('edge 19: shows which mailbox has no licence', async () => {
      assert.equal((await exchange.read(idOf('unlicensed')))?.isLicensed, false);
      assert.equal((await exchange.read(idOf('alice')))?.isLicensed, true);
    });

    it('edge 21: shows the moves of a mailbox, in whatever state', async () => {
      assert.deepEqual(await exchange.movesOf(idOf('moving')), [{ kind: 'move-request', status: 'InProgress' }]);
      assert.deepEqual(await exchange.movesOf(idOf('alice')), []);
      const moves = [
        { kind: 'move-request', status: 'Completed' },
        { kind: 'migration-user', status: 'Synced' },
      ] as const;
      await stage.setMoves(idOf('alice'), moves);
      assert.deepEqual(await exchange.movesOf(idOf('alice').toUpperCase()), moves);
      assert.deepEqual(await exchange.movesOf(idOf('bob')), []);
    });

    it('edge 22: shows the move of a mail user on its way into the cloud', async () => {
      const remote = await exchange.recipientAt('remote@contoso.com');
      const id = remote?.objectId ?? '';
      await stage.setMoves(id, [{ kind: 'migration-user', status: 'Syncing' }]);
      assert.deepEqual(await exchange.movesOf(id), [{ kind: 'migration-user', status: 'Syncing' }]);
    });

    it('knows no moves of what does not exist, and refuses what is no object id', async () => {
      assert.deepEqual(await exchange.movesOf(NOBODY), []);
      await assert.rejects(exchange.movesOf('alice@contoso.com'), fails('rejected'));
    });

    for (const written of ['alice@contoso.com', ' ALICE@CONTOSO.COM ', 'smtp:a.archer@fabrikam.com']) {
      it(`finds who has the address "${written}"`, async () => {
        const recipient = await exchange.recipientAt(written);
        assert.equal(recipient?.objectId, idOf('alice'));
        assert.equal(recipient.type, 'UserMailbox');
        assert.equal(recipient.primaryAddress, 'alice@contoso.com');
        assert.equal(recipient.isDirSynced, true);
      });
    }

    for (const [address, type] of [
      ['remote@contoso.com', 'MailUser'],
      ['all.staff@contoso.com', 'MailUniversalDistributionGroup'],
      ['partner.1@adatum.example', 'MailContact'],
    ] as const) {
      it(`finds the ${type} that has an address`, async () => {
        const recipient = await exchange.recipientAt(address);
        assert.equal(recipient?.type, type);
        assert.equal(recipient.exchangeGuid !== null, type === 'MailUser');
      });
    }

    it('finds nobody at an address that is free', async () => {
      assert.equal(await exchange.recipientAt('nobody@contoso.com'), undefined);
      assert.equal(await exchange.recipientAt("o'hara@contoso.com"), undefined);
    });

    for (const written of [
      '',
      'alice',
      'alice@',
      "x' -or Alias -like '*",
      '*@contoso.com',
      'a\u0000@contoso.com',
      NOBODY,
    ]) {
      it(`does not take ${JSON.stringify(written)} for a free address`, async () => {
        await assert.rejects(exchange.recipientAt(written), fails('rejected'));
      });
    }

    it('lists recipients of the types that were asked for', async () => {
      const users = await gathered(exchange.recipients(['mailuser']));
      assert.ok(users.length > 5);
      assert.ok(users.every(({ type, exchangeGuid }) => type === 'MailUser' && exchangeGuid !== null));
      assert.equal(users.filter(({ archiveGuid }) => archiveGuid !== null).length, 1);
      const both = await gathered(exchange.recipients(['MailContact', 'SharedMailbox']));
      assert.deepEqual([...new Set(both.map(({ type }) => type))].sort(), ['MailContact', 'SharedMailbox']);
      assert.equal(new Set(both.map(({ objectId }) => objectId)).size, both.length);
    });

    it('lists nobody for no types, and refuses what is no type', async () => {
      assert.deepEqual(await gathered(exchange.recipients([])), []);
      await assert.rejects(gathered(exchange.recipients(["MailUser' -or 'x"])), fails('rejected'));
    });

    it('lists what is left of the hybrid set-up, without the connectors of partners', async () => {
      const parts = await exchange.hybridParts();
      assert.deepEqual(
        parts.map(({ kind, status }) => [kind, status]),
        [
          ['inbound-connector', 'Enabled'],
          ['outbound-connector', 'Enabled'],
          ['organization-relationship', 'Enabled'],
          ['intra-organization-connector', 'Enabled'],
          ['migration-endpoint', 'ExchangeRemoteMove'],
          ['migration-batch', 'Completed'],
        ],
      );
      assert.match(parts[0]?.name ?? '', /^Inbound from [0-9a-f-]{36}$/);
      assert.match(parts[2]?.name ?? '', /^O365 to On-premises - [0-9a-f-]{36}$/);
    });

    it('shows a part that was switched off, and none when all are gone', async () => {
      const off = [{ kind: 'outbound-connector', name: 'Outbound to x', status: 'Disabled' }] as const;
      await stage.setParts(off);
      assert.deepEqual(await exchange.hybridParts(), off);
      await stage.setParts([]);
      assert.deepEqual(await exchange.hybridParts(), []);
    });

    it('lists every mailbox once, as reading it shows it', async () => {
      const all = await gathered(exchange.mailboxes());
      assert.equal(all.length, 40);
      assert.equal(new Set(all.map(({ objectId }) => objectId)).size, 40);
      for (const mailbox of all.slice(0, 3)) assert.deepEqual(await exchange.read(mailbox.objectId), mailbox);
    });

    it('says outcome-unknown when the connection is cut after a write, which was applied', async () => {
      await stage.cutAfterWrite();
      await assert.rejects(exchange.edit(idOf('bob'), [tip('Cut.')]), fails('outcome-unknown'));
      assert.equal((await exchange.read(idOf('bob')))?.attributes.MailTip, 'Cut.');
      await assert.rejects(exchange.setCloudManagedByDefault(true), fails('outcome-unknown'));
      assert.equal((await exchange.organization()).isCloudManagedByDefault, true);
    });

    for (const errorClass of ['throttled', 'permission', 'unavailable'] as const) {
      it(`says ${errorClass} everywhere when Exchange stays so`, async () => {
        await stage.failing(errorClass);
        for (const [method, call] of CALLS) {
          // A write that a server error answered may have been applied.
          if (errorClass === 'unavailable' && WRITES.includes(method)) continue;
          await assert.rejects(call(exchange), fails(errorClass), method);
        }
      });
    }

    for (const [method, call] of CALLS) {
      it(`ends ${method} when its signal aborts while it hangs`, async () => {
        const expected = WRITES.includes(method) ? 'outcome-unknown' : 'unavailable';
        await assert.rejects(
          stage.hangAndAbort((signal) => call(exchange, signal)),
          fails(expected),
        );
      });

      it(`sends nothing for ${method} when its signal has aborted before`, async () => {
        await assert.rejects(call(exchange, AbortSignal.abort()), fails('unavailable'));
      });
    }
  });
}
