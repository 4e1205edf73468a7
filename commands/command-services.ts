import type { Archive } from '../services/archive/archive.ts';
import type { CensusReader } from '../services/census/census-store.ts';
import type { Clock } from '../services/clock.ts';
import type { Directory } from '../services/directory/directory.ts';
import type { DirectoryTenant } from '../services/directory/directory-tenant.ts';
import type { Exchange } from '../services/exchange/exchange.ts';
import type { ExchangeTenant } from '../services/exchange/exchange-tenant.ts';
import type { ApproverPool } from '../services/people/approver-pool.ts';
import type { PeopleLinks } from '../services/people/people-links.ts';
import type { PolicyRule } from '../services/policy/policy.ts';
import type { TenantCountStore } from '../services/readiness/tenant-count-store.ts';
import type { RequestSettings } from '../services/request/wish.ts';
import type { Rules } from '../services/rules/rules.ts';
import type { ApprovedStateStore } from '../services/store/approved-state-store.ts';
import type { DivergenceStore } from '../services/store/divergence-store.ts';
import type { RequestStore } from '../services/store/request-store.ts';

/** Everything that commands call: the domain and its outside world, built once by the composition root. */
export type CommandServices = {
  readonly tenant: string;
  readonly store: RequestStore;
  readonly exchange: Exchange & ExchangeTenant;
  readonly directory: Directory & DirectoryTenant;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly settings: RequestSettings;
  readonly rules: Rules;
  readonly pools: Readonly<Record<PolicyRule['from'], ApproverPool>>;
  readonly links: PeopleLinks;
  readonly census: CensusReader;
  readonly tenantCounts: Pick<TenantCountStore, 'latest'>;
  readonly approved: ApprovedStateStore;
  readonly divergences: DivergenceStore;
};
