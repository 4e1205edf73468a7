// People who have no mailbox here and still act: they belong to groups and are looked up by their object id.

import type { DirectoryObject } from './directory-object.ts';
import { makeObject } from './make-object.ts';

export type ExtraPerson = {
  readonly objectId: string;
  readonly name: string;
  readonly upn: string;
  /** Object ids of groups they are a direct member of. */
  readonly groups: readonly string[];
  readonly guest?: boolean;
  readonly employeeId?: string;
};

/** Adds the people, and makes them members of their groups. */
export function addPeople(objects: DirectoryObject[], people: readonly ExtraPerson[]): void {
  for (const { objectId, name, upn, groups, guest, employeeId } of people) {
    const built = makeObject({
      kind: 'user',
      type: '',
      address: '',
      displayName: name,
      key: objectId,
      synced: false,
      objectId,
      upn,
    });
    objects.push({ ...built, ...(guest ? { guest } : {}), ...(employeeId === undefined ? {} : { employeeId }) });
    for (const group of objects) if (groups.includes(group.objectId)) group.members.push(objectId);
  }
}
