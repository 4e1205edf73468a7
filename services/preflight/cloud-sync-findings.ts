import { type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import { compareVersions } from '../rules/version.ts';
import { attestedWords } from './attested-fact.ts';
import type { Looking } from './looking.ts';
import type { TenantFacts } from './tenant-facts.ts';

/** The Cloud Sync agent: it writes back, and it has to leave whole objects alone that moved to the cloud. */
export function cloudSyncFindings(
  { cloudSyncVersion }: Pick<TenantFacts, 'cloudSyncVersion'>,
  { rules }: Looking,
): readonly Finding[] {
  if (cloudSyncVersion.kind === 'unknown') {
    return [
      unknown({
        code: 'cloud_sync_version_unknown',
        sentence: `The version of the Cloud Sync agent is not known. ${cloudSyncVersion.why}`,
        remedy: 'Read it in the Entra admin center; then an administrator types "attest cloud-sync-version" and it.',
        override: 'requester',
      }),
    ];
  }
  const words = attestedWords(cloudSyncVersion);
  const version = cloudSyncVersion.value;
  if (version === 'none') {
    return [
      warn({
        code: 'cloud_sync_not_used',
        sentence: `No Cloud Sync agent is in use${words}, so nothing is written back to Active Directory.`,
        remedy: 'Set up Exchange attribute writeback with Cloud Sync if anything on-premises reads these attributes.',
        override: 'approver',
      }),
    ];
  }
  const least = { writeback: rules.cloudSyncForWriteback.value, objects: rules.cloudSyncForObjects.value };
  const agent = `The Cloud Sync agent is version ${version}${words}`;
  return [
    compareVersions(version, least.writeback) >= 0
      ? pass('cloud_sync_writeback', `${agent}: writeback needs at least ${least.writeback}.`)
      : warn({
          code: 'cloud_sync_too_old',
          sentence: `${agent}: writeback needs ${least.writeback} or later.`,
          remedy: 'Update the agent, then attest its version.',
          override: 'approver',
        }),
    compareVersions(version, least.objects) >= 0
      ? pass('cloud_sync_objects', `${agent}: whole objects need at least ${least.objects}.`)
      : warn({
          code: 'cloud_sync_too_old_for_objects',
          sentence: `${agent}: whole objects can move to the cloud only with ${least.objects} or later.`,
          remedy: 'Update the agent before a user, group or contact is moved as a whole.',
          override: 'requester',
        }),
  ];
}
