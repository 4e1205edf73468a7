import type { Clock } from '../clock.ts';
import { type Directory, DirectoryError, type DirectoryPerson } from '../directory/directory.ts';
import { ROLES, type Role } from './role.ts';

/** For each role the Entra object ids of people and groups that have it. An empty list means nobody. */
export type RoleLists = Readonly<Record<Role, readonly string[]>>;

/** Where a role comes from: the person's own id in the list, or a group's. */
export type RoleSource = { readonly role: Role; readonly through: string };

export type HeldRoles = {
  readonly roles: ReadonlySet<Role>;
  readonly sources: readonly RoleSource[];
  /** False when the directory could not be asked: there may be more, and nobody gains one by that. */
  readonly complete: boolean;
  /** What the directory says of the person; `undefined` when it knows nobody by that id or could not be asked. */
  readonly person: DirectoryPerson | undefined;
  /** Guests and strangers hold a role only where their own id is listed. */
  readonly isOutsider: boolean;
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

type BookNeeds = {
  readonly lists: RoleLists;
  readonly directory: Pick<Directory, 'memberOf' | 'person'>;
  readonly clock: Pick<Clock, 'now'>;
};

export function openRoleBook(needs: BookNeeds): RoleBook {
  const remembered = new Map<string, { readonly held: HeldRoles; readonly until: number }>();
  return {
    rolesOf: async (objectId, { fresh }) => {
      const now = needs.clock.now().getTime();
      const known = remembered.get(objectId);
      if (!fresh && known && known.until > now) return known.held;
      const held = await ask(needs, objectId.toLowerCase());
      if (remembered.size >= REMEMBER_PEOPLE) remembered.clear();
      if (held.complete) remembered.set(objectId, { held, until: now + REMEMBER_MS });
      return held;
    },
  };
}

async function ask({ lists, directory }: BookNeeds, objectId: string): Promise<HeldRoles> {
  const direct = sourcesAmong(lists, new Set([objectId]));
  const groups = [...new Set(ROLES.flatMap((role) => lists[role]))].filter((id) => id.toLowerCase() !== objectId);
  try {
    const [person, member] = await Promise.all([
      directory.person(objectId),
      groups.length === 0 ? [] : directory.memberOf(objectId, groups),
    ]);
    const isOutsider = (person?.isGuest ?? true) && direct.length === 0;
    const throughGroups =
      person && !person.isGuest ? sourcesAmong(lists, new Set(member.map((id) => id.toLowerCase()))) : [];
    return held([...direct, ...throughGroups], { person, isOutsider, complete: true });
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    return held(direct, { person: undefined, isOutsider: false, complete: false });
  }
}

function held(sources: readonly RoleSource[], rest: Omit<HeldRoles, 'roles' | 'sources'>): HeldRoles {
  return { roles: new Set(sources.map(({ role }) => role)), sources, ...rest };
}

function sourcesAmong(lists: RoleLists, ids: ReadonlySet<string>): readonly RoleSource[] {
  return ROLES.flatMap((role) => {
    const through = lists[role].find((id) => ids.has(id.toLowerCase()));
    return through === undefined ? [] : [{ role, through }];
  });
}
