// The objects that are there whatever the seed: the people of the demo and one example of everything a tool has to
// recognise. Their identifiers are made from their addresses, so they never change.

import { PEOPLE } from '../../people.ts';
import type { Attributes, DirectoryObject } from './directory-object.ts';
import type { ObjectSpec } from './make-object.ts';
import { makeObject } from './make-object.ts';

type Short = Pick<ObjectSpec, 'address' | 'displayName'> & Partial<ObjectSpec>;

const mailbox = (spec: Short): DirectoryObject =>
  makeObject({ kind: 'mailbox', type: 'UserMailbox', synced: true, key: spec.address, ...spec });

const demoPeople = (): DirectoryObject[] =>
  PEOPLE.map((person) => {
    const [givenName = '', surname = ''] = person.name.split(' ');
    return mailbox({ address: person.upn, displayName: person.name, objectId: person.objectId, givenName, surname });
  });

const alice = (): DirectoryObject => {
  const object = mailbox({
    address: 'alice@contoso.com',
    displayName: 'Alice Archer',
    givenName: 'Alice',
    surname: 'Archer',
    aliases: ['alice.archer@contoso.com', 'a.archer@fabrikam.com'],
    values: { CustomAttribute1: 'CC-4711', CustomAttribute7: 'Berlin', ExtensionCustomAttribute1: ['alpha', 'beta'] },
  });
  object.onPremisesChanged = '2026-09-14T10:20:00.000Z';
  object.whenChanged = '2026-11-10T08:56:22.000Z';
  return object;
};

// Bob's directory values are those of the day he was moved; the 24 attributes of writeback have followed him since.
const bob = (): DirectoryObject => {
  const object = mailbox({
    address: 'bob@contoso.com',
    displayName: 'Bob Becker',
    givenName: 'Bob',
    surname: 'Becker',
    cloudManaged: true,
    aliases: ['bob.becker@contoso.com', 'bb@contoso.com'],
    values: {
      CustomAttribute1: 'CC-0815',
      HiddenFromAddressListsEnabled: true,
      MailTip: 'Out on parental leave until March; please write to sales@contoso.com.',
    },
    onPremises: { HiddenFromAddressListsEnabled: false, MailTip: null },
  });
  const known = object.cloud.EmailAddresses;
  if (object.onPremises && Array.isArray(known)) {
    object.onPremises.EmailAddresses = known.filter((entry) => entry !== 'smtp:bb@contoso.com');
  }
  object.whenChanged = '2026-11-18T13:05:00.000Z';
  return object;
};

const wholeObject = (): DirectoryObject => {
  const object = mailbox({ address: 'wholeobject@contoso.com', displayName: 'Wanda Object' });
  object.isCloudManaged = true;
  object.isDirSynced = false;
  return object;
};

const alexSmith = (domain: string): DirectoryObject =>
  mailbox({ address: `alex.smith@${domain}`, displayName: 'Alex Smith', givenName: 'Alex', surname: 'Smith' });

const MANY: readonly string[] = Array.from({ length: 55 }, (_, index) => `campaign.${index + 1}@fabrikam.com`);
const LONG_TIP = 'This mailbox is read by several people during office hours. '.repeat(15).slice(0, 900);

const special = (type: string, address: string, displayName: string): DirectoryObject =>
  mailbox({ type, address, displayName, synced: type === 'LinkedMailbox' });

const shared = (address: string, displayName: string, values: Attributes = {}): DirectoryObject =>
  mailbox({ type: 'SharedMailbox', address, displayName, values });

/** Its move request is in progress (see hybrid-state.ts). */
export const MOVING_ADDRESS = 'moving@contoso.com';

const unlicensed = (): DirectoryObject => ({
  ...mailbox({ address: 'unlicensed@contoso.com', displayName: 'Uwe Unlicensed' }),
  unlicensed: true,
});

/** Every object with a fixed meaning, mailboxes first. */
export function wellKnownObjects(): DirectoryObject[] {
  return [
    ...demoPeople(),
    alice(),
    bob(),
    mailbox({ address: 'carol@contoso.com', displayName: 'Carol Castillo', synced: false }),
    alexSmith('contoso.com'),
    alexSmith('fabrikam.com'),
    mailbox({ type: 'RoomMailbox', address: 'room.berlin@contoso.com', displayName: 'Berlin Boardroom' }),
    mailbox({ type: 'EquipmentMailbox', address: 'projector.1@contoso.com', displayName: 'Projector 1' }),
    shared('sales@contoso.com', 'Sales'),
    shared('reception@contoso.com', 'Reception', { MailTip: LONG_TIP }),
    mailbox({ type: 'SharedMailbox', address: 'campaigns@contoso.com', displayName: 'Campaigns', aliases: MANY }),
    special('LinkedMailbox', 'linked@contoso.com', 'Lina Linked'),
    special('SchedulingMailbox', 'scheduling@contoso.com', 'Scheduling Assistant'),
    special('DiscoveryMailbox', 'discovery@contoso.com', 'Discovery Search Mailbox'),
    wholeObject(),
    mailbox({ address: MOVING_ADDRESS, displayName: 'Mona Moving' }),
    unlicensed(),
    makeObject({
      kind: 'mailUser',
      type: 'MailUser',
      address: 'remote@contoso.com',
      displayName: 'Remo Remote',
      key: 'remote@contoso.com',
      synced: true,
    }),
  ];
}
