import type { AdaptiveCardJson } from '../../cards/card-schema.ts';
import { readinessCard } from '../../cards/readiness.ts';
import { known, notKnown } from '../../services/preflight/fact.ts';
import type { ReadinessReport } from '../../services/readiness/readiness.ts';
import { job } from '../services/preflight/sample-facts.ts';
import { counts, objects, organization, recipients, reportOf } from '../services/readiness/sample-readiness.ts';
import { censusSummary } from './census-samples.ts';

const silent = notKnown('Exchange Online did not answer in time.');

const attestedByLuis = {
  kind: 'attested',
  value: true,
  by: 'Luis Ortega',
  at: '2026-11-20T08:00:00.000Z',
  expiresAt: '2026-12-20T08:00:00.000Z',
} as const;

/** A tenant in the middle of its way. */
export const underWay: ReadinessReport = reportOf({
  census: known(censusSummary()),
  recipients: known(recipients({ onPremisesMailboxes: counts(10), archives: 1, distributionGroups: counts(14) })),
  objects: known(objects({ distributionGroups: counts(15), contacts: counts(5) })),
  organization: known({ ...organization, isCloudManagedByDefault: false, publicFolders: 'Remote' }),
  hybridParts: known([
    { kind: 'inbound-connector', name: 'Inbound from 1f0c7a52-55aa-4c1e-9a43-5f0d2b6c8e11', status: 'Enabled' },
    { kind: 'organization-relationship', name: 'O365 to On-premises - 1f0c7a52', status: 'Enabled' },
    { kind: 'migration-endpoint', name: 'Hybrid Migration Endpoint - EWS', status: 'ExchangeRemoteMove' },
  ]),
  writebackJobs: known([job({ status: 'Quarantine', mapsMail: false })]),
  wordOn: (topic) => (topic === 'mx-moved' ? attestedByLuis : notKnown('Nobody has attested it.')),
});

/** Nobody answered. */
export const dark: ReadinessReport = reportOf({
  ...{ census: silent, recipients: silent, objects: silent, countedAt: silent, organization: silent },
  ...{ hybridParts: silent, writebackJobs: silent, wordOn: () => silent },
});

/** The cards of the report on the last Exchange server, by name. */
export const READINESS_EXHIBITS: readonly { readonly name: string; readonly card: AdaptiveCardJson }[] = [
  { name: 'readiness', card: readinessCard({ report: underWay, stage: null }) },
  { name: 'readiness-ready', card: readinessCard({ report: reportOf(), stage: null }) },
  { name: 'readiness-dark', card: readinessCard({ report: dark, stage: null }) },
  ...[1, 2, 3, 4, 5].map((stage) => ({
    name: `readiness-stage-${stage}`,
    card: readinessCard({ report: underWay, stage }),
  })),
  { name: 'readiness-dark-stage-1', card: readinessCard({ report: dark, stage: 1 }) },
];
