// One row of Get-Mailbox, in the order and with the annotations the service sends: before a GUID, a date, a number or
// a list stand keys that say what it is. A real row has some 260 properties; these are the ones tools read.

import { CUSTOM_ATTRIBUTES, EXTENSION_ATTRIBUTES } from '../directory/attribute-names.ts';
import type { DirectoryObject, Value } from '../directory/directory-object.ts';
import { textOf } from '../directory/directory-object.ts';
import { INITIAL_DOMAIN } from '../directory/domains.ts';
import type { Column } from './annotated-row.ts';

const NO_GUID = '00000000-0000-0000-0000-000000000000';
const localTime = (instant: string): string => instant.replace(/\.(\d{3})Z$/, '.$10000+00:00');
const utcTime = (instant: string): string => instant.replace(/\.(\d{3})Z$/, '.$10000Z');
const fixed = (name: string, value: Value): Column => ({ name, kind: 'plain', read: () => value });
const fixedList = (name: string, value: readonly string[] = []): Column => ({
  name,
  kind: 'list',
  read: () => [...value],
});
const cloud = (name: string): Column => ({ name, kind: 'plain', read: (object) => object.cloud[name] ?? null });
const cloudList = (name: string): Column => ({ name, kind: 'list', read: (object) => object.cloud[name] ?? [] });
const own = (name: string, read: Column['read']): Column => ({ name, kind: 'plain', read });
const guid = (name: string, read: Column['read']): Column => ({ name, kind: 'guid', read });
const date = (name: string, read: Column['read']): Column => ({ name, kind: 'date', read });
const isType =
  (...types: string[]) =>
  (object: DirectoryObject) =>
    types.includes(textOf(object.cloud.RecipientTypeDetails));
const sortedCustom = [...CUSTOM_ATTRIBUTES].sort();

const addressLists = (object: DirectoryObject): string[] =>
  object.cloud.HiddenFromAddressListsEnabled === true
    ? ['\\All Mailboxes(VLV)']
    : ['\\All Users', '\\All Mailboxes(VLV)', '\\Default Global Address List'];

const storage: readonly Column[] = [
  guid('DatabaseGuid', (object) => object.databaseGuid),
  cloud('DeliverToMailboxAndForward'),
  cloud('LitigationHoldEnabled'),
  fixed('LitigationHoldDuration', 'Unlimited'),
  fixed('LitigationHoldDate', null),
  fixed('LitigationHoldOwner', ''),
  fixed('SingleItemRecoveryEnabled', true),
  fixed('RetentionHoldEnabled', false),
  fixed('RetentionComment', ''),
  fixed('RetentionUrl', ''),
  fixed('StartDateForRetentionHold', null),
  fixed('EndDateForRetentionHold', null),
  fixed('RetentionPolicy', 'Default MRM Policy'),
  fixed('AddressBookPolicy', null),
  guid('ExchangeGuid', (object) => object.exchangeGuid),
  cloud('ForwardingAddress'),
  cloud('ForwardingSmtpAddress'),
  fixed('RetainDeletedItemsFor', '14.00:00:00'),
  fixed('IsMailboxEnabled', true),
  fixedList('Languages', ['en-US']),
  fixed('ProhibitSendQuota', '99 GB (106,300,440,576 bytes)'),
  fixed('RecipientLimits', '500'),
  fixed('ResourceCapacity', null),
  fixedList('ResourceCustom', []),
  fixedList('AuditAdmin', ['Update', 'MoveToDeletedItems', 'SoftDelete', 'HardDelete']),
  fixedList('AuditDelegate', ['Update', 'SoftDelete', 'HardDelete', 'SendAs']),
  fixedList('AuditOwner', ['Update', 'SoftDelete', 'HardDelete']),
  own('IsResource', isType('RoomMailbox', 'EquipmentMailbox')),
  own('IsLinked', isType('LinkedMailbox')),
  own('IsShared', isType('SharedMailbox')),
];

