// Finds recipients by what a caller may write as an identity: any of its GUIDs, its sign-in name, any of its mail
// addresses, its alias, its name or its display name.

import type { DirectoryObject } from '../directory/directory-object.ts';
import { listOf, textOf } from '../directory/directory-object.ts';
import { smtpOf } from '../directory/mail-addresses.ts';
import { failCmdlet, failNotFound } from './exchange-error.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function hasGuid(object: DirectoryObject, guid: string): boolean {
  return [object.objectId, object.guid, object.exchangeGuid, object.exchangeObjectId].includes(guid);
}

function hasName(object: DirectoryObject, wanted: string): boolean {
  const names = [object.upn, object.name, object.displayName, textOf(object.cloud.Alias)];
  if (names.some((name) => name.toLowerCase() === wanted)) return true;
  return listOf(object.cloud.EmailAddresses).some((entry) => smtpOf(entry) === wanted);
}

/** Every object the identity fits. */
export function matching(objects: readonly DirectoryObject[], identity: string): DirectoryObject[] {
  const wanted = identity
    .trim()
    .toLowerCase()
    .replace(/^smtp:/, '');
  if (wanted === '') return [];
  if (GUID.test(wanted)) return objects.filter((object) => hasGuid(object, wanted));
  return objects.filter((object) => hasName(object, wanted));
}

/** The one object the identity fits; fails as Exchange does when there is none, or more than one. */
export function findOne(objects: readonly DirectoryObject[], identity: string): DirectoryObject {
  const found = matching(objects, identity);
  const [first] = found;
  if (first === undefined) failNotFound(identity);
  if (found.length > 1) {
    const type = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException';
    failCmdlet({
      type,
      message: `The operation couldn't be performed because '${identity}' matches multiple entries.`,
    });
  }
  return first;
}

/** Ambiguous name resolution: the start of a name, an alias or an address. */
export function fitsAnr(object: DirectoryObject, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  const words = [object.displayName, ...object.displayName.split(' '), object.upn, textOf(object.cloud.Alias)];
  const addresses = listOf(object.cloud.EmailAddresses).map((entry) => smtpOf(entry) ?? '');
  return wanted !== '' && [...words, ...addresses].some((word) => word.toLowerCase().startsWith(wanted));
}
