import { block, type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import { nameFew } from './name-few.ts';
import type { ObjectFacts } from './object-facts.ts';

/** What speaks for and against moving a group to the cloud as a whole. */
export function groupToCloudHazards(facts: ObjectFacts): readonly Finding[] {
  return [nestedGroups(facts), ...wayBack(facts), membersOutOfScope(facts), ...kindHazards(facts)];
}

/** What speaks for and against handing a group back. */
export function groupRollbackHazards(facts: ObjectFacts): readonly Finding[] {
  return [cloudMembers(facts), ...applications(facts), accessPackages(facts)];
}

const membersUnknown = ({ object: { name } }: ObjectFacts) => ({
  code: 'group_members_unknown',
  sentence: `The members of ${name} could not be read.`,
  remedy: 'Try again in a few minutes; if it stays, check the permission GroupMember.Read.All of Steward.',
});

/** A move does not reach into groups in the group (Microsoft Learn, "Configure group source of authority"). */
function nestedGroups(facts: ObjectFacts): Finding {
  const { object, members } = facts;
  if (members === null) return unknown({ ...membersUnknown(facts), override: 'approver' });
  const nested = members.filter(({ kind, isSynced }) => kind === 'group' && isSynced);
  if (nested.length === 0) return pass('group_not_nested', `${object.name} holds no group that is still synced.`);
  return warn({
    code: 'group_nested',
    sentence: `${object.name} holds groups that are still synced (${nameFew(nested)}): they do not move along with it.`,
    remedy: 'Move those first, from the innermost outwards.',
    override: 'approver',
  });
}

/** What blocks the way back is said before the way there; "Configure group source of authority" has both. */
function wayBack({ object: { name }, members }: ObjectFacts): readonly Finding[] {
  const born = members?.filter(({ isSynced }) => !isSynced) ?? [];
  if (born.length === 0) return [];
  return [
    warn({
      code: 'group_no_way_back',
      sentence: `${name} holds members that are not synced (${nameFew(born)}): once moved, it cannot go back while it holds them.`,
      remedy:
        'Take them out first if it may have to go back; after the move, anybody who is added in the cloud counts too.',
      override: 'approver',
    }),
  ];
}

/** The cloud's list of members becomes the only one; who is in none of it is gone (mardahl/Exchange-SOA-Manager wiki, 2026). */
function membersOutOfScope({ object: { name } }: ObjectFacts): Finding {
  return unknown({
    code: 'group_scope_unknown',
    sentence: `Members that ${name} has in Active Directory outside sync scope are lost with the move, and cannot be seen from here.`,
    remedy: 'Compare its members in Active Directory with those in Entra, by security identifier.',
    override: 'approver',
  });
}

function kindHazards(facts: ObjectFacts): readonly Finding[] {
  const { name, isMailEnabled } = facts.object;
  if (isMailEnabled === null) {
    return [
      unknown({
        code: 'group_kind_unknown',
        sentence: `Whether ${name} is mail-enabled could not be read; if it is, only Exchange Online can change it afterwards.`,
        remedy: 'Look at the group in the Entra admin center.',
        override: 'approver',
      }),
    ];
  }
  return isMailEnabled ? mailGroup(name) : securityGroup(name);
}

/** Microsoft Learn, "Group source of authority guidance" and overview, 2026: distribution and mail-enabled security groups. */
function mailGroup(name: string): readonly Finding[] {
  return [
    warn({
      code: 'group_only_in_exchange',
      sentence: `${name} is mail-enabled: afterwards only Exchange Online can change it, not Entra and not Graph.`,
      remedy: 'Make sure that whoever looks after it can do so in Exchange Online.',
      override: 'approver',
    }),
    warn({
      code: 'group_not_provisioned_back',
      sentence: `${name} is mail-enabled, so it cannot be provisioned to Active Directory: its copy there stays as it is today.`,
      remedy: 'Find relays and applications on-premises that resolve the group, and point them elsewhere first.',
      override: 'approver',
    }),
    unknown({
      code: 'mailboxes_migrated_unknown',
      sentence:
        'A mail-enabled group may move only after every mailbox has, which cannot be read from the cloud alone.',
      remedy: 'Make sure that no mailbox is left on-premises: "readiness" counts those that can be seen.',
      override: 'approver',
    }),
  ];
}

/** The same pages: Group Provision to AD covers universal security groups; attributes 1 to 15 are no part of them. */
function securityGroup(name: string): readonly Finding[] {
  return [
    unknown({
      code: 'group_universal_unknown',
      sentence: `Only a universal group can be provisioned to Active Directory, and the scope of ${name} is not shown in the cloud.`,
      remedy: 'Make it universal in Active Directory before it moves, if anything on-premises needs it.',
      override: 'requester',
    }),
    unknown({
      code: 'group_extensions_unknown',
      sentence: `A security group in the cloud has no extension attributes 1 to 15; whether ${name} uses them is not known.`,
      remedy: 'Look at the group in Active Directory.',
      override: 'requester',
    }),
  ];
}

/** References to what was born in the cloud are lost when a group goes back ("Configure group source of authority"). */
function cloudMembers(facts: ObjectFacts): Finding {
  const { object, members } = facts;
  if (members === null) {
    const { code, sentence, remedy } = membersUnknown(facts);
    return block(code, `${sentence} Those that are not synced would be lost.`, remedy);
  }
  const lost = members.filter(({ isSynced }) => !isSynced);
  if (lost.length === 0) return pass('group_members_synced', `Every listed member of ${object.name} is synced.`);
  return block(
    'group_cloud_members',
    `${object.name} holds members that are not synced (${nameFew(lost)}): they would be lost.`,
    object.isMailEnabled === false
      ? 'Remove them from the group first, in the Entra admin center.'
      : 'Remove them from the group first, in Exchange Online.',
  );
}

/** Graph v1.0 does not list applications in a group ("List group members", known issue); only security groups hold them. */
function applications({ object: { name, isMailEnabled } }: ObjectFacts): readonly Finding[] {
  if (isMailEnabled) return [];
  return [
    unknown({
      code: 'group_applications_unknown',
      sentence: `Whether applications are members of ${name} is not listed by Graph; they are never synced and would be lost.`,
      remedy: 'Look at its members in the Entra admin center, and remove service principals first.',
      override: 'approver',
    }),
  ];
}

/** Microsoft Learn, "Configure group source of authority". Access packages are no part of what Steward may read. */
function accessPackages({ object: { name } }: ObjectFacts): Finding {
  return unknown({
    code: 'group_access_packages_unknown',
    sentence: `Whether an access package holds ${name} cannot be read by Steward; it would lose the group.`,
    remedy: 'Look under Identity Governance in the Entra admin center, and take the group out of every access package.',
    override: 'approver',
  });
}
