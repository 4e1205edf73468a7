import type { CensusReport } from '../services/census/census-report.ts';
import type { HandoverReport } from '../services/handover/handover.ts';
import type { MailboxSummary } from '../services/mailbox/mailbox.ts';
import type { MailboxReport } from '../services/mailbox/report.ts';
import type { ObjectReport } from '../services/object/object-report.ts';
import type { OffboardReport } from '../services/offboard/offboard-report.ts';
import type { PilotReport } from '../services/pilot/pilot-report.ts';
import type { PreflightReport } from '../services/preflight/preflight.ts';
import type { ReadinessReport } from '../services/readiness/readiness.ts';
import type { RequestRecord } from '../services/request/record.ts';
import type { RequestReport } from '../services/request/report.ts';
import type { DivergenceReport } from '../services/sentinel/describe-divergence.ts';
import type { Divergence } from '../services/sentinel/divergence.ts';
import type { NotLookedAt } from '../services/sentinel/not-looked-at.ts';
import type { CarryReply, DiffReply, LossesReply, SnapshotsReply } from './value-replies.ts';

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
  | { readonly kind: 'object'; readonly report: ObjectReport }
  | { readonly kind: 'offboard'; readonly report: OffboardReport }
  /** Several mailboxes or objects fit, or none did and these are the nearest; picking one runs `verb` on it. */
  | {
      readonly kind: 'choices';
      readonly name: string;
      readonly nearest: boolean;
      readonly verb:
        | 'check'
        | 'prereqs'
        | 'request'
        | 'rollback'
        | 'history'
        | 'carry'
        | 'snapshots'
        | 'diff'
        | 'offboard';
      readonly choices: readonly MailboxSummary[];
      /** Picking one is about its whole object. */
      readonly whole?: boolean;
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
  | SnapshotsReply
  | DiffReply
  | LossesReply
  | CarryReply
  | { readonly kind: 'help'; readonly entries: readonly HelpEntry[]; readonly detailed: boolean }
  /** A few labelled values, with remarks below. */
  | {
      readonly kind: 'facts';
      readonly title: string;
      readonly facts: readonly { readonly label: string; readonly value: string }[];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'preflight'; readonly report: PreflightReport }
  | { readonly kind: 'census'; readonly report: CensusReport }
  | { readonly kind: 'pilot'; readonly report: PilotReport }
  /** The last-Exchange-server report: one of its stages, or all in one look. */
  | { readonly kind: 'readiness'; readonly report: ReadinessReport; readonly stage: number | null }
  /** Mailboxes that are not as approved, the longest so first; `lookedAt` is when the last census ended, if any. */
  | {
      readonly kind: 'divergences';
      readonly divergences: readonly Divergence[];
      readonly total: number;
      readonly notLookedAt: NotLookedAt;
      readonly lookedAt: string | null;
      /** ISO 8601: for ages on the card. */
      readonly asOf: string;
    }
  /** One of them, with what this reader may do about it. */
  | {
      readonly kind: 'divergence';
      readonly report: DivergenceReport;
      readonly canDecide: boolean;
      readonly canAsk: boolean;
    }
  | { readonly kind: 'handover'; readonly report: HandoverReport }
  | { readonly kind: 'notice'; readonly sentence: string };
