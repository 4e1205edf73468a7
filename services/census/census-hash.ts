import { createHash } from 'node:crypto';
import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName, type AttributeValue } from '../mailbox/attribute.ts';
import { canonicalJson } from '../mailbox/canonical.ts';
import { comparable } from '../mailbox/compare.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';

// The same hash as `snapshotHash`, several times faster: a census hashes every mailbox of the tenant. The names are
// sorted once instead of each time, and what most mailboxes have not set needs no comparing. A test holds both equal.

const NAMES = [...ATTRIBUTE_NAMES].sort().map((name) => ({
  name,
  prefix: `${JSON.stringify(name)}:`,
  isList: ATTRIBUTES[name].form === 'set' || ATTRIBUTES[name].form === 'addresses',
}));

/** What `snapshotHash` says of a snapshot of this mailbox. */
export function censusHash(mailbox: Mailbox): string {
  const { attributes } = mailbox;
  let members = '';
  for (const { name, prefix, isList } of NAMES) {
    const value = attributes[name];
    if (value !== undefined) members += `${members === '' ? '' : ','}${prefix}${valueText(name, value, isList)}`;
  }
  const text = `{"attributes":{${members}},"exchangeGuid":${JSON.stringify(mailbox.exchangeGuid)},"isDirSynced":${mailbox.isDirSynced},"isExchangeCloudManaged":${mailbox.isExchangeCloudManaged},"objectId":${JSON.stringify(mailbox.objectId.toLowerCase())},"schema":1,"type":${JSON.stringify(mailbox.type)},"userPrincipalName":${JSON.stringify(mailbox.userPrincipalName)}}`;
  return createHash('sha256').update(text).digest('hex');
}

function valueText(name: AttributeName, value: AttributeValue, isList: boolean): string {
  if (value === null) return isList ? '[]' : 'null';
  if (isList && Array.isArray(value) && value.length === 0) return '[]';
  if (!isList && typeof value === 'boolean') return value ? 'true' : 'false';
  return canonicalJson(comparable(name, value));
}
