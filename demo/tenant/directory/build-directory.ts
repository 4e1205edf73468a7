// Makes the whole directory from a seed: the well-known objects and as many plausible mailboxes as asked for.

import type { Attributes, DirectoryObject } from './directory-object.ts';
import { LEGACY_DOMAIN } from './domains.ts';
import { groupsAndContacts } from './groups-and-contacts.ts';
import type { ObjectSpec } from './make-object.ts';
import { makeObject } from './make-object.ts';
import { CITIES, DEVICES, GIVEN_NAMES, ROOM_NAMES, SURNAMES, TEAM_NAMES } from './person-names.ts';
import { pickFrom } from './stable-id.ts';
import { wellKnownObjects } from './well-known.ts';

type Face = Pick<ObjectSpec, 'address' | 'displayName' | 'type'> & Partial<ObjectSpec>;

function person(key: string, index: number): Face {
  const given = pickFrom(`${key}|given`, GIVEN_NAMES);
  const family = pickFrom(`${key}|family`, SURNAMES);
  const domain = index % 7 === 0 ? 'fabrikam.com' : 'contoso.com';
  return {
    address: `${given.ascii}.${family.ascii}.${index}@${domain}`,
    displayName: `${given.text} ${family.text}`,
    givenName: given.text,
    surname: family.text,
    type: 'UserMailbox',
  };
}

function faceOf(key: string, index: number): Face {
  if (index % 10 === 1) {
    const room = `${pickFrom(`${key}|city`, CITIES)} ${pickFrom(`${key}|room`, ROOM_NAMES)} ${index}`;
    return { address: `room.${index}@contoso.com`, displayName: room, type: 'RoomMailbox' };
  }
  if (index % 20 === 2) {
    const device = pickFrom(`${key}|device`, DEVICES);
    return {
      address: `${device.toLowerCase()}.x${index}@contoso.com`,
      displayName: `${device} ${index}`,
      type: 'EquipmentMailbox',
    };
  }
  if (index % 10 === 4) {
    const team = pickFrom(`${key}|team`, TEAM_NAMES);
    return {
      address: `${team.toLowerCase()}.${index}@contoso.com`,
      displayName: `${team} ${index}`,
      type: 'SharedMailbox',
    };
  }
  return person(key, index);
}

// Who forwards, hides or carries old addresses is spread over the numbers, so every thousandth mailbox is not like the next.
function valuesOf(index: number, address: string): Attributes {
  const values: Attributes = {};
  if (index % 3 === 0) values.CustomAttribute1 = `CC-${4000 + (index % 97)}`;
  if (index % 9 === 0) values.ExtensionCustomAttribute1 = [`site-${index % 5}`, 'hybrid'];
  if (index % 11 === 0) values.HiddenFromAddressListsEnabled = true;
  if (index % 25 === 0) values.ForwardingSmtpAddress = `smtp:${address.split('@')[0]}@example.net`;
  if (index % 35 === 0) values.ForwardingAddress = 'sales';
  if (index % 25 === 0) values.DeliverToMailboxAndForward = index % 50 === 0;
  if (index % 31 === 0) values.LitigationHoldEnabled = true;
  if (index % 16 === 0) values.MailTip = 'Antwort dauert länger – bitte Geduld. Απάντηση σε δύο ημέρες.';
  if (index % 23 === 0) values.GrantSendOnBehalfTo = ['sales', 'alice'];
  return values;
}

function aliasesOf(index: number, address: string): string[] {
  const local = address.split('@')[0];
  const aliases: string[] = [];
  if (index % 2 === 0) aliases.push(`${local}@contoso.mail.onmicrosoft.com`);
  if (index % 8 === 0) aliases.push(`info.${index}@fabrikam.com`);
  if (index % 13 === 0) aliases.push(`${local}@${LEGACY_DOMAIN}`);
  return aliases;
}

function generated(seed: number, index: number): DirectoryObject {
  const key = `seed ${seed} mailbox ${index}`;
  const face = faceOf(key, index);
  const synced = index % 22 !== 5;
  return makeObject({
    kind: 'mailbox',
    key,
    synced,
    cloudManaged: synced && index % 14 === 3,
    values: valuesOf(index, face.address),
    aliases: aliasesOf(index, face.address),
    ...face,
  });
}

/** Builds the directory: `size` mailboxes, and the groups, contacts and mail users around them. */
export function buildDirectory(seed: number, size: number): DirectoryObject[] {
  const known = wellKnownObjects();
  const count = Math.max(0, size - known.filter((object) => object.kind === 'mailbox').length);
  const more = Array.from({ length: count }, (_, index) => generated(seed, index + 1));
  const mailboxes = [...known, ...more].filter((object) => object.kind === 'mailbox');
  return [...known, ...more, ...groupsAndContacts(mailboxes)];
}
