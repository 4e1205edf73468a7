/** What a person may do. `anyone` needs nothing but to belong to the organisation. */
export const ROLES = ['viewer', 'requester', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Every other role includes looking; no role includes another's acts. */
export function includesRole(held: ReadonlySet<Role>, needed: Role): boolean {
  return held.has(needed) || (needed === 'viewer' && held.size > 0);
}

/** What a command asks for: a role, any one of several, or nothing but to belong to the organisation. */
export type Needed = Role | 'anyone' | readonly [Role, ...Role[]];

export function fulfils(held: ReadonlySet<Role>, needed: Needed): boolean {
  if (needed === 'anyone') return true;
  return typeof needed === 'string' ? includesRole(held, needed) : needed.some((role) => includesRole(held, role));
}

/** The role to name to somebody who lacks it: of several the first. */
export function namedRole(needed: Exclude<Needed, 'anyone'>): Role {
  return typeof needed === 'string' ? needed : needed[0];
}
