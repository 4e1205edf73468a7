import type { Clock } from '../clock.ts';
import { ConfigurationError, type ServicesConfiguration } from '../configuration.ts';
import { type Directory, DirectoryError } from '../directory/directory.ts';
import type { Log } from '../log.ts';
import { type ApproverPool, approverPool } from '../people/approver-pool.ts';
import type { PeopleLinks } from '../people/people-links.ts';
import type { Policy } from './policy.ts';
import type { DecidingRole } from './rule.ts';
import { type UnsatisfiableRule, unsatisfiableRules } from './satisfiable.ts';

/** A start waits this long for the directory, and goes on without it: it is asked again for every request. */
const PATIENCE_MS = 8_000;

const LIST_OF = { approver: 'ROLE_APPROVER', admin: 'ROLE_ADMIN' } as const satisfies Record<
  DecidingRole,
  keyof ServicesConfiguration
>;

export type RequireSatisfiableNeeds = {
  readonly settings: { readonly policy: Policy };
  readonly pools: Readonly<Record<DecidingRole, ApproverPool>>;
  readonly directory: Pick<Directory, 'peopleIn' | 'person'>;
  readonly links: PeopleLinks;
  readonly clock: Clock;
};

/**
 * Refuses to start with a policy that the role lists cannot satisfy: throws `ConfigurationError` with the rule, how
 * many it needs and how many there are. What can change without a restart (a group, an empty list that is still to be
 * filled, a directory that does not answer) is logged: then requests are refused one by one, so nobody gains anything.
 */
export async function requireSatisfiable(
  needs: RequireSatisfiableNeeds,
  configuration: ServicesConfiguration,
  log: Log,
): Promise<void> {
  const problems = await problemsOf(needs, configuration);
  if (problems === 'unknown') {
    log.warn({}, 'the directory could not be asked whether the approval policy can be satisfied; requests are checked');
    return;
  }
  const fatal = problems.filter((problem) => problem.cause === 'settings' && isAskedFor(problem, configuration));
  if (fatal.length > 0) throw refusal(fatal);
  for (const problem of problems) log.warn({ ...problem }, `${sentence(problem)}: its requests are refused`);
}

/**
 * What is built in for the default of the whole organisation wants two people. An installation with one approver never
 * asked for that rule and may never need it; requests under it are refused until there are two.
 */
function isAskedFor({ needed }: UnsatisfiableRule, configuration: ServicesConfiguration): boolean {
  return configuration.POLICY_FILE !== undefined || needed <= configuration.APPROVALS_REQUIRED;
}

async function problemsOf(
  { settings, pools, directory, links, clock }: RequireSatisfiableNeeds,
  configuration: ServicesConfiguration,
): Promise<readonly UnsatisfiableRule[] | 'unknown'> {
  const { ROLE_REQUESTER: requester, ROLE_APPROVER: approver, ROLE_ADMIN: admin } = configuration;
  const lists = { requester, approver, admin };
  const requesters = approverPool({ ids: requester, directory, clock });
  const asked = unsatisfiableRules({
    ...{ policy: settings.policy, lists, directory, links },
    pools: { ...pools, requester: requesters },
  });
  const answered = new AbortController();
  const tooLong = clock.pause(PATIENCE_MS, answered.signal).then(() => 'unknown' as const);
  try {
    return await Promise.race([asked, tooLong]);
  } catch (error) {
    if (error instanceof DirectoryError) return 'unknown';
    throw error;
  } finally {
    answered.abort();
  }
}

function refusal(problems: readonly UnsatisfiableRule[]): ConfigurationError {
  const wrong = problems.map(sentence).join('; ');
  return new ConfigurationError('configuration', `Steward does not start: ${wrong}. List more people, or a group.`);
}

function sentence({ rule, needed, found, roles, cause }: UnsatisfiableRule): string {
  const lists = roles.map((role) => LIST_OF[role]).join(' and ');
  return cause === 'empty'
    ? `the rule "${rule}" needs ${needed} to approve, and ${lists} is empty, so nobody can`
    : `the rule "${rule}" needs ${needed} to approve besides the requester, and ${lists} gives ${found}`;
}
