import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import type { ExchangeOnline } from '../../services/exchange/exchange-tenant.ts';
import { type Edit, isEdited } from '../../services/mailbox/edit.ts';
import type { Mailbox } from '../../services/mailbox/mailbox.ts';
import { fails, type Known, mailboxAt, openClient, openFake, readKnown, type Stage } from './exchange-tenant-stage.ts';

const NOBODY = '00000000-0000-4000-8000-00000000dead';

let known: Known;
before(async () => {
  known = await readKnown();
});

const idOf = (name: string): string => mailboxAt(known, `${name}@contoso.com`).objectId;

const addresses = (add: readonly string[], remove: readonly string[] = []): Edit => ({
  kind: 'list',
  name: 'EmailAddresses',
  add,
  remove,
});
const set = (name: Edit['name'], value: Extract<Edit, { kind: 'set' }>['value']): Edit => ({
  kind: 'set',
  name,
  value,
});

/** Edits of Bob, who is cloud-managed, and what people call them. */
const EDITS: readonly (readonly [string, readonly Edit[]])[] = [
  ['a custom attribute', [set('CustomAttribute15', "Cost centre 'A' $x")]],
  ['a custom attribute, cleared', [set('CustomAttribute1', null)]],
  ['the address lists it is shown in', [set('HiddenFromAddressListsEnabled', false)]],
  ['a MailTip of two lines', [set('MailTip', 'Back on Monday.\nWrite to sales.')]],
  ['a MailTip, cleared', [set('MailTip', null)]],
  ['a forwarding address', [set('ForwardingSmtpAddress', 'bob@example.net'), set('DeliverToMailboxAndForward', true)]],
  ['an extension attribute', [{ kind: 'list', name: 'ExtensionCustomAttribute1', add: ['a', 'b'], remove: [] }]],
  ['an extension attribute, as a whole', [set('ExtensionCustomAttribute2', ['a', 'b c'])]],
  ['an alias', [addresses(['smtp:robert@contoso.com'])]],
  ['an alias for another', [addresses(['smtp:robert@contoso.com'], ['smtp:BB@contoso.com'])]],
  ['the primary address', [set('WindowsEmailAddress', 'robert.becker@contoso.com')]],
  ['an alias made the primary address', [set('WindowsEmailAddress', 'bb@contoso.com')]],
];

/** Edits that cannot be meant. */
const SENSELESS: readonly (readonly [string, readonly Edit[]])[] = [
  ['nothing', []],
  ['a list by nothing', [addresses([])]],
  ['one attribute twice', [set('MailTip', 'a'), set('MailTip', 'b')]],
  ['all addresses at once', [set('EmailAddresses', 'SMTP:bob@contoso.com')]],
  ['all addresses away', [set('EmailAddresses', null)]],
  ['the primary address by a list', [addresses(['SMTP:robert@contoso.com'])]],
  ['the primary address to nothing', [set('WindowsEmailAddress', null)]],
  ['the primary address to what is none', [set('WindowsEmailAddress', 'bob; drop')]],
  ['the primary address by its other name', [set('PrimarySmtpAddress', 'robert@contoso.com')]],
  ['the type', [set('RecipientTypeDetails', 'SharedMailbox')]],
  ['a flag to a text', [set('HiddenFromAddressListsEnabled', 'yes')]],
  ['a flag to nothing', [set('HiddenFromAddressListsEnabled', null)]],
  ['a text to a flag', [set('CustomAttribute1', true)]],
  ['all addresses by a whole list', [set('EmailAddresses', ['SMTP:bob@contoso.com'])]],
  ['a text to a list', [set('CustomAttribute1', ['x'])]],
  ['a flag to a list', [set('HiddenFromAddressListsEnabled', ['x'])]],
  ['a list to a flag', [set('ExtensionCustomAttribute1', true)]],
  ['a list to an entry that ends a line', [set('ExtensionCustomAttribute1', ['a\r\nb'])]],
  ['a text as a list', [{ kind: 'list', name: 'CustomAttribute1', add: ['x'], remove: [] }]],
  ['a list by an empty entry', [addresses([' '])]],
  ['a list by an entry that ends a line', [addresses(['smtp:x@contoso.com\r\nIdentity: alice'])]],
];

