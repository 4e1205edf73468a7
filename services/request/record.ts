import * as z from 'zod/v4';
import { FINDING_LEVELS } from '../mailbox/finding.ts';
import { ACTIONS } from './action.ts';
import { STATES } from './state.ts';

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
    mailbox: z
      .strictObject({ objectId: z.guid(), userPrincipalName: z.string(), displayName: z.string(), type: z.string() })
      .readonly(),
    requester: personSchema,
    reason: z.string().nullable(),
    /** What the approval is for: the mailbox as it was shown. */
    snapshotHash: hash,
    /** Of a rollback: the snapshot from when the mailbox went to the cloud; `null` when there is none. */
    baselineHash: hash.nullable(),
    planHash: hash,
    findings: z
      .array(z.strictObject({ code: z.string(), level: z.enum(FINDING_LEVELS), sentence: z.string() }).readonly())
      .readonly(),
    approvalsRequired: z.number().int().positive(),
    /** The rule it was drafted under: a policy that changes later does not change it. */
    policy: z
      .strictObject({
        version: z.string(),
        rule: z.string(),
        from: z.literal('approver'),
        reasonRequired: z.boolean(),
        reasonPattern: z.string().nullable(),
        reasonExample: z.string().nullable(),
      })
      .readonly(),
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
    /** The mailbox as the worker found it, where that was not what had been approved. */
    driftHash: hash.nullable(),
    /** SHA-256 of the receipts in the archive. */
    receipts: z.strictObject({ before: hash.nullable(), after: hash.nullable() }).readonly(),
    /** The code of the error that Exchange gave although the change was made; found out by reading back. */
    writeError: z.string().nullable(),
  })
  .readonly();

export type RequestRecord = z.infer<typeof requestRecordSchema>;
