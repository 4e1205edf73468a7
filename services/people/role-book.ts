import type { Clock } from '../clock.ts';
import { type Directory, DirectoryError } from '../directory/directory.ts';
import { ROLES, type Role } from './role.ts';

/** For each role the Entra object ids of people and groups that have it. An empty list means nobody. */
export type RoleLists = Readonly<Record<Role, readonly string[]>>;

export type HeldRoles = {
  readonly roles: ReadonlySet<Role>;
  /** False when the directory could not be asked: there may be more, and nobody gains one by that. */
  readonly complete: boolean;
};

export type RoleBook = {
  /**
   * The roles of a person. `fresh` asks the directory now, as every decision must; otherwise an answer of the last
   * minute will do.
   */
  readonly rolesOf: (objectId: string, how: { readonly fresh: boolean }) => Promise<HeldRoles>;
};

const REMEMBER_MS = 60_000;
const REMEMBER_PEOPLE = 5_000;

export function openRoleBook(needs: {
  readonly lists: RoleLists;
  readonly directory: Directory;
  readonly clock: Clock;
}): RoleBook {
  const { lists, directory, clock } = needs;
  const remembered = new Map<string, { readonly held: HeldRoles; readonly until: number }>();

  const ask = async (objectId: string): Promise<HeldRoles> => {
    const direct = rolesNaming(lists, (id) => id === objectId.toLowerCase());
    const groups = [...new Set(ROLES.filter((role) => !direct.has(role)).flatMap((role) => lists[role]))];
    if (groups.length === 0) return { roles: direct, complete: true };
    try {
      const member = new Set((await directory.memberOf(objectId, groups)).map((id) => id.toLowerCase()));
      const throughGroups = rolesNaming(lists, (id) => member.has(id));
      return { roles: new Set([...direct, ...throughGroups]), complete: true };
    } catch (error) {
      if (error instanceof DirectoryError) return { roles: direct, complete: false };
      throw error;
    }
  };

  return {
    rolesOf: async (objectId, { fresh }) => {
      const now = clock.now().getTime();
      const known = remembered.get(objectId);
      if (!fresh && known && known.until > now) return known.held;
      const held = await ask(objectId);
      if (remembered.size >= REMEMBER_PEOPLE) remembered.clear();
      if (held.complete) remembered.set(objectId, { held, until: now + REMEMBER_MS });
      return held;
    },
  };
}

function rolesNaming(lists: RoleLists, named: (id: string) => boolean): Set<Role> {
  return new Set(ROLES.filter((role) => lists[role].some((id) => named(id.toLowerCase()))));
}
