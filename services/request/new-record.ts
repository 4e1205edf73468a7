import type { Order } from '../change/change.ts';
import type { Finding } from '../mailbox/finding.ts';
import type { PolicyRule } from '../policy/policy.ts';
import { recordedRule } from '../policy/recorded-rule.ts';
import { after } from './duration.ts';
import { planHash } from './plan.ts';
import type { RequestRecord } from './record.ts';
import { newRequestId } from './request-id.ts';
import type { Subject } from './subject.ts';
import type { DraftNeeds, Wish } from './wish.ts';

/** Everything that a new record is made of, read and filed. */
export type Prepared = {
  readonly wish: Wish;
  readonly order: Order;
  readonly subject: Subject;
  readonly findings: readonly Finding[];
  readonly snapshotHash: string;
  readonly baselineHash: string | null;
  readonly rule: PolicyRule;
};

/** How long a break-glass change may wait for the approval that it owes. */
const DEBT_WITHIN = 'PT24H';

/** What is true of every request to which nothing has happened yet. */
export const UNTOUCHED = {
  votes: [],
  heldFrom: null,
  closedBy: null,
  closingReason: null,
  delay: null,
  failure: null,
  driftHash: null,
  receipts: { before: null, after: null },
  writeError: null,
  readBacks: [],
  watch: null,
  reminders: { sent: 0, nextAt: null, escalatesAt: null, escalatedAt: null },
} as const;

/** Version 1 of a request: drafted, or approved at once where the glass was broken. Pure but for the clock and the id. */
export function newRecord(
  { tenant, clock, settings }: Pick<DraftNeeds, 'tenant' | 'clock' | 'settings'>,
  prepared: Prepared,
): RequestRecord {
  const { wish, order, subject, findings, snapshotHash, baselineHash, rule } = prepared;
  const now = clock.now();
  const at = now.toISOString();
  const broken = wish.breakGlass === true;
  const { objectId } = subject;
  const plan = { action: wish.action, kind: subject.kind, objectId, edits: order.edits, snapshotHash, baselineHash };
  return {
    ...UNTOUCHED,
    schema: 1,
    id: newRequestId(),
    version: 1,
    tenant,
    action: wish.action,
    state: broken ? 'approved' : 'drafted',
    subject,
    edits: order.edits,
    requester: wish.requester,
    reason: wish.reason,
    snapshotHash,
    baselineHash,
    planHash: planHash(plan),
    findings,
    approvalsRequired: rule.approvals,
    policy: recordedRule(settings.policy, rule),
    draftedAt: at,
    confirmedAt: broken ? at : null,
    changedAt: at,
    expiresAt: broken ? null : after(now, settings.confirmWithin).toISOString(),
    decideWithin: rule.decideWithin ?? settings.decideWithin,
    conversation: wish.conversation,
    debt: broken ? debtFrom(now) : null,
  };
}

function debtFrom(now: Date): RequestRecord['debt'] {
  return { dueAt: after(now, DEBT_WITHIN).toISOString(), overdue: false, settledBy: null, settledAt: null };
}
