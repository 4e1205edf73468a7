// Groups, contacts and people without a mailbox. `IT Staff` holds `Help Desk`, which holds a person: membership has to
// be looked up through both.

import { GROUPS, PEOPLE } from '../../people.ts';
import type { DirectoryObject } from './directory-object.ts';
import { makeObject } from './make-object.ts';
import { guidFrom } from './stable-id.ts';

/** Fixed ids for tests and demos: a group inside a group, and a mail-enabled one. */
export const NESTED_GROUPS = {
  itStaff: guidFrom('it.staff|object'),
  helpDesk: guidFrom('help.desk|object'),
  allStaff: guidFrom('all.staff@contoso.com|object'),
} as const;

/**
 * Fixed ids for tests and demos of whole objects, all of them synced: a mail-enabled group that holds Alice, Carol (who
 * was born in the cloud), a group and a contact; a security group in a group; and a contact.
 */
export const WHOLE_OBJECTS = {
  mailGroup: guidFrom('plant.news@contoso.com|object'),
  securityGroup: NESTED_GROUPS.helpDesk,
  contact: guidFrom('contact 1|object'),
} as const;

type GroupSpec = {
  key: string;
  displayName: string;
  members: readonly string[];
  objectId?: string;
  address?: string;
  aliases?: readonly string[];
};

const group = (spec: GroupSpec): DirectoryObject =>
  makeObject({
    kind: 'group',
    type: spec.address === undefined ? 'SecurityGroup' : 'MailUniversalDistributionGroup',
    address: spec.address ?? '',
    synced: true,
    securityEnabled: spec.address === undefined,
    ...spec,
  });

const roleGroup = (role: keyof typeof GROUPS, displayName: string): DirectoryObject => {
  const objectId = GROUPS[role];
  const members = PEOPLE.filter((person) => person.groups.includes(objectId)).map((person) => person.objectId);
  const built = group({ key: objectId, displayName, members, objectId });
  return { ...built, isDirSynced: false, onPremises: null, onPremisesChanged: null };
};

const contact = (index: number): DirectoryObject =>
  makeObject({
    kind: 'contact',
    type: 'MailContact',
    address: `partner.${index}@adatum.example`,
    displayName: `Partner Contact ${index}`,
    key: `contact ${index}`,
    synced: index % 2 === 1,
  });

// Their mailboxes are on-premises; the first one's archive is in the cloud already.
const remoteUser = (index: number): DirectoryObject => ({
  ...makeObject({
    kind: 'mailUser',
    type: 'MailUser',
    address: `onsite.${index}@contoso.com`,
    displayName: `Onsite Person ${index}`,
    key: `mail user ${index}`,
    synced: true,
  }),
  ...(index === 1 ? { archiveGuid: guidFrom('mail user 1|archive') } : {}),
});

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Everything that is not a mailbox, given the mailboxes that fill the distribution groups. */
export function groupsAndContacts(mailboxes: readonly DirectoryObject[]): DirectoryObject[] {
  const ids = mailboxes.map((object) => object.objectId);
  const dana = PEOPLE.filter((person) => person.key === 'desk').map((person) => person.objectId);
  return [
    roleGroup('requesters', 'Mailbox Requesters'),
    roleGroup('approvers', 'Mailbox Approvers'),
    roleGroup('oncall', 'Mailbox On-call'),
    group({ key: 'it.staff', displayName: 'IT Staff', members: [NESTED_GROUPS.helpDesk] }),
    group({ key: 'help.desk', displayName: 'Help Desk', members: dana }),
    group({ key: 'all.staff@contoso.com', displayName: 'All Staff', members: ids, address: 'all.staff@contoso.com' }),
    group({
      key: 'plant.news@contoso.com',
      displayName: "O'Hara Plant News",
      aliases: ['plant@contoso.com'],
      members: [
        guidFrom('alice@contoso.com|object'),
        guidFrom('carol@contoso.com|object'),
        WHOLE_OBJECTS.securityGroup,
        WHOLE_OBJECTS.contact,
      ],
      address: 'plant.news@contoso.com',
    }),
    ...numbers(12).map((index) =>
      group({
        key: `team ${index}`,
        displayName: `Team ${index}`,
        members: ids.filter((_, position) => position % 12 === index - 1),
        address: `team.${index}@contoso.com`,
      }),
    ),
    ...numbers(8).map((index) =>
      group({ key: `access ${index}`, displayName: `Access ${index}`, members: ids.slice(index, index + 9) }),
    ),
    ...numbers(10).map(contact),
    ...numbers(10).map(remoteUser),
  ];
}
