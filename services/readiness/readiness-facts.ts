import type { TopicOf } from '../attestation/topic.ts';
import type { CensusSummary } from '../census/census-summary.ts';
import type { WritebackJob } from '../directory/directory-tenant.ts';
import type { HybridPart, Organization } from '../exchange/exchange-tenant.ts';
import type { Fact } from '../preflight/fact.ts';
import type { ObjectCounts, RecipientCounts } from './tenant-count.ts';

/** Everything that the report rests on, each part as far as it could be told. */
export type ReadinessFacts = {
  readonly census: Fact<CensusSummary>;
  readonly recipients: Fact<RecipientCounts>;
  readonly objects: Fact<ObjectCounts>;
  /** When recipients and objects were last counted, ISO 8601. */
  readonly countedAt: Fact<string>;
  readonly organization: Fact<Organization>;
  readonly hybridParts: Fact<readonly HybridPart[]>;
  readonly writebackJobs: Fact<readonly WritebackJob[]>;
  /** Somebody's word on what no API tells, while it stands. */
  readonly wordOn: (topic: TopicOf<'yes-no'>) => Fact<boolean>;
};
