import type { Directory } from '../directory/directory.ts';
import type { ApproverPool } from '../people/approver-pool.ts';
import type { PeopleLinks } from '../people/people-links.ts';
import type { Policy, PolicyRule } from './policy.ts';
import type { DecidingRole } from './rule.ts';

/**
 * Why no request under a rule could be approved. `empty`: nobody is listed at all. `settings`: those who are listed
 * are people, and too few, so only other settings can mend it. `directory`: a group is listed, or somebody whom the
 * directory does not know, so that can change without us.
 */
export type Unsatisfiable = 'empty' | 'settings' | 'directory';

export type UnsatisfiableRule = {
  readonly rule: string;
  readonly roles: readonly DecidingRole[];
  /** People besides the requester. */
  readonly needed: number;
  readonly found: number;
  readonly cause: Unsatisfiable;
};

type Listed = DecidingRole | 'requester';

export type SatisfiableNeeds = {
  readonly policy: Policy;
  /** Object ids of people and groups, as configured. */
  readonly lists: Readonly<Record<Listed, readonly string[]>>;
  readonly pools: Readonly<Record<Listed, ApproverPool>>;
  readonly directory: Pick<Directory, 'person'>;
  readonly links: PeopleLinks;
};

/**
 * The rules under which nobody who may ask could ever be approved: fewer people decide than the rule wants, or exactly
 * as many, and every requester is one of them. Linked accounts count as one person. Asks the directory, and more than
 * once only where something looks wrong. Throws `DirectoryError`: a directory that cannot be asked says nothing.
 */
export async function unsatisfiableRules(needs: SatisfiableNeeds): Promise<readonly UnsatisfiableRule[]> {
  const found = await Promise.all(needs.policy.rules.map((rule) => problemOf(needs, rule)));
  return found.filter((problem) => problem !== undefined);
}

async function problemOf(needs: SatisfiableNeeds, rule: PolicyRule): Promise<UnsatisfiableRule | undefined> {
  const roles = decidersOf(rule);
  const people = await humansIn(needs, roles);
  // Whoever asks, enough others are left.
  if (rule.approvals === 0 || people.size > rule.approvals) return undefined;
  const problem = { rule: rule.name, roles, needed: rule.approvals };
  if (roles.every((role) => needs.lists[role].length === 0)) return { ...problem, found: 0, cause: 'empty' };
  if (people.size < rule.approvals) return { ...problem, found: people.size, cause: await causeAmong(needs, roles) };
  const requesters = await humansIn(needs, ['requester']);
  if (requesters.size === 0 || ![...requesters].every((person) => people.has(person))) return undefined;
  return { ...problem, found: people.size - 1, cause: await causeAmong(needs, [...roles, 'requester']) };
}

/** After the escalation the second role may decide as well. */
function decidersOf({ from, escalate }: PolicyRule): readonly DecidingRole[] {
  return escalate ? [from, escalate.to] : [from];
}

async function humansIn({ pools, links }: SatisfiableNeeds, roles: readonly Listed[]): Promise<ReadonlySet<string>> {
  const accounts = await Promise.all(roles.map((role) => pools[role].people()));
  return new Set(accounts.flat().map(links.personOf));
}

async function causeAmong(
  { lists, directory }: SatisfiableNeeds,
  roles: readonly Listed[],
): Promise<'settings' | 'directory'> {
  const ids = [...new Set(roles.flatMap((role) => lists[role]))];
  const people = await Promise.all(ids.map((id) => directory.person(id)));
  return people.every((person) => person !== undefined) ? 'settings' : 'directory';
}
