/** Who is the source of authority for a mailbox's Exchange attributes. */
export const AUTHORITIES = ['cloud', 'on-premises', 'cloud-only', 'cloud-object', 'unknown'] as const;
export type Authority = (typeof AUTHORITIES)[number];

export type AuthorityEvidence = {
  readonly isDirSynced: boolean | null;
  readonly isExchangeCloudManaged: boolean | null;
  /** Graph's `onPremisesSyncBehavior.isCloudManaged` of the whole object; `null` when it could not be asked. */
  readonly isObjectCloudManaged: boolean | null;
};

/**
 * Derives the authority from what was read. A flag that could not be read makes the answer `unknown`, never a
 * guess. An object that moved to the cloud as a whole makes the mailbox flag meaningless (Microsoft Learn, FAQ of
 * "Enable Exchange attributes cloud management", read through its mirrors in October 2026).
 */
export function authorityOf(evidence: AuthorityEvidence): Authority {
  if (evidence.isDirSynced === null) return 'unknown';
  if (!evidence.isDirSynced) {
    if (evidence.isObjectCloudManaged === null) return 'unknown';
    return evidence.isObjectCloudManaged ? 'cloud-object' : 'cloud-only';
  }
  if (evidence.isExchangeCloudManaged === null) return 'unknown';
  return evidence.isExchangeCloudManaged ? 'cloud' : 'on-premises';
}
