import type { WritebackJob } from '../directory/directory-tenant.ts';
import { type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import { attestedWords } from './attested-fact.ts';
import { dayWords, momentWords } from './date-words.ts';
import { isWithin, type Looking } from './looking.ts';
import type { TenantFacts } from './tenant-facts.ts';

const SET_UP = 'Set up Exchange attribute writeback with Cloud Sync for the domain.';

/**
 * Writeback of cloud-managed mailboxes, one job for each AD domain. Only jobs of the template
 * `Entra2ADExchangeOnlineAttributeWriteback` count: the classic hybrid writeback carries other attributes.
 */
export function writebackFindings(
  { writebackJobs, writebackDomainsCovered }: Pick<TenantFacts, 'writebackJobs' | 'writebackDomainsCovered'>,
  looking: Looking,
): readonly Finding[] {
  if (writebackJobs.kind === 'unknown') {
    return [
      unknown({
        code: 'writeback_unknown',
        sentence: `Whether writeback is ready is not known. ${writebackJobs.why}`,
        remedy: 'Look at the writeback configuration in the Entra admin center.',
        override: 'approver',
      }),
    ];
  }
  const jobs = writebackJobs.value;
  if (jobs.length === 0) {
    return [
      warn({
        code: 'writeback_missing',
        sentence: 'There is no writeback of cloud-managed mailboxes, so Active Directory keeps its old values.',
        remedy: SET_UP,
        override: 'approver',
      }),
    ];
  }
  return [...jobs.flatMap((job) => jobFindings(job, looking)), domainsFinding(writebackDomainsCovered)];
}

/** Which of these jobs serves a domain. */
export function jobFor(jobs: readonly WritebackJob[], domain: string): WritebackJob | undefined {
  return jobs.find((job) => job.domain?.toLowerCase() === domain.toLowerCase());
}

/** All that is the matter with one job; one `pass` when nothing is. */
export function jobFindings(job: WritebackJob, looking: Looking): readonly Finding[] {
  const problems = [
    stateFinding(job),
    lastRunFinding(job, looking),
    intervalFinding(job, looking),
    mailFinding(job, looking),
  ].filter((finding) => finding !== undefined);
  return problems.length > 0
    ? problems
    : [pass('writeback_ready', `${named(job)} runs, and it carries the attribute mail.`)];
}

function stateFinding(job: WritebackJob): Finding | undefined {
  if (isActive(job.status) && isActive(job.schedule)) return undefined;
  const state = isActive(job.status) ? job.schedule : job.status;
  return warn({
    code: 'writeback_not_running',
    sentence: `${named(job)} does not run: its state is ${state}.`,
    remedy: 'Start it again in the Entra admin center; its provisioning log says why it stopped.',
    override: 'approver',
  });
}

function lastRunFinding(job: WritebackJob, { rules, now }: Looking): Finding | undefined {
  const remedy = 'Read its provisioning log in the Entra admin center.';
  if (job.lastRun === null || job.lastRunAt === null) {
    const sentence = `${named(job)} has not told how its last run went.`;
    return unknown({ code: 'writeback_run_unknown', sentence, remedy, override: 'approver' });
  }
  const at = momentWords(job.lastRunAt);
  if (job.lastRun.toLowerCase() !== 'succeeded') {
    const sentence = `The last run of ${within(job)} on ${at} ended as ${job.lastRun}.`;
    return warn({ code: 'writeback_run_failed', sentence, remedy, override: 'approver' });
  }
  if (isWithin(rules.syncRecent.value, job.lastRunAt, now)) return undefined;
  const sentence = `${named(job)} last ran on ${at}, which is long ago.`;
  return warn({ code: 'writeback_stale', sentence, remedy, override: 'approver' });
}

function intervalFinding({ interval, ...job }: WritebackJob, { rules }: Looking): Finding | undefined {
  const usual = rules.writebackInterval.value;
  if (interval === null || interval === usual) return undefined;
  return warn({
    code: 'writeback_interval',
    sentence: `${named(job)} runs every ${interval} instead of every ${usual}.`,
    remedy: 'Expect Active Directory to follow at that pace.',
    override: 'requester',
  });
}

function mailFinding(job: WritebackJob, { rules }: Looking): Finding | undefined {
  if (job.mapsMail === true) return undefined;
  if (job.mapsMail === null) {
    return unknown({
      code: 'writeback_mapping_unknown',
      sentence: `Whether ${within(job)} carries the attribute mail could not be read.`,
      remedy: 'Look at its attribute mapping in the Entra admin center.',
      override: 'requester',
    });
  }
  return warn({
    code: 'writeback_mail_unmapped',
    sentence: `${named(job)} does not carry the attribute mail, as jobs made before ${dayWords(rules.mailMappingSince.value)} do not.`,
    remedy: 'Restore its default mappings by hand; note custom mappings and scoping filters first, they are lost.',
    override: 'approver',
  });
}

/** Which domains the jobs should cover is nowhere told, so that rests on somebody's word. */
function domainsFinding(covered: TenantFacts['writebackDomainsCovered']): Finding {
  if (covered.kind === 'unknown') {
    return unknown({
      code: 'writeback_domains_unknown',
      sentence: `Whether every domain with cloud-managed mailboxes has its writeback is not known. ${covered.why}`,
      remedy:
        'Compare them in the Entra admin center; then an administrator types "attest writeback-domains-covered yes".',
      override: 'requester',
    });
  }
  const words = attestedWords(covered);
  if (covered.value) {
    return pass('writeback_domains', `Every domain with cloud-managed mailboxes has its writeback${words}.`);
  }
  return warn({
    code: 'writeback_domains_uncovered',
    sentence: `Some domains with cloud-managed mailboxes have no writeback${words}.`,
    remedy: 'Set up what is missing; then an administrator types "attest writeback-domains-covered yes".',
    override: 'approver',
  });
}

/** A domain whose mailboxes nothing is written back for. */
export function missingDomain(domain: string): Finding {
  return warn({
    code: 'writeback_domain_missing',
    sentence: `The domain ${domain} has no writeback, so its Active Directory keeps the old values.`,
    remedy: SET_UP,
    override: 'approver',
  });
}

const isActive = (state: string): boolean => state.toLowerCase() === 'active';
const within = ({ domain }: Pick<WritebackJob, 'domain'>): string =>
  domain === null ? 'a writeback job' : `the writeback of ${domain}`;
const named = (job: Pick<WritebackJob, 'domain'>): string =>
  `${within(job).charAt(0).toUpperCase()}${within(job).slice(1)}`;
