import * as z from 'zod/v4';
import type { Role } from '../people/role.ts';
import { durationMilliseconds } from '../request/duration.ts';
import { conditionSchema } from './condition.ts';
import { isoDuration } from './iso-duration.ts';

/** The roles that a rule may ask to decide. */
export const DECIDING_ROLES = ['approver', 'admin'] as const satisfies readonly Role[];
export type DecidingRole = (typeof DECIDING_ROLES)[number];

const pattern = z.string().max(200).refine(isPattern, 'must be a regular expression');

const reasonSchema = z
  .strictObject({
    required: z.boolean().default(false),
    pattern: pattern.optional(),
    example: z.string().optional(),
  })
  .readonly();

/** The first reminder comes after `first`; each further gap is the one before times `factor`. `most` of 0 sends none. */
export const remindSchema = z
  .strictObject({
    first: isoDuration.default('PT15M'),
    factor: z.number().min(1).max(10).default(2),
    most: z.number().int().min(0).max(20).default(6),
  })
  .readonly();

/** From `after` its confirmation on, a request is put to people of the second role as well, and they may decide. */
export const escalateSchema = z.strictObject({ after: isoDuration, to: z.literal('admin') }).readonly();

/** Who has to agree to what, and how they are asked. */
export const ruleSchema = z
  .strictObject({
    name: z.string().min(1).max(60),
    when: conditionSchema.default({}),
    /** How many people have to approve, besides the requester; 0 leaves it to the requester. */
    approvals: z.number().int().min(0).max(10),
    /** Which role they need. */
    from: z.enum(DECIDING_ROLES).default('approver'),
    reason: reasonSchema.default({ required: false }),
    decideWithin: isoDuration.optional(),
    remind: remindSchema.prefault({}),
    escalate: escalateSchema.optional(),
  })
  .refine(({ from, escalate }) => escalate?.to !== from, {
    path: ['escalate', 'to'],
    message: 'must name another role than "from": those are asked already',
  })
  .refine(({ decideWithin, escalate }) => isBefore(escalate?.after, decideWithin), {
    path: ['escalate', 'after'],
    message: 'must be shorter than decideWithin: later the request has expired',
  })
  .readonly();
export type PolicyRule = z.infer<typeof ruleSchema>;

function isBefore(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  return (durationMilliseconds(one) ?? 0) < (durationMilliseconds(other) ?? 0);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').flags === 'u';
  } catch {
    return false;
  }
}
