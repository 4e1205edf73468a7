import { type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import { nameFew } from './name-few.ts';
import type { ObjectFacts } from './object-facts.ts';

/**
 * Synced groups that an object is in when it moves to the cloud. For a group, the membership no longer syncs (Microsoft
 * Learn, "Group source of authority guidance": leaf groups first, then those that hold them); for a user or contact the
 * membership holds only while the object stays in sync scope, so groups move before people ("Prepare your environment").
 */
export function containingGroupsHazard({ object: { name, kind }, groups }: ObjectFacts): Finding {
  if (groups === null) {
    return unknown({
      code: 'object_groups_unknown',
      sentence: `Which groups ${name} is in could not be read.`,
      remedy: 'Look at its memberships in the Entra admin center: groups that are still synced lose track of it.',
      override: 'approver',
    });
  }
  const synced = groups.filter(({ isSynced }) => isSynced);
  if (synced.length === 0) return pass('object_in_no_synced_group', `${name} is in no group that is still synced.`);
  const listed = nameFew(synced);
  return kind === 'group'
    ? warn({
        code: 'object_in_synced_groups',
        sentence: `${name} is in groups that are still synced (${listed}): that membership no longer syncs once it has moved.`,
        remedy: 'Move the groups that hold it afterwards, from the inside out.',
        override: 'approver',
      })
    : warn({
        code: 'object_in_synced_groups',
        sentence: `${name} is in groups that are still synced (${listed}): their membership needs it in Active Directory.`,
        remedy: `Move the groups first, or keep ${name} in Active Directory and in sync scope.`,
        override: 'approver',
      });
}
