import * as z from 'zod/v4';
import { canonicalHash } from '../mailbox/canonical.ts';
import { ACTIONS } from '../request/action.ts';
import { durationMilliseconds } from '../request/duration.ts';

// Who has to agree to what, as data. Read once at start; a request keeps the rule it was drafted under, so a changed
// policy never changes what people have already been shown.

const duration = z.string().refine((text) => durationMilliseconds(text) !== undefined, 'must be an ISO 8601 duration');
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin');
const pattern = z.string().max(200).refine(isPattern, 'must be a regular expression');

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** A span of the day, which may run past midnight, in one time zone. No days means every day. */
export const daySpanSchema = z
  .strictObject({
    from: clockTime,
    to: clockTime,
    timeZone: timeZone.default('UTC'),
    days: z.array(z.enum(WEEKDAYS)).default([]),
  })
  .readonly();
export type DaySpan = z.infer<typeof daySpanSchema>;

export const ruleSchema = z
  .strictObject({
    name: z.string().min(1).max(60),
    /** All that are given must hold; an empty condition always does. A loss that is unknown counts as a loss. */
    when: z
      .strictObject({
        action: z.enum(ACTIONS).optional(),
        types: z.array(z.string()).optional(),
        losesValues: z.boolean().optional(),
      })
      .default({}),
    /** How many people have to approve, besides the requester. */
    approvals: z.number().int().min(1).max(10),
    /** Which role they need. */
    from: z.literal('approver').default('approver'),
    reason: z
      .strictObject({
        required: z.boolean().default(false),
        pattern: pattern.optional(),
        example: z.string().optional(),
      })
      .default({ required: false }),
    decideWithin: duration.optional(),
  })
  .readonly();
export type PolicyRule = z.infer<typeof ruleSchema>;

export const policySchema = z
  .strictObject({
    /** The first rule whose condition holds applies. */
    rules: z.array(ruleSchema).min(1),
    /** Spans in which nothing is executed; asking and approving go on. */
    freezes: z.array(z.strictObject({ name: z.string().min(1).max(60), span: daySpanSchema }).readonly()).default([]),
  })
  .refine(
    ({ rules }) => rules.at(-1)?.when && Object.keys(rules.at(-1)?.when ?? {}).length === 0,
    'the last rule must have an empty "when", so that every request has a rule',
  )
  .readonly();
export type Policy = z.infer<typeof policySchema>;

/** The first twelve digits of the policy's hash: requests name the policy they were drafted under by it. */
export function policyVersion(policy: Policy): string {
  return canonicalHash(JSON.parse(JSON.stringify(policy))).slice(0, 12);
}

export type PolicyFacts = {
  readonly action: (typeof ACTIONS)[number];
  readonly type: string;
  /** `null`: what would be lost is unknown, which counts as a loss. */
  readonly losesValues: boolean | null;
};

/** The rule for a request. The schema makes sure that there is one. */
export function ruleFor({ rules }: Policy, facts: PolicyFacts): PolicyRule {
  const rule = rules.find(({ when }) => {
    if (when.action !== undefined && when.action !== facts.action) return false;
    if (when.types !== undefined && !when.types.includes(facts.type)) return false;
    return when.losesValues === undefined || when.losesValues === (facts.losesValues ?? true);
  });
  if (!rule) throw new Error('The policy has no rule for every request, although its schema demands one.');
  return rule;
}

/** What holds without a policy file: one rule, from `APPROVALS_REQUIRED`. */
export function defaultPolicy(approvals: number): Policy {
  return policySchema.parse({ rules: [{ name: 'default', approvals }] });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').flags === 'u';
  } catch {
    return false;
  }
}
