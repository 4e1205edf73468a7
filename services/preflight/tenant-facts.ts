import type { SyncState } from '../directory/directory.ts';
import type { WritebackJob } from '../directory/directory-tenant.ts';
import type { Version } from '../rules/version.ts';
import type { Fact } from './fact.ts';

/** What the last census counted. */
export type CloudManagedCount = {
  readonly mailboxes: number;
  /** Mailboxes whose authority could not be read: they may be cloud-managed too. */
  readonly unread: number;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** What is true of the tenant as a whole, as far as it could be told. `none`: that engine is not in use. */
export type TenantFacts = {
  readonly connectVersion: Fact<Version | 'none'>;
  readonly stagingServerIsCurrent: Fact<boolean>;
  readonly cloudSyncVersion: Fact<Version | 'none'>;
  readonly directorySync: Fact<SyncState>;
  /** Names of the cmdlets that Steward's own account may run. */
  readonly permittedCmdlets: Fact<ReadonlySet<string>>;
  readonly writebackJobs: Fact<readonly WritebackJob[]>;
  /** Whether new synced mailboxes arrive cloud-managed. */
  readonly isCloudManagedByDefault: Fact<boolean>;
  /** Nobody creates or changes recipients on-premises any more. */
  readonly hasNoOnPremisesWriters: Fact<boolean>;
  readonly cloudManaged: Fact<CloudManagedCount>;
  /** Every AD domain with cloud-managed mailboxes has its writeback. No count tells the domains of mailboxes. */
  readonly writebackDomainsCovered: Fact<boolean>;
};
