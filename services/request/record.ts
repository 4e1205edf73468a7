import * as z from 'zod/v4';
import { editSchema } from '../mailbox/edit.ts';
import { FINDING_LEVELS, OVERRIDES } from '../mailbox/finding.ts';
import { recordedRuleSchema } from '../policy/recorded-rule.ts';
import { ACTIONS } from './action.ts';
import { STAGES } from './stage.ts';
import { STATES } from './state.ts';
import { subjectSchema } from './subject.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime();

/**
 * A person as the record keeps them: the Entra object id of the account they used, and a name for reading. `person`
 * is the id that stands for all their linked accounts, given where it is another one.
 */
export const personSchema = z
  .strictObject({ objectId: z.guid(), name: z.string(), person: z.guid().optional() })
  .readonly();
export type Person = z.infer<typeof personSchema>;

/** Whether two accounts belong to one human, as far as it has been declared. */
export function isSamePerson(one: Person, other: Person): boolean {
  return (one.person ?? one.objectId) === (other.person ?? other.objectId);
}

/** Why two accounts that are not linked may still be one human. Shown and written down; it stops nobody. */
export const VOTE_WARNINGS = ['same_employee_id', 'same_name', 'not_compared'] as const;
export type VoteWarning = (typeof VOTE_WARNINGS)[number];

export const voteSchema = z
  .strictObject({
    person: personSchema,
    decision: z.enum(['approve', 'deny']),
    reason: z.string().nullable(),
    at: moment,
    warning: z.enum(VOTE_WARNINGS).optional(),
  })
  .readonly();
export type Vote = z.infer<typeof voteSchema>;

const readBackSchema = z.strictObject({ stage: z.enum(STAGES), at: moment }).readonly();

const watchSchema = z
  .strictObject({
    stage: z.enum(['after-sync', 'after-a-day']),
    nextAt: moment,
    /** The last directory sync before the change was read back, by the tenant's own time; `null` when it did not say. */
    syncedBefore: moment.nullable(),
  })
  .readonly();

const remindersSchema = z
  .strictObject({
    sent: z.number().int().nonnegative(),
    nextAt: moment.nullable(),
    escalatesAt: moment.nullable(),
    escalatedAt: moment.nullable(),
  })
  .readonly();

const debtSchema = z
  .strictObject({
    dueAt: moment,
    /** Whether the time to settle it has passed. It can still be settled. */
    overdue: z.boolean(),
    settledBy: personSchema.nullable(),
    settledAt: moment.nullable(),
  })
  .readonly();

/**
 * Everything that is true of a request at one version. Small on purpose: the snapshot itself lies in the archive
 * under its hash. Written only by the commit script, together with the audit entry that explains it.
 */
export const requestRecordSchema = z
  .strictObject({
    schema: z.literal(1),
    id: z.string(),
    /** 1 when drafted; every committed transition adds one. */
    version: z.number().int().positive(),
    tenant: z.string(),
    action: z.enum(ACTIONS),
    state: z.enum(STATES),
    subject: subjectSchema,
    /** Of an edit: what it changes. Empty for every other action. */
    edits: z.array(editSchema).readonly(),
    requester: personSchema,
    reason: z.string().nullable(),
    /** What the approval is for: the subject as it was shown. */
    snapshotHash: hash,
    /** Of a rollback: the snapshot from when the mailbox went to the cloud; `null` when there is none. */
    baselineHash: hash.nullable(),
    planHash: hash,
    findings: z
      .array(
        z
          .strictObject({
            code: z.string(),
            level: z.enum(FINDING_LEVELS),
            sentence: z.string(),
            remedy: z.string().nullable(),
            override: z.enum(OVERRIDES),
          })
          .readonly(),
      )
      .readonly(),
    /** People besides the requester; 0 where their own confirmation is enough. */
    approvalsRequired: z.number().int().nonnegative(),
    /** The rule it was drafted under: a policy that changes later does not change it. */
    policy: recordedRuleSchema,
    votes: z.array(voteSchema).readonly(),
    draftedAt: moment,
    /** When the requester confirmed it: from then on others see it. `null` before, and for ever if it never was. */
    confirmedAt: moment.nullable(),
    changedAt: moment,
    /** When the present state ends by itself: unconfirmed or undecided requests expire. `null` in other states. */
    expiresAt: moment.nullable(),
    /** How long a confirmed request waits for its decision, ISO 8601 duration; fixed when drafted. */
    decideWithin: z.string(),
    /** The conversation where the request was typed. */
    conversation: z.string(),
    /** What a held request goes back to when it is released; `null` in other states. */
    heldFrom: z.enum(['pending', 'approved']).nullable(),
    /** Who ended it by hand, or holds it, with their reason, for cancelled and denied requests. */
    closedBy: personSchema.nullable(),
    closingReason: z.string().nullable(),
    /** The last stumble while executing, until the next success. `nextAt` is when the queue tries again. */
    delay: z.strictObject({ code: z.string(), nextAt: moment.nullable() }).readonly().nullable(),
    /** Why it failed, as a code. */
    failure: z.string().nullable(),
    /** The subject as it was found, where that was not what had been approved, or no longer what had been done. */
    driftHash: hash.nullable(),
    /** SHA-256 of the receipts in the archive. */
    receipts: z.strictObject({ before: hash.nullable(), after: hash.nullable() }).readonly(),
    /** The code of the error that Exchange gave although the change was made; found out by reading back. */
    writeError: z.string().nullable(),
    /** Each look after the change that found it still so, in order. */
    readBacks: z.array(readBackSchema).readonly(),
    /** The next look that is due and not before when; `null` when nothing is looked at any more. */
    watch: watchSchema.nullable(),
    /** Of a pending request: reminders sent, and when the next one and the escalation are due. */
    reminders: remindersSchema,
    /** Of a break-glass change: the approval that is still owed. `null` for every other request. */
    debt: debtSchema.nullable(),
  })
  .readonly();

export type RequestRecord = z.infer<typeof requestRecordSchema>;
