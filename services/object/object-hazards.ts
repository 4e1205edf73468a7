import type { ObjectKind } from '../directory/directory-tenant.ts';
import type { Finding } from '../mailbox/finding.ts';
import { containingGroupsHazard } from './containing-groups-hazard.ts';
import { groupRollbackHazards, groupToCloudHazards } from './group-hazards.ts';
import type { ObjectDirection, ObjectFacts } from './object-facts.ts';
import { rollbackHazards } from './rollback-hazards.ts';
import { standingHazard } from './standing-hazard.ts';
import { userRollbackHazards, userToCloudHazards } from './user-hazards.ts';

type Hazards = (facts: ObjectFacts) => readonly Finding[];

const toCloud: Hazards = (facts) => [containingGroupsHazard(facts)];

const HAZARDS: Readonly<Record<ObjectDirection, Readonly<Record<ObjectKind, readonly Hazards[]>>>> = {
  'object-to-cloud': {
    user: [toCloud, userToCloudHazards],
    group: [toCloud, groupToCloudHazards],
    contact: [toCloud],
  },
  'object-to-on-premises': {
    user: [rollbackHazards, userRollbackHazards],
    group: [rollbackHazards, groupRollbackHazards],
    contact: [rollbackHazards],
  },
};

/**
 * What was found about handing over a whole user, group or contact, most general first. Where there is no authority to
 * hand over, that alone is said. What no API tells is `unknown` with what to look at, never left out.
 */
export function objectHazards(facts: ObjectFacts): readonly Finding[] {
  const standing = standingHazard(facts);
  if (standing.level === 'block') return [standing];
  const { direction, object } = facts;
  return [standing, ...HAZARDS[direction][object.kind].flatMap((hazards) => hazards(facts))];
}
