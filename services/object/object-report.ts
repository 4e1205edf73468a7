import type { RequestRecord } from '../request/record.ts';
import type { ObjectDescription } from './describe-object.ts';

/** Everything that `check` tells about one whole object. */
export type ObjectReport = ObjectDescription & {
  /** The request that is open for it, if any. */
  readonly openRequest: RequestRecord | null;
  /** The latest request that has ended, if any. */
  readonly lastRequest: RequestRecord | null;
  /** What the asker may do next; each is a command name. */
  readonly next: readonly ('request' | 'rollback' | 'history')[];
  /** ISO 8601: when this was read. */
  readonly readAt: string;
};
