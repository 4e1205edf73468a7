import type { SyncedObject } from '../directory/directory-tenant.ts';
import type { Move } from '../exchange/exchange-tenant.ts';
import type { Authority } from '../mailbox/authority.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Fact } from './fact.ts';

/** What is true of one mailbox, as far as it could be told. */
export type MailboxFacts = {
  readonly mailbox: Mailbox;
  readonly authority: Authority;
  /** The person or resource behind it as the directory shows it; `null` for none. */
  readonly object: Fact<SyncedObject | null>;
  readonly moves: Fact<readonly Move[]>;
};
