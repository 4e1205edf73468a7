import type { Finding, FindingLevel } from '../mailbox/finding.ts';

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
