// Directory objects as Microsoft Graph shows them.

import { CUSTOM_ATTRIBUTES } from '../directory/attribute-names.ts';
import type { DirectoryObject } from '../directory/directory-object.ts';
import { listOf, textOf } from '../directory/directory-object.ts';

const DOMAIN = 'corp.contoso.com';

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

function onPremises(object: DirectoryObject): Record<string, unknown> {
  const known = object.onPremises !== null;
  return {
    onPremisesSyncEnabled: syncEnabled(object),
    onPremisesLastSyncDateTime: seconds(object.lastSynced),
    onPremisesDistinguishedName: known ? `CN=${object.displayName},OU=Users,DC=corp,DC=contoso,DC=com` : null,
    onPremisesDomainName: known ? DOMAIN : null,
    onPremisesSamAccountName: known ? object.samAccountName : null,
    onPremisesImmutableId: known ? Buffer.from(object.guid.replaceAll('-', ''), 'hex').toString('base64') : null,
    onPremisesSecurityIdentifier: known
      ? `S-1-5-21-1004336348-1177238915-682003330-${Number.parseInt(object.guid.slice(0, 4), 16)}`
      : null,
    onPremisesProvisioningErrors: [],
  };
}

/** A user with every property this tenant knows. */
export function userEntity(object: DirectoryObject): Record<string, unknown> {
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
    accountEnabled: ['UserMailbox', 'LinkedMailbox', 'MailUser'].includes(textOf(object.cloud.RecipientTypeDetails)),
    usageLocation: 'DE',
    proxyAddresses: listOf(object.cloud.EmailAddresses).filter((entry) => /^smtp:/i.test(entry)),
    ...onPremises(object),
    onPremisesExtensionAttributes: extensionAttributes(object),
  };
}

/** A group or a contact with every property this tenant knows. */
export function otherEntity(object: DirectoryObject): Record<string, unknown> {
  const mail = unlessEmpty(textOf(object.cloud.PrimarySmtpAddress));
  const shared = {
    id: object.objectId,
    displayName: object.displayName,
    mail,
    mailNickname: unlessEmpty(object.name),
    ...onPremises(object),
  };
  if (object.kind === 'contact') return shared;
  return {
    ...shared,
    description: null,
    groupTypes: [],
    mailEnabled: object.mailEnabled,
    securityEnabled: object.securityEnabled,
  };
}

/** Any object, with the type a mixed list carries. */
export function typedEntity(object: DirectoryObject): Record<string, unknown> {
  if (object.kind === 'group') return { '@odata.type': '#microsoft.graph.group', ...otherEntity(object) };
  if (object.kind === 'contact') return { '@odata.type': '#microsoft.graph.orgContact', ...otherEntity(object) };
  return { '@odata.type': '#microsoft.graph.user', ...userEntity(object) };
}
