import type { HybridPart, HybridPartKind } from '../exchange/exchange-tenant.ts';
import { type Check, type CheckAbout, done, open, unknown } from './check.ts';
import { counted, named } from './count-words.ts';
import type { ReadinessFacts } from './readiness-facts.ts';

type Kind = CheckAbout & {
  readonly kind: HybridPartKind;
  readonly words: readonly [string, string];
  readonly help: string;
  /** Whether such a part is one of the hybrid set-up; without it every one is. */
  readonly isOurs?: (part: HybridPart) => boolean;
};

const BOTH = ['uninstall', 'shut-down'] as const;

const MIGRATIONS: Kind = {
  code: 'migrations',
  title: 'No migration batch is left',
  ends: BOTH,
  kind: 'migration-batch',
  words: ['migration batch is', 'migration batches are'],
  help: 'Complete each batch, then Remove-MigrationBatch.',
};

/** To remove while Exchange still runs (Microsoft Learn, "Decommission the last Exchange server", stage 3, May 2026). */
const CLEANUP: readonly Kind[] = [
  {
    code: 'inbound_connectors',
    title: 'No connector takes mail from on-premises',
    ends: BOTH,
    kind: 'inbound-connector',
    words: ['inbound connector is', 'inbound connectors are'],
    help: 'Remove-InboundConnector, once nothing sends through it.',
  },
  {
    code: 'outbound_connectors',
    title: 'No connector sends mail on-premises',
    ends: BOTH,
    kind: 'outbound-connector',
    words: ['outbound connector is', 'outbound connectors are'],
    help: 'End centralized mail transport, then Remove-OutboundConnector.',
  },
  {
    code: 'organization_relationships',
    title: 'No organization relationship with on-premises',
    ends: BOTH,
    kind: 'organization-relationship',
    words: ['organization relationship is', 'organization relationships are'],
    help: 'Remove-OrganizationRelationship for the one of the hybrid wizard.',
    // Others are with partner companies; only the name tells, which the Hybrid Configuration Wizard gives.
    isOurs: ({ name }) => /^o365 to on-premises/i.test(name),
  },
  {
    code: 'intra_organization_connectors',
    title: 'No intra-organization connector',
    ends: BOTH,
    kind: 'intra-organization-connector',
    words: ['intra-organization connector is', 'intra-organization connectors are'],
    help: 'Remove-IntraOrganizationConnector.',
  },
];

/** What stays behind in Exchange Online once the server is gone (the same, stage 5). */
const ORPHANS: readonly Kind[] = [
  {
    code: 'migration_endpoints',
    title: 'No endpoint for moves from on-premises',
    ends: BOTH,
    kind: 'migration-endpoint',
    words: ['migration endpoint is', 'migration endpoints are'],
    help: 'Remove-MigrationEndpoint.',
    isOurs: ({ status }) => status.toLowerCase() === 'exchangeremotemove',
  },
];

type Parts = Pick<ReadinessFacts, 'hybridParts'>;

export const migrationChecks = (facts: Parts): readonly Check[] => [checkOf(facts, MIGRATIONS)];
export const cleanupChecks = (facts: Parts): readonly Check[] => CLEANUP.map((kind) => checkOf(facts, kind));
export const orphanChecks = (facts: Parts): readonly Check[] => ORPHANS.map((kind) => checkOf(facts, kind));

function checkOf({ hybridParts }: Parts, { kind, words, help, isOurs = () => true, ...about }: Kind): Check {
  if (hybridParts.kind === 'unknown') {
    return unknown(about, `Exchange Online could not be asked. ${hybridParts.why}`, 'Try again in a few minutes.');
  }
  const parts = hybridParts.value.filter((part) => part.kind === kind);
  const left = parts.filter(isOurs);
  if (left.length > 0) {
    const names = named(left.map(({ name, status }) => `${name} (${status})`));
    return open(about, { sentence: `${counted(left.length, words)} left: ${names}.`, count: left.length, help });
  }
  const others = parts.length;
  if (others === 0) return done(about, 'There is none.');
  return done(about, `None by its name or type; ${counted(others, ['other one stays', 'other ones stay'])}.`);
}
