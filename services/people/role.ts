/** What a person may do. `anyone` needs nothing but to belong to the organisation. */
export const ROLES = ['viewer', 'requester', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Every other role includes looking; no role includes another's acts. */
export function includesRole(held: ReadonlySet<Role>, needed: Role): boolean {
  return held.has(needed) || (needed === 'viewer' && held.size > 0);
}
