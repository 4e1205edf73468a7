import type { MailboxSummary } from '../services/mailbox/mailbox.ts';
import type { MailboxReport } from '../services/mailbox/report.ts';
import type { RequestRecord } from '../services/request/record.ts';
import type { RequestReport } from '../services/request/report.ts';

/** What `help` tells about one command. */
export type HelpEntry = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly usage: string;
  readonly examples: readonly string[];
};

/** What a command answers, as plain data: the bot turns it into a card, a test reads it as it is. */
export type Reply =
  | { readonly kind: 'mailbox'; readonly report: MailboxReport }
  /** Several mailboxes fit, or none did and these are the nearest; picking one runs `verb` on it. */
  | {
      readonly kind: 'choices';
      readonly name: string;
      readonly nearest: boolean;
      readonly verb: 'check' | 'request' | 'rollback' | 'history';
      readonly choices: readonly MailboxSummary[];
    }
  /** A request as it stands. Buttons are for `audience`; `notice` is a line on top for this one reader. */
  | {
      readonly kind: 'request';
      readonly report: RequestReport;
      readonly audience: 'requester' | 'approver' | 'reader';
      readonly notice: string | null;
    }
  | {
      readonly kind: 'requests';
      readonly title: string;
      /** Said instead of an empty list. */
      readonly empty: string;
      readonly records: readonly RequestRecord[];
      /** How many there are in all, the shown ones included. */
      readonly total: number;
      /** ISO 8601: for ages on the card. */
      readonly asOf: string;
    }
  | { readonly kind: 'help'; readonly entries: readonly HelpEntry[]; readonly detailed: boolean }
  /** A few labelled values, with remarks below. */
  | {
      readonly kind: 'facts';
      readonly title: string;
      readonly facts: readonly { readonly label: string; readonly value: string }[];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'notice'; readonly sentence: string };
