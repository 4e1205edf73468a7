import type { Archive } from '../services/archive/archive.ts';
import type { Clock } from '../services/clock.ts';
import type { Directory } from '../services/directory/directory.ts';
import type { Exchange } from '../services/exchange/exchange.ts';
import type { ApproverPool } from '../services/people/approver-pool.ts';
import type { PeopleLinks } from '../services/people/people-links.ts';
import type { PolicyRule } from '../services/policy/policy.ts';
import type { RequestSettings } from '../services/request/draft.ts';
import type { RequestStore } from '../services/store/request-store.ts';

/** Everything that commands call: the domain and its outside world, built once by the composition root. */
export type CommandServices = {
  readonly tenant: string;
  readonly store: RequestStore;
  readonly exchange: Exchange;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly settings: RequestSettings;
  readonly pools: Readonly<Record<PolicyRule['from'], ApproverPool>>;
  readonly links: PeopleLinks;
};
