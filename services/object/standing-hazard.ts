import { block, type Finding, pass } from '../mailbox/finding.ts';
import type { ObjectFacts } from './object-facts.ts';

/**
 * Whether there is an authority to hand over. `isCloudManaged` and `onPremisesSyncEnabled` together are false and true
 * while an object is synced, true and null once it has moved, false and null both while it waits to be taken back and
 * when it was born in the cloud (Microsoft Learn, user, group and contact source of authority, state table, 2026).
 * What it once was tells those two apart for users and groups, and nothing does for contacts.
 */
export function standingHazard(facts: ObjectFacts): Finding {
  const { object, isCloudManaged } = facts;
  const { name } = object;
  if (isCloudManaged === null) {
    return block(
      'object_authority_unknown',
      `The authority over ${name} as a whole could not be read, and nothing is done on a guess.`,
      'Grant Steward the permission OnPremisesSyncBehavior.ReadWrite.All for this kind of object, which reading needs too.',
    );
  }
  if (isCloudManaged) return movedAlready(facts);
  if (object.isSynced) return syncedStill(facts);
  return neither(facts);
}

function movedAlready({ object: { name }, direction }: ObjectFacts): Finding {
  return direction === 'object-to-on-premises'
    ? pass('object_in_cloud', `${name} is managed in the cloud as a whole and was synced before.`)
    : block('object_already_cloud', `${name} is managed in the cloud as a whole already.`, null);
}

function syncedStill({ object: { name }, direction }: ObjectFacts): Finding {
  return direction === 'object-to-cloud'
    ? pass('object_synced', `${name} is synced from on-premises Active Directory.`)
    : block('object_already_synced', `${name} is synced from on-premises already.`, null);
}

function neither({ object: { name, wasSynced } }: ObjectFacts): Finding {
  if (wasSynced) {
    return block(
      'object_waiting',
      `${name} was rolled back and waits for directory sync to take it over.`,
      'Wait for the next directory sync; if it stays, check that the object still exists in Active Directory and is in sync scope.',
    );
  }
  if (wasSynced === false)
    return block('object_never_synced', `${name} was never synced: it was created in the cloud.`, null);
  return block(
    'object_not_synced',
    `${name} is not synced: it was created in the cloud, or was rolled back and waits. Graph does not tell which.`,
    'Look for an earlier request of Steward for it; if there is one, wait for the next directory sync.',
  );
}
