import * as z from 'zod/v4';
import { canonicalHash } from '../mailbox/canonical.ts';
import { isMet, type PolicyFacts } from './condition.ts';
import { daySpanSchema } from './day-span.ts';
import { leaveTime } from './first-outside.ts';
import { ruleSchema } from './rule.ts';
import { ruleFaults } from './rule-faults.ts';

// Who has to agree to what, as data. Read once at start; a request keeps the rule it was drafted under, so a changed
// policy never changes what people have already been shown.

const MOST_RULES = 40;

export const policySchema = z
  .strictObject({
    /** The first rule whose condition holds applies. */
    rules: z.array(ruleSchema).min(1).max(MOST_RULES).readonly(),
    /** Spans in which nothing is executed; asking and approving go on. */
    freezes: z
      .array(z.strictObject({ name: z.string().min(1).max(60), span: daySpanSchema }).readonly())
      .refine((freezes) => leaveTime(freezes.map(({ span }) => span)), 'must leave some time of the week')
      .readonly()
      .default([]),
    /** Spans in which nobody is reminded and nothing is escalated; asking, approving and executing go on. */
    quietHours: z
      .array(daySpanSchema)
      .max(MOST_RULES)
      .refine(leaveTime, 'must leave some time of the week')
      .readonly()
      .default([]),
  })
  .superRefine(({ rules }, context) => {
    if (Object.keys(rules.at(-1)?.when ?? {}).length > 0) {
      const message = 'the last rule must have an empty "when", so that every request has a rule';
      context.addIssue({ code: 'custom', path: ['rules', rules.length - 1], message });
    }
    for (const { index, message } of ruleFaults(rules)) {
      context.addIssue({ code: 'custom', path: ['rules', index], message });
    }
  })
  .readonly();
export type Policy = z.infer<typeof policySchema>;
export type PolicyRule = Policy['rules'][number];

/** The first twelve digits of the policy's hash: requests name the policy they were drafted under by it. */
export function policyVersion(policy: Policy): string {
  return canonicalHash(JSON.parse(JSON.stringify(policy))).slice(0, 12);
}

/** The rule for a request. The schema makes sure that there is one. */
export function ruleFor({ rules }: Policy, facts: PolicyFacts): PolicyRule {
  const rule = rules.find(({ when }) => isMet(when, facts));
  if (!rule) throw new Error('The policy has no rule for every request, although its schema demands one.');
  return rule;
}
