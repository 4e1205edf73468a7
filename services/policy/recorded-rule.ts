import * as z from 'zod/v4';
import { daySpanSchema } from './day-span.ts';
import { type Policy, type PolicyRule, policyVersion } from './policy.ts';
import { DECIDING_ROLES, escalateSchema, remindSchema } from './rule.ts';

/** What a request keeps of the rule it was drafted under: a policy that changes later does not change it. */
export const recordedRuleSchema = z
  .strictObject({
    /** `policyVersion` of the policy. */
    version: z.string(),
    /** Name of the rule. */
    rule: z.string(),
    from: z.enum(DECIDING_ROLES),
    reasonRequired: z.boolean(),
    reasonPattern: z.string().nullable(),
    reasonExample: z.string().nullable(),
    remind: remindSchema,
    escalate: escalateSchema.nullable(),
    quietHours: z.array(daySpanSchema).readonly(),
  })
  .readonly();
export type RecordedRule = z.infer<typeof recordedRuleSchema>;

export function recordedRule(policy: Policy, rule: PolicyRule): RecordedRule {
  return {
    version: policyVersion(policy),
    rule: rule.name,
    from: rule.from,
    reasonRequired: rule.reason.required,
    reasonPattern: rule.reason.pattern ?? null,
    reasonExample: rule.reason.example ?? null,
    remind: rule.remind,
    escalate: rule.escalate ?? null,
    quietHours: policy.quietHours,
  };
}