for (const [name, open] of [
  ['the client on the demo tenant', openClient],
  ['the in-process fake', () => openFake(known)],
] as const) {
  describe(`Edits of a mailbox in Exchange: ${name}`, () => {
    let stage: Stage;
    let exchange: ExchangeOnline;
    beforeEach(async () => {
      stage = await open();
      exchange = stage.exchange;
    });
    afterEach(() => stage.close());

    const bob = async (): Promise<Mailbox> => {
      const mailbox = await exchange.read(idOf('bob'));
      assert.ok(mailbox);
      return mailbox;
    };

    for (const [what, edits] of EDITS) {
      it(`edits ${what}`, async () => {
        const before = await bob();
        assert.equal(isEdited(before.attributes, edits), false);
        await exchange.edit(idOf('bob'), edits);
        const after = await bob();
        assert.ok(isEdited(after.attributes, edits));
        assert.equal(after.isExchangeCloudManaged, true);
      });
    }

    it('edge 17: leaves X500, SIP and SPO addresses as they are when others change', async () => {
      const special = ({ attributes }: Mailbox): readonly string[] =>
        [attributes.EmailAddresses ?? []]
          .flat()
          .filter((entry) => /^(X500|SIP|SPO):/.test(String(entry)))
          .map(String);
      const before = special(await bob());
      assert.equal(before.length, 3);
      await exchange.edit(idOf('bob'), [addresses(['smtp:new@contoso.com'], ['smtp:bb@contoso.com'])]);
      await exchange.edit(idOf('bob'), [set('WindowsEmailAddress', 'new@contoso.com')]);
      assert.deepEqual(special(await bob()), before);
    });

    it('makes several edits at once', async () => {
      const edits = [
        set('CustomAttribute2', 'x'),
        set('HiddenFromAddressListsEnabled', false),
        addresses(['smtp:one@contoso.com']),
        addresses(['smtp:two@contoso.com'], ['smtp:one@contoso.com']),
      ];
      await exchange.edit(idOf('bob'), edits);
      const { attributes } = await bob();
      assert.ok(isEdited(attributes, edits));
      assert.ok(!JSON.stringify(attributes.EmailAddresses).includes('one@contoso.com'));
    });

    it('takes an edit that is already so for a success', async () => {
      await exchange.edit(idOf('bob'), [set('CustomAttribute1', 'CC-0815')]);
      assert.equal((await bob()).attributes.CustomAttribute1, 'CC-0815');
    });

    for (const [what, edits] of SENSELESS) {
      it(`does not edit ${what}`, async () => {
        const before = await bob();
        await assert.rejects(exchange.edit(idOf('bob'), edits), fails('rejected'));
        assert.deepEqual(await bob(), before);
      });
    }

    it('edge 47: edits no mailbox that is mastered on-premises, and says so', async () => {
      const before = await exchange.read(idOf('alice'));
      await assert.rejects(exchange.edit(idOf('alice'), [set('CustomAttribute1', 'x')]), fails('write-scope'));
      assert.deepEqual(await exchange.read(idOf('alice')), before);
    });

    it('edits a mailbox that was born in the cloud', async () => {
      await exchange.edit(idOf('carol'), [set('CustomAttribute1', 'x')]);
      assert.equal((await exchange.read(idOf('carol')))?.attributes.CustomAttribute1, 'x');
    });

    it('edge 18: adds no address of a domain that is not accepted', async () => {
      const edits = [set('CustomAttribute2', 'x'), addresses(['smtp:bob@wingtiptoys.com'])];
      const before = await bob();
      await assert.rejects(exchange.edit(idOf('bob'), edits), fails('rejected', 'domain-not-accepted'));
      assert.deepEqual(await bob(), before);
    });

    it('adds no address that another recipient has', async () => {
      for (const taken of ['a.archer@fabrikam.com', 'all.staff@contoso.com']) {
        const edit = addresses([`smtp:${taken}`]);
        await assert.rejects(exchange.edit(idOf('bob'), [edit]), fails('rejected', 'address-taken'));
      }
      const edit = set('WindowsEmailAddress', 'alice@contoso.com');
      await assert.rejects(exchange.edit(idOf('bob'), [edit]), fails('rejected', 'address-taken'));
    });

    it('does not remove the primary address', async () => {
      await assert.rejects(exchange.edit(idOf('bob'), [addresses([], ['smtp:bob@contoso.com'])]), fails('rejected'));
      assert.equal((await bob()).primaryAddress, 'bob@contoso.com');
    });

    it('says not-found for an edit of a mailbox that does not exist', async () => {
      await assert.rejects(exchange.edit(NOBODY, [set('MailTip', 'x')]), fails('not-found'));
      await assert.rejects(exchange.edit('bob@contoso.com', [set('MailTip', 'x')]), fails('rejected'));
    });

    it('returns from an edit that changed nothing, so that only reading back tells', async () => {
      await stage.ignoreNextWrite();
      await exchange.edit(idOf('bob'), [set('MailTip', 'Lost.')]);
      assert.equal(isEdited((await bob()).attributes, [set('MailTip', 'Lost.')]), false);
    });

    it('shows an edit only when reads are no longer stale', async () => {
      await stage.staleReads(1);
      await exchange.edit(idOf('bob'), [set('MailTip', 'Late.')]);
      assert.deepEqual(
        [await bob(), await bob()].map(({ attributes }) => attributes.MailTip === 'Late.'),
        [false, true],
      );
    });
  });
}
