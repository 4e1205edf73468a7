import { AppError } from '../app-error.ts';

/**
 * The durable, write-once store of snapshots and receipts. Names are relative, with `/` between parts. Every method
 * may throw an `ArchiveError` with code `archive_unavailable`; `writeOnce` also with `archive_conflict`.
 */
export type Archive = {
  /**
   * Resolves only when the content would survive a crash of this process and of the machine's file cache. The same
   * content under the same name again is fine (a step may run twice); other content is refused.
   */
  readonly writeOnce: (name: string, content: string) => Promise<void>;
  readonly read: (name: string) => Promise<string | undefined>;
  /** Every name that starts with `prefix`, in order of name. */
  readonly list: (prefix: string) => AsyncIterable<string>;
  /** Rejects when nothing could be written now. */
  readonly check: () => Promise<void>;
};

export class ArchiveError extends AppError {}
