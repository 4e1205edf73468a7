import type { Mailbox } from '../mailbox/mailbox.ts';

/**
 * The authority over a mailbox as far as Exchange alone tells it. `not-synced` stands for cloud-only mailboxes and for
 * objects that moved to the cloud as a whole: only Graph can tell those apart, and a census asks it for nobody.
 */
export const CENSUS_AUTHORITIES = ['cloud', 'on-premises', 'not-synced', 'unknown'] as const;
export type CensusAuthority = (typeof CENSUS_AUTHORITIES)[number];

/** A flag that could not be read makes the answer `unknown`, never a guess. */
export function censusAuthority({
  isDirSynced,
  isExchangeCloudManaged,
}: Pick<Mailbox, 'isDirSynced' | 'isExchangeCloudManaged'>): CensusAuthority {
  if (isDirSynced === null) return 'unknown';
  if (!isDirSynced) return 'not-synced';
  if (isExchangeCloudManaged === null) return 'unknown';
  return isExchangeCloudManaged ? 'cloud' : 'on-premises';
}
