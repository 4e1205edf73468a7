import type { Loss } from '../mailbox/loss.ts';
import type { SubjectChange, SubjectSnapshot } from '../snapshot/subject-snapshot.ts';
import type { RequestRecord } from './record.ts';

/** Everything that a card of a request shows, derived from the committed record and the archive. */
export type RequestReport = {
  readonly record: RequestRecord;
  /** The subject as it was shown for approval; `null` when the archive could not be read just now. */
  readonly snapshot: SubjectSnapshot | null;
  /**
   * Of a rollback: what differs from the snapshot taken when the mailbox went to the cloud. `null` when that is
   * unknown (no such snapshot, or unreadable); empty when nothing differs. Always empty for what is no rollback of a mailbox.
   */
  readonly losses: readonly Loss[] | null;
  /**
   * Of a drifted request: what had changed since it was shown. Of one that moved back: what is no longer as it was read
   * back. `null` when it is neither, or could not be read.
   */
  readonly drift: readonly SubjectChange[] | null;
};