const account: readonly Column[] = [
  own('SamAccountName', (object) => object.samAccountName),
  own('Office', (object) => object.office),
  own('UserPrincipalName', (object) => object.upn),
  own('WindowsLiveID', (object) => object.upn),
  own('MicrosoftOnlineServicesID', (object) => object.upn),
  fixed('RoleAssignmentPolicy', 'Default Role Assignment Policy'),
  fixed('SharingPolicy', 'Default Sharing Policy'),
  fixed('MailboxPlan', 'ExchangeOnlineEnterprise-00000000-0000-0000-0000-000000000001'),
  guid('ArchiveGuid', (object) => object.archiveGuid ?? NO_GUID),
  fixedList('ArchiveName'),
  fixed('ArchiveStatus', 'None'),
  fixed('ArchiveState', 'None'),
  own('RemoteRecipientType', (object) => (object.isDirSynced ? 'Migrated, UserMailbox' : 'None')),
  fixed('ImmutableId', ''),
  own('SKUAssigned', (object) => object.unlicensed !== true && isType('UserMailbox')(object)),
  fixed('AuditEnabled', true),
  fixed('AuditLogAgeLimit', '90.00:00:00'),
  date('WhenMailboxCreated', (object) => localTime(object.whenCreated)),
  own('UsageLocation', (object) => object.usageLocation),
  fixed('IsSoftDeletedByRemove', false),
  fixed('IsInactiveMailbox', false),
  fixed('WhenSoftDeleted', null),
  { name: 'RecipientSoftDeletedStatus', kind: 'int32', read: () => 0 },
  fixedList('InPlaceHolds'),
  fixed('AccountDisabled', false),
  own('IsDirSynced', (object) => object.isDirSynced),
  own('IsExchangeCloudManaged', (object) => object.isExchangeCloudManaged),
];

const exchange: readonly Column[] = [
  fixedList('AcceptMessagesOnlyFrom'),
  fixedList('AcceptMessagesOnlyFromDLMembers'),
  cloudList('AcceptMessagesOnlyFromSendersOrMembers'),
  { name: 'AddressListMembership', kind: 'list', read: addressLists },
  fixedList('AdministrativeUnits'),
  cloud('Alias'),
  cloudList('BypassModerationFromSendersOrMembers'),
  fixed('OrganizationalUnit', `eurpr07a000.prod.outlook.com/Microsoft Exchange Hosted Organizations/${INITIAL_DOMAIN}`),
  ...sortedCustom.map(cloud),
  ...EXTENSION_ATTRIBUTES.map(cloudList),
  own('DisplayName', (object) => object.displayName),
  cloudList('EmailAddresses'),
  cloudList('GrantSendOnBehalfTo'),
  own('ExternalDirectoryObjectId', (object) => object.objectId),
  cloud('HiddenFromAddressListsEnabled'),
  fixed('LastExchangeChangedTime', null),
  own(
    'LegacyExchangeDN',
    (object) =>
      `/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${object.guid.slice(0, 8)}-${object.name}`,
  ),
  fixed('MaxSendSize', '35 MB (36,700,160 bytes)'),
  fixed('MaxReceiveSize', '36 MB (37,748,736 bytes)'),
  cloudList('ModeratedBy'),
  cloud('ModerationEnabled'),
  fixed('EmailAddressPolicyEnabled', false),
  cloud('PrimarySmtpAddress'),
  fixed('RecipientType', 'UserMailbox'),
  cloud('RecipientTypeDetails'),
  fixedList('RejectMessagesFrom', []),
  fixedList('RejectMessagesFromDLMembers', []),
  cloudList('RejectMessagesFromSendersOrMembers'),
  cloud('RequireSenderAuthenticationEnabled'),
  fixed('SimpleDisplayName', ''),
  fixed('SendModerationNotifications', 'Always'),
  cloud('WindowsEmailAddress'),
  cloud('MailTip'),
  cloudList('MailTipTranslations'),
];

const object: readonly Column[] = [
  own('Identity', (entry) => entry.name),
  own('Id', (entry) => entry.name),
  fixed('IsValid', true),
  fixed('ExchangeVersion', '0.20 (15.0.0.0)'),
  own('Name', (entry) => entry.name),
  own(
    'DistinguishedName',
    (entry) =>
      `CN=${entry.name},OU=${INITIAL_DOMAIN},OU=Microsoft Exchange Hosted Organizations,DC=EURPR07A000,DC=PROD,DC=OUTLOOK,DC=COM`,
  ),
  date('WhenChanged', (entry) => localTime(entry.whenChanged)),
  date('WhenCreated', (entry) => localTime(entry.whenCreated)),
  date('WhenChangedUTC', (entry) => utcTime(entry.whenChanged)),
  date('WhenCreatedUTC', (entry) => utcTime(entry.whenCreated)),
  guid('ExchangeObjectId', (entry) => entry.exchangeObjectId),
  fixed('OrganizationalUnitRoot', INITIAL_DOMAIN),
  guid('Guid', (entry) => entry.guid),
  fixed('OriginatingServer', 'AM0PR07A00DC001.EURPR07A000.PROD.OUTLOOK.COM'),
];

/** The columns of Get-Mailbox in the order of the service. */
export const MAILBOX_COLUMNS: readonly Column[] = [...storage, ...account, ...exchange, ...object];
