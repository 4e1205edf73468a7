import { type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import type { TenantFacts } from './tenant-facts.ts';

type DefaultFacts = Pick<TenantFacts, 'isCloudManagedByDefault' | 'hasNoOnPremisesWriters'>;

/**
 * What new synced mailboxes begin with, read as `BlockExchangeProvisioningFromOnPremEnabled`. While recipients are
 * still made on-premises, the cloud default leaves people without the mail user that Exchange Online needs, which only
 * Microsoft can mend; switching it off heals nobody (Exchange Team, writeback generally available, 3 August 2026).
 */
export function defaultFinding({ isCloudManagedByDefault, hasNoOnPremisesWriters }: DefaultFacts): Finding {
  if (isCloudManagedByDefault.kind === 'unknown') {
    return unknown({
      code: 'default_unknown',
      sentence: `What new mailboxes begin with is not known. ${isCloudManagedByDefault.why}`,
      remedy: 'Look at BlockExchangeProvisioningFromOnPremEnabled in Get-OrganizationConfig.',
      override: 'requester',
    });
  }
  if (!isCloudManagedByDefault.value) return pass('default_on_premises', 'New mailboxes begin managed on-premises.');
  if (hasNoOnPremisesWriters.kind !== 'unknown' && hasNoOnPremisesWriters.value) {
    return pass('default_cloud', 'New mailboxes begin cloud-managed; those that were there before do not change.');
  }
  return warn({
    code: 'default_cloud_with_writers',
    sentence:
      'New mailboxes begin cloud-managed, and nobody has attested that none are made on-premises any more: such people can arrive without a mail user.',
    remedy:
      'Stop making recipients on-premises. Switching the default off does not heal those affected: ask Microsoft.',
    override: 'requester',
  });
}
