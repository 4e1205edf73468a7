import type { Change } from '../mailbox/diff.ts';
import type { Loss } from '../mailbox/loss.ts';
import type { Snapshot } from '../mailbox/snapshot.ts';
import type { RequestRecord } from './record.ts';

/** Everything that a card of a request shows, derived from the committed record and the archive. */
export type RequestReport = {
  readonly record: RequestRecord;
  /** The mailbox as it was shown for approval; `null` when the archive could not be read just now. */
  readonly snapshot: Snapshot | null;
  /**
   * Of a rollback: what differs from the snapshot taken when the mailbox went to the cloud. `null` when that is
   * unknown (no such snapshot, or unreadable); empty when nothing differs. Always empty for a move to the cloud.
   */
  readonly losses: readonly Loss[] | null;
  /** Of a drifted request: what had changed; `null` when it is not drifted or could not be read. */
  readonly drift: readonly Change[] | null;
};
