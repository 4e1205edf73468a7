import { editParameters } from '../../services/exchange/edit-parameters.ts';
import { ExchangeError } from '../../services/exchange/exchange.ts';
import type {
  ExchangeTenant,
  HybridPart,
  Move,
  Organization,
  Recipient,
} from '../../services/exchange/exchange-tenant.ts';
import { mailboxNameOf } from '../../services/exchange/mailbox-name.ts';
import type { Attributes } from '../../services/mailbox/attribute.ts';
import { type Edit, edited } from '../../services/mailbox/edit.ts';
import type { Mailbox } from '../../services/mailbox/mailbox.ts';
import { type FakeRoom, failure, objectIdOf } from './fake-exchange-room.ts';

/** A recipient that is no mailbox, and its aliases besides the primary address. */
export type FakeRecipient = Recipient & { readonly aliases?: readonly string[] };

/** What the fake's organisation is. A test writes to it as it likes. */
export type FakeTenant = {
  organization: Organization;
  acceptedDomains: readonly string[];
  permittedCmdlets: readonly string[];
  /** Besides the mailboxes. */
  recipients: readonly FakeRecipient[];
  /** By object id. */
  readonly moves: Map<string, readonly Move[]>;
  hybridParts: readonly HybridPart[];
  pageSize: number;
  /** The next stream ends after so many pages with an error of the reason `page-expired`; `null` for never. */
  pagesUntilExpiry: number | null;
};

export function contosoTenant(): FakeTenant {
  return {
    organization: {
      name: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
      isCloudManagedByDefault: false,
      publicFolders: 'Local',
    },
    acceptedDomains: ['contoso.com', 'fabrikam.com', 'contoso.onmicrosoft.com', 'contoso.mail.onmicrosoft.com'],
    permittedCmdlets: [
      'Get-Mailbox',
      'Get-OrganizationConfig',
      'Get-Recipient',
      'Set-Mailbox',
      'Set-OrganizationConfig',
    ],
    recipients: [],
    moves: new Map(),
    hybridParts: [],
    pageSize: 1000,
    pagesUntilExpiry: null,
  };
}

export function fakeTenantCalls(room: FakeRoom, tenant: FakeTenant): ExchangeTenant {
  let old: { readonly organization: Organization; left: number } | undefined;

  function shownOrganization(): Organization {
    if (old === undefined || old.left === 0) return tenant.organization;
    old.left -= 1;
    return old.organization;
  }

  return {
    organization: async (signal) => {
      await room.begin({ method: 'organization', subject: '' }, signal);
      return shownOrganization();
    },
    setCloudManagedByDefault: async (value, signal) => {
      const trouble = await room.begin({ method: 'setCloudManagedByDefault', subject: '', value }, signal);
      if (!room.isIgnored() && tenant.organization.isCloudManagedByDefault !== value) {
        old = { organization: tenant.organization, left: room.takeStale() };
        tenant.organization = { ...tenant.organization, isCloudManagedByDefault: value };
      }
      trouble?.strike();
    },
    acceptedDomains: async (signal) => {
      await room.begin({ method: 'acceptedDomains', subject: '' }, signal);
      return tenant.acceptedDomains;
    },
    permittedCmdlets: async (signal) => {
      await room.begin({ method: 'permittedCmdlets', subject: '' }, signal);
      return new Set(tenant.permittedCmdlets);
    },
    movesOf: async (objectId, signal) => {
      const id = objectIdOf(objectId);
      await room.begin({ method: 'movesOf', subject: id }, signal);
      return tenant.moves.get(id) ?? [];
    },
    recipientAt: async (address, signal) => {
      const wanted = smtpOf(address);
      await room.begin({ method: 'recipientAt', subject: address }, signal);
      const holders = recipientsIn(room, tenant).filter(({ addresses }) => addresses.includes(wanted));
      if (holders.length > 1) throw failure('ambiguous');
      return holders[0]?.recipient;
    },
    recipients: async function* (types, signal) {
      if (!types.every((type) => /^[A-Za-z]+$/.test(type))) throw failure('rejected');
      await room.begin({ method: 'recipients', subject: types.join() }, signal);
      const wanted = types.map((type) => type.toLowerCase());
      const all = recipientsIn(room, tenant).map(({ recipient }) => recipient);
      yield* pagesOf(
        tenant,
        all.filter(({ type }) => wanted.includes(type.toLowerCase())),
      );
    },
    hybridParts: async (signal) => {
      await room.begin({ method: 'hybridParts', subject: '' }, signal);
      return tenant.hybridParts;
    },
    mailboxes: async function* (signal) {
      await room.begin({ method: 'mailboxes', subject: '' }, signal);
      yield* pagesOf(tenant, [...room.mailboxes.values()]);
    },
    edit: async (objectId, edits, signal) => {
      const id = objectIdOf(objectId);
      editParameters(edits);
      const trouble = await room.begin({ method: 'edit', subject: id, edits }, signal);
      applyEdits(room, tenant, { id, edits });
      trouble?.strike();
    },
  };
}

