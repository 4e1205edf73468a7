import { type Finding, type FindingLevel, unknown } from '../mailbox/finding.ts';

const WEIGHT: Readonly<Record<FindingLevel, number>> = { block: 0, warn: 1, unknown: 2, pass: 3 };

/** What a request keeps of its inspection: everything that is not simply fine, the weightiest first. */
export function telling(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .filter(({ level }) => level !== 'pass')
    .toSorted((one, other) => WEIGHT[one.level] - WEIGHT[other.level]);
}

/** A finding that stops a request, with what to do about it, as the end of a sentence. */
export function whyNot({ sentence, remedy }: Finding): string {
  return remedy === null ? sentence : `${sentence} ${remedy}`;
}

/**
 * What is unknown of the whole tenant stands on every request alike, and whoever asks for one mailbox cannot mend it: it
 * is counted in one line, so that what concerns this mailbox is read.
 */
export function summedUp(tenant: readonly Finding[]): readonly Finding[] {
  const open = tenant.filter(({ level }) => level === 'unknown');
  if (open.length < 2) return tenant;
  const sum = unknown({
    code: 'tenant_unknown',
    sentence: `${open.length} points about the tenant are unknown.`,
    remedy: 'Type "prereqs" to see them.',
    override: 'requester',
  });
  return [...tenant.filter(({ level }) => level !== 'unknown'), sum];
}
