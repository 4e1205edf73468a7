import { type Finding, unknown, warn } from '../mailbox/finding.ts';
import type { Looking } from './looking.ts';
import type { MailboxFacts } from './mailbox-facts.ts';
import type { TenantFacts } from './tenant-facts.ts';
import { jobFindings, jobFor, missingDomain } from './writeback-findings.ts';

/**
 * Writeback for the domain of this mailbox: each AD domain has a job of its own, and whether one serves a whole forest
 * is nowhere documented. The state of the job itself is told with the tenant; before a rollback it decides what stays.
 */
export function ownWritebackFindings(
  { object }: Pick<MailboxFacts, 'object'>,
  { writebackJobs }: Pick<TenantFacts, 'writebackJobs'>,
  looking: Looking,
): readonly Finding[] {
  if (writebackJobs.kind === 'unknown' || writebackJobs.value.length === 0) return [];
  const domain = object.kind === 'unknown' ? null : (object.value?.domain ?? null);
  if (domain === null) {
    return [
      unknown({
        code: 'domain_unknown',
        sentence: `Which AD domain it comes from is not known. ${object.kind === 'unknown' ? object.why : ''}`.trim(),
        remedy: 'Make sure that its domain has writeback.',
        override: 'requester',
      }),
    ];
  }
  const job = jobFor(writebackJobs.value, domain);
  if (job === undefined) return [missingDomain(domain)];
  const hasTrouble = jobFindings(job, looking).some(({ level }) => level !== 'pass');
  if (looking.direction === 'to-cloud' || !hasTrouble) return [];
  return [
    warn({
      code: 'writeback_doubtful',
      sentence: `The writeback of ${domain} is not in order, so even values that it carries may be lost.`,
      remedy: 'Mend the writeback and let it run once before the rollback.',
      override: 'approver',
    }),
  ];
}
