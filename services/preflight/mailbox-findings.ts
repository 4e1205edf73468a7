import { type Finding, syncedFinding, typeFinding } from '../mailbox/finding.ts';
import { boundaryFinding } from './boundary-finding.ts';
import { firstWritebackFinding } from './first-writeback-finding.ts';
import { hostingFinding } from './hosting-finding.ts';
import { lastChangeFinding } from './last-change-finding.ts';
import { licenceFinding } from './licence-finding.ts';
import type { Looking } from './looking.ts';
import type { MailboxFacts } from './mailbox-facts.ts';
import { moveFinding } from './move-finding.ts';
import { offboardingFindings } from './offboarding-findings.ts';
import { ownWritebackFindings } from './own-writeback-findings.ts';
import { standingFindings } from './standing-finding.ts';
import type { TenantFacts } from './tenant-facts.ts';
import { unwrittenFindings } from './unwritten-findings.ts';

/**
 * What the facts of one mailbox mean for moving it in this direction, most general first. Where authority cannot
 * change hands at all, only that is told: the rest would be beside the point.
 */
export function mailboxFindings(
  { mailbox: facts, tenant }: { readonly mailbox: MailboxFacts; readonly tenant: TenantFacts },
  looking: Looking,
): readonly Finding[] {
  const { mailbox, authority } = facts;
  const isMovable = (type: string): boolean => looking.rules.movableTypes.value.includes(type);
  const eligibility = [
    syncedFinding(authority),
    hostingFinding(mailbox.type),
    typeFinding(mailbox.type, isMovable),
    ...standingFindings(authority, looking),
  ];
  if (eligibility.some(({ level }) => level === 'block')) return eligibility;
  return [
    ...eligibility,
    moveFinding(facts, looking),
    ...(looking.direction === 'to-cloud' ? [licenceFinding(mailbox), lastChangeFinding(facts, looking)] : []),
    ...unwrittenFindings(mailbox, looking),
    ...boundaryFinding(mailbox, looking),
    ...ownWritebackFindings(facts, tenant, looking),
    ...firstWritebackFinding(jobsOf(tenant), looking),
    ...offboardingFindings(facts, tenant, looking),
  ];
}

function jobsOf({ writebackJobs }: TenantFacts): number {
  return writebackJobs.kind === 'unknown' ? 0 : writebackJobs.value.length;
}
