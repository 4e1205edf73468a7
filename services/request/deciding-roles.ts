import type { DecidingRole } from '../policy/rule.ts';
import type { RequestRecord } from './record.ts';

/** The roles that may decide a request: that of its rule and, once it was escalated, the second one as well. */
export function decidingRoles({
  policy,
  reminders,
}: Pick<RequestRecord, 'policy' | 'reminders'>): readonly [DecidingRole, ...DecidingRole[]] {
  return reminders.escalatedAt !== null && policy.escalate ? [policy.from, policy.escalate.to] : [policy.from];
}
