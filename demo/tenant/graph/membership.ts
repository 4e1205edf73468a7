// Membership through groups inside groups.

import type { DirectoryObject } from '../directory/directory-object.ts';

/** The groups an object is a member of itself. */
export function directGroupsOf(objects: readonly DirectoryObject[], memberId: string): DirectoryObject[] {
  return objects.filter((object) => object.kind === 'group' && object.members.includes(memberId));
}

/** What is in a group itself, in its order. */
export function directMembersOf(objects: readonly DirectoryObject[], group: DirectoryObject): DirectoryObject[] {
  const byId = new Map(objects.map((object) => [object.objectId, object]));
  return group.members.map((id) => byId.get(id)).filter((member) => member !== undefined);
}

/** Every group an object belongs to, directly or through another group. */
export function groupsOf(objects: readonly DirectoryObject[], memberId: string): DirectoryObject[] {
  const groups = objects.filter((object) => object.kind === 'group');
  const found = new Set<DirectoryObject>();
  const visit = (id: string): void => {
    for (const group of groups) {
      if (found.has(group) || !group.members.includes(id)) continue;
      found.add(group);
      visit(group.objectId);
    }
  };
  visit(memberId);
  return [...found];
}

/** Everything inside a group, directly or through another group. */
export function membersOf(objects: readonly DirectoryObject[], group: DirectoryObject): DirectoryObject[] {
  const byId = new Map(objects.map((object) => [object.objectId, object]));
  const found = new Set<DirectoryObject>();
  const visit = (parent: DirectoryObject): void => {
    for (const id of parent.members) {
      const member = byId.get(id);
      if (member === undefined || found.has(member)) continue;
      found.add(member);
      visit(member);
    }
  };
  visit(group);
  return [...found];
}
