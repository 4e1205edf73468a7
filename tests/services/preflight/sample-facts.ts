import type { SyncedObject, WritebackJob } from '../../../services/directory/directory-tenant.ts';
import { type Fact, known } from '../../../services/preflight/fact.ts';
import type { Looking } from '../../../services/preflight/looking.ts';
import type { MailboxFacts } from '../../../services/preflight/mailbox-facts.ts';
import type { TenantFacts } from '../../../services/preflight/tenant-facts.ts';
import { RULES } from '../../../services/rules/rules.ts';
import { mailbox } from '../../cards/samples.ts';

// A tenant and a mailbox with nothing the matter; each test changes what it is about.

export const NOW = new Date('2026-11-22T08:00:00Z');

export const looking = (change: Partial<Looking> = {}): Looking => ({
  rules: RULES,
  now: NOW,
  direction: 'to-cloud',
  ...change,
});

export const attested = <Value>(value: Value): Fact<Value> => ({
  kind: 'attested',
  value,
  by: 'Luis Ortega',
  at: '2026-11-20T08:00:00.000Z',
  expiresAt: '2026-12-20T08:00:00.000Z',
});

export const job = (change: Partial<WritebackJob> = {}): WritebackJob => ({
  id: 'Entra2ADExchangeOnlineAttributeWriteback.1.2',
  domain: 'contoso.lab',
  status: 'Active',
  schedule: 'Active',
  interval: 'PT20M',
  lastRunAt: '2026-11-22T07:50:00.000Z',
  lastRun: 'Succeeded',
  mapsMail: true,
  ...change,
});

export const tenantFacts = (change: Partial<TenantFacts> = {}): TenantFacts => ({
  connectVersion: attested('2.6.92.0'),
  stagingServerIsCurrent: attested(true),
  cloudSyncVersion: attested('1.1.1370.0'),
  directorySync: known({ enabled: true, lastSyncAt: '2026-11-22T07:40:00.000Z' }),
  permittedCmdlets: known(new Set(['Get-Mailbox', 'Set-Mailbox', 'Set-OrganizationConfig'])),
  writebackJobs: known([job()]),
  isCloudManagedByDefault: known(false),
  hasNoOnPremisesWriters: attested(true),
  cloudManaged: known({ mailboxes: 412, unread: 0, at: '2026-11-21T02:00:00.000Z' }),
  writebackDomainsCovered: attested(true),
  ...change,
});

export const synced = (change: Partial<SyncedObject> = {}): SyncedObject => ({
  kind: 'user',
  objectId: mailbox().objectId,
  displayName: 'Alice Meyer',
  name: 'alice.meyer@contoso.com',
  mail: 'alice.meyer@contoso.com',
  isSynced: true,
  wasSynced: true,
  domain: 'contoso.lab',
  lastSyncedAt: '2026-11-18T07:05:00.000Z',
  isMailEnabled: null,
  isSecurityEnabled: null,
  ...change,
});

export const mailboxFacts = (change: Partial<MailboxFacts> = {}): MailboxFacts => ({
  mailbox: mailbox({ isLicensed: true }),
  authority: 'on-premises',
  object: known(synced()),
  moves: known([]),
  ...change,
});
