import type { RequestRecord } from '../request/record.ts';
import type { Authority } from './authority.ts';
import type { Finding } from './finding.ts';
import type { Mailbox } from './mailbox.ts';

/** Everything `check` tells about one mailbox. */
export type MailboxReport = {
  readonly mailbox: Mailbox;
  readonly authority: Authority;
  readonly findings: readonly Finding[];
  /** When the directory last synced, ISO 8601; `null` when it could not be told. */
  readonly lastSyncAt: string | null;
  /** The request that is open for it, if any. */
  readonly openRequest: RequestRecord | null;
  /** The latest request that has ended, if any: what Steward last did or did not do to it. */
  readonly lastRequest: RequestRecord | null;
  /** What the asker may do next; each is a command name. */
  readonly next: readonly ('request' | 'rollback' | 'history')[];
  /** ISO 8601: when this was read. */
  readonly readAt: string;
};
