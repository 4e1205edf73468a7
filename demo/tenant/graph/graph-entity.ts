// Directory objects as Microsoft Graph shows them.

import { domainOf } from '../directory/ad-domain.ts';
import { CUSTOM_ATTRIBUTES } from '../directory/attribute-names.ts';
import type { DirectoryObject } from '../directory/directory-object.ts';
import { listOf, textOf } from '../directory/directory-object.ts';
import type { TenantSettings } from '../directory/tenant-state.ts';

/** What a plain GET of a user shows. */
export const USUAL_USER = [
  'id',
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'jobTitle',
  'mobilePhone',
  'officeLocation',
  'businessPhones',
  'preferredLanguage',
];

const seconds = (instant: string | null): string | null => instant?.replace(/\.\d{3}Z$/, 'Z') ?? null;

const unlessEmpty = (text: string): string | null => (text === '' ? null : text);

/** `onPremisesSyncEnabled` is true or null, never false, for objects that were never or are no longer synced. */
export function syncEnabled(object: DirectoryObject): true | null {
  return object.isDirSynced ? true : null;
}

function extensionAttributes(object: DirectoryObject): Record<string, string | null> {
  return Object.fromEntries(
    CUSTOM_ATTRIBUTES.map((name, index) => [`extensionAttribute${index + 1}`, unlessEmpty(textOf(object.cloud[name]))]),
  );
}

const proxyAddresses = (object: DirectoryObject): string[] =>
  listOf(object.cloud.EmailAddresses).filter((entry) => /^smtp:/i.test(entry));

/** What Graph tells of any object that is or was synced. */
function synced(object: DirectoryObject): Record<string, unknown> {
  return {
    onPremisesSyncEnabled: syncEnabled(object),
    onPremisesLastSyncDateTime: seconds(object.lastSynced),
    onPremisesProvisioningErrors: [],
  };
}

/** What it tells besides of users and groups. */
function onPremises(object: DirectoryObject, settings: TenantSettings): Record<string, unknown> {
  const known = object.onPremises !== null;
  return {
    ...synced(object),
    onPremisesDomainName: known ? domainOf(object, settings) : null,
    onPremisesSamAccountName: known ? object.samAccountName : null,
    onPremisesSecurityIdentifier: known
      ? `S-1-5-21-1004336348-1177238915-682003330-${Number.parseInt(object.guid.slice(0, 4), 16)}`
      : null,
  };
}

function distinguishedName(object: DirectoryObject, settings: TenantSettings): string {
  const domain = domainOf(object, settings).split('.');
  return `CN=${object.displayName},OU=Users,${domain.map((part) => `DC=${part}`).join(',')}`;
}

/** Office 365 E3, which a person's own mailbox needs; shared mailboxes, rooms and equipment need none. */
const LICENCE = { skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', disabledPlans: [] };

/** A user with every property this tenant knows. */
export function userEntity(object: DirectoryObject, settings: TenantSettings): Record<string, unknown> {
  const type = textOf(object.cloud.RecipientTypeDetails);
  const known = object.onPremises !== null;
  return {
    id: object.objectId,
    userPrincipalName: object.upn,
    displayName: object.displayName,
    givenName: unlessEmpty(object.givenName),
    surname: unlessEmpty(object.surname),
    mail: unlessEmpty(textOf(object.cloud.PrimarySmtpAddress)),
    mailNickname: unlessEmpty(textOf(object.cloud.Alias)),
    jobTitle: null,
    mobilePhone: null,
    officeLocation: unlessEmpty(object.office),
    businessPhones: [],
    preferredLanguage: null,
    userType: object.guest ? 'Guest' : 'Member',
    employeeId: object.employeeId ?? null,
    accountEnabled: ['UserMailbox', 'LinkedMailbox', 'MailUser'].includes(type),
    usageLocation: 'DE',
    assignedLicenses: ['UserMailbox', 'LinkedMailbox'].includes(type) ? [LICENCE] : [],
    proxyAddresses: proxyAddresses(object),
    ...onPremises(object, settings),
    onPremisesDistinguishedName: known ? distinguishedName(object, settings) : null,
    onPremisesImmutableId: known ? Buffer.from(object.guid.replaceAll('-', ''), 'hex').toString('base64') : null,
    onPremisesExtensionAttributes: extensionAttributes(object),
  };
}

/** A group with every property this tenant knows. */
function groupEntity(object: DirectoryObject, settings: TenantSettings): Record<string, unknown> {
  return {
    id: object.objectId,
    displayName: object.displayName,
    description: null,
    groupTypes: [],
    mail: unlessEmpty(textOf(object.cloud.PrimarySmtpAddress)),
    mailEnabled: object.mailEnabled,
    mailNickname: unlessEmpty(object.name),
    proxyAddresses: proxyAddresses(object),
    securityEnabled: object.securityEnabled,
    ...onPremises(object, settings),
  };
}

/** An organisational contact: it has no domain, no account name and no security identifier to show. */
function contactEntity(object: DirectoryObject): Record<string, unknown> {
  return {
    id: object.objectId,
    displayName: object.displayName,
    givenName: unlessEmpty(object.givenName),
    surname: unlessEmpty(object.surname),
    mail: unlessEmpty(textOf(object.cloud.PrimarySmtpAddress)),
    mailNickname: unlessEmpty(object.name),
    proxyAddresses: proxyAddresses(object),
    ...synced(object),
  };
}

/** A group or a contact with every property this tenant knows. */
export function otherEntity(object: DirectoryObject, settings: TenantSettings): Record<string, unknown> {
  return object.kind === 'contact' ? contactEntity(object) : groupEntity(object, settings);
}

/** Any object, with the type a mixed list carries. */
export function typedEntity(object: DirectoryObject, settings: TenantSettings): Record<string, unknown> {
  if (object.kind === 'group') return { '@odata.type': '#microsoft.graph.group', ...otherEntity(object, settings) };
  if (object.kind === 'contact')
    return { '@odata.type': '#microsoft.graph.orgContact', ...otherEntity(object, settings) };
  return { '@odata.type': '#microsoft.graph.user', ...userEntity(object, settings) };
}
