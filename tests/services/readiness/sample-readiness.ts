import { known } from '../../../services/preflight/fact.ts';
import { readinessReport } from '../../../services/readiness/readiness.ts';
import type { ReadinessFacts } from '../../../services/readiness/readiness-facts.ts';
import type { ObjectCounts, RecipientCounts, SyncedCount } from '../../../services/readiness/tenant-count.ts';
import { RULES } from '../../../services/rules/rules.ts';
import { censusSummary } from '../../cards/census-samples.ts';
import { attested, job, NOW } from '../preflight/sample-facts.ts';

// A tenant whose last Exchange server can go; each test changes what it is about.

export const counts = (synced = 0, unread = 0): SyncedCount => ({ synced, unread });

export const recipients = (change: Partial<RecipientCounts> = {}): RecipientCounts => ({
  onPremisesMailboxes: counts(),
  archives: 0,
  distributionGroups: counts(),
  securityGroups: counts(),
  contacts: counts(),
  publicFolders: counts(),
  ...change,
});

export const objects = (change: Partial<ObjectCounts> = {}): ObjectCounts => ({
  distributionGroups: counts(),
  securityGroups: counts(),
  contacts: counts(),
  ...change,
});

const all = (cloud: number) => ({ cloud, 'on-premises': 0, 'not-synced': 0, unknown: 0 });

/** Everything is handed over. */
export const finished = censusSummary({
  endedAt: '2026-11-22T02:24:10.000Z',
  total: 12,
  counts: all(12),
  byType: [{ name: 'UserMailbox', counts: all(12) }],
  byUnit: [{ name: 'contoso.com', counts: all(12) }],
});

export const organization = {
  name: 'contoso.onmicrosoft.com',
  displayName: 'Contoso',
  isCloudManagedByDefault: true,
  publicFolders: 'Local',
};

export const readinessFacts = (change: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  census: known(finished),
  recipients: known(recipients()),
  objects: known(objects()),
  countedAt: known('2026-11-22T02:25:00.000Z'),
  organization: known(organization),
  hybridParts: known([]),
  writebackJobs: known([job()]),
  wordOn: () => attested(true),
  ...change,
});

export const reportOf = (change: Partial<ReadinessFacts> = {}) =>
  readinessReport(readinessFacts(change), { rules: RULES, now: NOW });
