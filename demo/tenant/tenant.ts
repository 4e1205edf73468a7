// The one thing every route is given: the state, the faults that are set, and the calls that were seen.

import type { CallLog } from './control/call-log.ts';
import type { TenantState } from './directory/tenant-state.ts';
import type { FaultBook } from './faults/fault-book.ts';

export type Tenant = {
  readonly state: TenantState;
  readonly faults: FaultBook;
  readonly calls: CallLog;
  /** The address this tenant answers at, for links that lead back to it. */
  origin(): string;
  /** Says that the state is to be kept. */
  changed(): void;
};
