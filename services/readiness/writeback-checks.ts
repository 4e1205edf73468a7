import type { Finding } from '../mailbox/finding.ts';
import { jobFindings, writebackFindings } from '../preflight/writeback-findings.ts';
import type { Rules } from '../rules/rules.ts';
import { answered, type Check, done, open, unknown } from './check.ts';
import { counted } from './count-words.ts';
import type { ReadinessFacts } from './readiness-facts.ts';

const JOBS = { code: 'writeback', title: 'Writeback runs and carries everything', ends: ['uninstall'] } as const;
const DOMAINS = { code: 'writeback_domains', title: 'Every AD domain has its writeback', ends: ['uninstall'] } as const;

type Looking = { readonly rules: Rules; readonly now: Date };

/**
 * The jobs are judged as a preflight judges them. Which domains they should cover no count tells, and Microsoft's texts
 * are silent on several forests, so that part rests on somebody's word.
 */
export function writebackChecks(
  { writebackJobs, wordOn }: Pick<ReadinessFacts, 'writebackJobs' | 'wordOn'>,
  looking: Looking,
): readonly Check[] {
  const towardsCloud = { ...looking, direction: 'to-cloud' as const };
  const writebackDomainsCovered = wordOn('writeback-domains-covered');
  const findings =
    writebackJobs.kind === 'unknown' || writebackJobs.value.length === 0
      ? writebackFindings({ writebackJobs, writebackDomainsCovered }, towardsCloud)
      : writebackJobs.value.flatMap((job) => jobFindings(job, towardsCloud));
  const domains = answered(DOMAINS, writebackDomainsCovered, {
    yes: 'Every domain with cloud-managed mailboxes has one.',
    no: 'Some domains with cloud-managed mailboxes have none.',
    help: 'attest writeback-domains-covered yes',
  });
  return [jobsCheck(findings), domains];
}

function jobsCheck(findings: readonly Finding[]): Check {
  const wrong = findings.filter(({ level }) => level === 'warn' || level === 'block');
  const doubtful = findings.filter(({ level }) => level === 'unknown');
  const [first] = [...wrong, ...doubtful];
  if (first === undefined) return done(JOBS, sentencesOf(findings));
  const help = first.remedy ?? 'Look at the writeback configuration in the Entra admin center.';
  if (wrong.length === 0) return unknown(JOBS, sentencesOf(doubtful), help);
  return open(JOBS, { sentence: sentencesOf(wrong), count: wrong.length, help });
}

function sentencesOf(findings: readonly Finding[]): string {
  const [first, ...more] = findings;
  if (first === undefined) return 'There is nothing to tell.';
  return more.length === 0
    ? first.sentence
    : `${first.sentence} ${counted(more.length, ['more point is', 'more points are'])} shown by "prereqs".`;
}
