// Get-Recipient shows whatever can receive mail, mailbox or not; Get-User shows the account behind it.

import type { DirectoryObject } from '../directory/directory-object.ts';
import { listOf, textOf } from '../directory/directory-object.ts';
import type { Column } from './annotated-row.ts';
import { annotatedRow } from './annotated-row.ts';
import type { Cmdlet, CmdletCall, Outcome } from './cmdlet.ts';
import { limited } from './cmdlet.ts';
import { fittingFilter, ofWantedType } from './filter-objects.ts';
import { findOne, fitsAnr } from './find-recipient.ts';
import { rowsOf } from './row-list.ts';

const plain = (name: string, read: Column['read']): Column => ({ name, kind: 'plain', read });

const FAMILIES: Readonly<Record<DirectoryObject['kind'], string>> = {
  mailbox: 'UserMailbox',
  mailUser: 'MailUser',
  user: 'User',
  group: 'MailUniversalDistributionGroup',
  contact: 'MailContact',
};

const NO_GUID = '00000000-0000-0000-0000-000000000000';

// The mailbox of a mail user is on-premises; its GUID is synchronised so that it can be moved.
const hasMailbox = ({ kind }: DirectoryObject): boolean => kind === 'mailbox' || kind === 'mailUser';

const SHARED: readonly Column[] = [
  plain('Identity', (object) => object.name),
  plain('Name', (object) => object.name),
  plain('DisplayName', (object) => object.displayName),
  plain('RecipientType', (object) => FAMILIES[object.kind]),
  plain('RecipientTypeDetails', (object) => textOf(object.cloud.RecipientTypeDetails)),
  plain('ExternalDirectoryObjectId', (object) => object.objectId),
  { name: 'Guid', kind: 'guid', read: (object) => object.guid },
  plain('IsDirSynced', (object) => object.isDirSynced),
];

const RECIPIENT: readonly Column[] = [
  ...SHARED,
  plain('Alias', (object) => textOf(object.cloud.Alias)),
  plain('PrimarySmtpAddress', (object) => textOf(object.cloud.PrimarySmtpAddress)),
  { name: 'EmailAddresses', kind: 'list', read: (object) => listOf(object.cloud.EmailAddresses) },
  plain('HiddenFromAddressListsEnabled', (object) => object.cloud.HiddenFromAddressListsEnabled === true),
  { name: 'ExchangeGuid', kind: 'guid', read: (object) => (hasMailbox(object) ? object.exchangeGuid : NO_GUID) },
  { name: 'ArchiveGuid', kind: 'guid', read: (object) => object.archiveGuid ?? NO_GUID },
];

const USER: readonly Column[] = [
  ...SHARED,
  plain('UserPrincipalName', (object) => object.upn),
  plain('AssistantName', (object) => object.assistantName),
  plain('FirstName', (object) => object.givenName),
  plain('LastName', (object) => object.surname),
];

function list(call: CmdletCall, among: readonly DirectoryObject[], columns: readonly Column[]): Outcome {
  const { Identity: identity, Anr: anr } = call.bound;
  let found = typeof identity === 'string' ? [findOne(among, identity)] : among;
  if (typeof anr === 'string') found = found.filter((object) => fitsAnr(object, anr));
  const { kept, warnings } = limited(fittingFilter(call, ofWantedType(call, found), columns), call.bound);
  return { rows: rowsOf(kept, (object) => annotatedRow(columns, call.shown(object), call.chosen)), warnings };
}

const PARAMETERS = {
  Identity: 'text',
  Anr: 'text',
  Filter: 'text',
  RecipientTypeDetails: 'words',
  ResultSize: 'count',
} as const;

export const getRecipient: Cmdlet = {
  name: 'Get-Recipient',
  parameters: PARAMETERS,
  run: (call) =>
    list(
      call,
      call.tenant.state.objects.filter((object) => object.mailEnabled),
      RECIPIENT,
    ),
};

export const getUser: Cmdlet = {
  name: 'Get-User',
  parameters: PARAMETERS,
  run: (call) => {
    const people = ['mailbox', 'mailUser', 'user'];
    return list(
      call,
      call.tenant.state.objects.filter((object) => people.includes(object.kind)),
      USER,
    );
  },
};
