import type { MailboxSummary } from '../mailbox/mailbox.ts';
import type { RequestRecord } from '../request/record.ts';

export const STEP_STATES = ['done', 'open', 'unknown'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** One thing that has to be true before a mailbox moves back on-premises. */
export type OffboardStep = {
  readonly code: string;
  readonly state: StepState;
  readonly sentence: string;
  /** What to do about it, `null` where there is nothing to do. */
  readonly remedy: string | null;
  /** The line for Steward that helps, `null` where none does. */
  readonly line: string | null;
};

/** What can be done next; `rollback-whole` is about the whole user. */
export type OffboardNext = 'rollback' | 'rollback-whole' | 'carry' | 'offboard';

/** How far a mailbox is on its way back on-premises. */
export type OffboardReport = {
  readonly mailbox: MailboxSummary;
  readonly steps: readonly OffboardStep[];
  /** The request that is open for it, if any. */
  readonly openRequest: RequestRecord | null;
  readonly next: readonly OffboardNext[];
  /** ISO 8601: when this was read. */
  readonly readAt: string;
};
