import { type Finding, unknown } from '../mailbox/finding.ts';
import type { Looking } from './looking.ts';

/**
 * A mailbox that comes into the scope of writeback for the first time may not be picked up by a delta run, only by an
 * initial one or by provisioning on demand (public test notes of the feature, January 2026; not documented since). Which
 * of the two it will be cannot be read.
 */
export function firstWritebackFinding(jobs: number, { direction }: Looking): readonly Finding[] {
  if (direction === 'to-on-premises' || jobs === 0) return [];
  return [
    unknown({
      code: 'first_writeback_unknown',
      sentence: 'Whether writeback picks up a mailbox that is new to it by itself cannot be read.',
      remedy:
        'If its values are not in Active Directory after two runs, provision it on demand in the Entra admin center.',
      override: 'requester',
    }),
  ];
}