function* pagesOf<T>(tenant: FakeTenant, all: readonly T[]): Generator<readonly T[]> {
  const expiry = tenant.pagesUntilExpiry;
  tenant.pagesUntilExpiry = null;
  for (let start = 0, page = 0; start < all.length; start += tenant.pageSize, page += 1) {
    if (page === expiry)
      throw new ExchangeError('protocol', 'The fake fails: a page expired.', { context: { reason: 'page-expired' } });
    yield all.slice(start, start + tenant.pageSize);
  }
}

function smtpOf(address: string): string {
  const name = mailboxNameOf(address);
  if (name?.kind !== 'address') throw failure('rejected');
  return name.text.toLowerCase();
}

function smtpAddressesOf({ PrimarySmtpAddress, EmailAddresses }: Attributes): readonly string[] {
  const entries = Array.isArray(EmailAddresses) ? EmailAddresses : [];
  return [`smtp:${PrimarySmtpAddress ?? ''}`, ...entries]
    .filter((entry) => /^smtp:./i.test(entry))
    .map((entry) => entry.slice(5).toLowerCase());
}

function recipientsIn(
  { mailboxes }: FakeRoom,
  { recipients }: FakeTenant,
): readonly { readonly recipient: Recipient; readonly addresses: readonly string[] }[] {
  const others = recipients.map(({ aliases = [], ...recipient }) => ({
    recipient,
    addresses: [recipient.primaryAddress, ...aliases].map((address) => address.toLowerCase()),
  }));
  return [
    ...[...mailboxes.values()].map((one) => ({ recipient: recipientOf(one), addresses: addressesOf(one) })),
    ...others,
  ];
}

function addressesOf(mailbox: Mailbox): readonly string[] {
  return [mailbox.primaryAddress.toLowerCase(), ...smtpAddressesOf(mailbox.attributes)];
}

function recipientOf(mailbox: Mailbox): Recipient {
  const { Alias: alias } = mailbox.attributes;
  return {
    objectId: mailbox.objectId,
    name: typeof alias === 'string' ? alias : mailbox.displayName,
    displayName: mailbox.displayName,
    primaryAddress: mailbox.primaryAddress,
    type: mailbox.type,
    isDirSynced: mailbox.isDirSynced,
    exchangeGuid: mailbox.exchangeGuid,
    archiveGuid: null,
  };
}

type Wanted = { readonly id: string; readonly edits: readonly Edit[] };

function applyEdits(room: FakeRoom, tenant: FakeTenant, { id, edits }: Wanted): void {
  const before = room.mailboxes.get(id);
  if (before === undefined) throw failure('not-found');
  if (before.isDirSynced !== false && before.isExchangeCloudManaged !== true) throw failure('write-scope');
  const attributes = edited(before.attributes, edits);
  checkAddresses(room, tenant, { id, before: smtpAddressesOf(before.attributes), after: attributes });
  const primary = attributes.PrimarySmtpAddress;
  room.put({ ...before, attributes, primaryAddress: typeof primary === 'string' ? primary : before.primaryAddress });
}

type Addresses = { readonly id: string; readonly before: readonly string[]; readonly after: Attributes };

function checkAddresses(room: FakeRoom, tenant: FakeTenant, { id, before, after }: Addresses): void {
  const entries = Array.isArray(after.EmailAddresses) ? after.EmailAddresses : [];
  if (entries.length > 0 && !entries.some((entry) => entry.startsWith('SMTP:'))) throw failure('rejected');
  const added = smtpAddressesOf(after).filter((address) => !before.includes(address));
  if (added.some((address) => !tenant.acceptedDomains.includes(address.split('@')[1] ?? '')))
    throw failure('rejected', 'domain-not-accepted');
  const others = recipientsIn(room, tenant).filter(({ recipient }) => recipient.objectId !== id);
  if (others.some(({ addresses }) => added.some((address) => addresses.includes(address))))
    throw failure('rejected', 'address-taken');
}
