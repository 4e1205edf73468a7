import { isMet } from './condition.ts';
import { leastApprovals } from './least-approvals.ts';
import { possibleFacts } from './possible-facts.ts';
import type { PolicyRule } from './rule.ts';

/** What is wrong with one rule among the others. */
export type RuleFault = { readonly index: number; readonly message: string };

/**
 * What a list of rules, of which the first that fits applies, must not say: let something through with fewer people
 * than it needs, or name a rule that never applies. The last one may be left over when the others cover everything.
 */
export function ruleFaults(rules: readonly PolicyRule[]): readonly RuleFault[] {
  const lax = new Map<number, RuleFault>();
  const used = new Set<number>();
  for (const facts of possibleFacts(rules.map(({ when }) => when))) {
    const index = rules.findIndex(({ when }) => isMet(when, facts));
    const rule = rules[index];
    if (!rule) continue;
    used.add(index);
    const least = leastApprovals(facts.action);
    if (rule.approvals >= least || lax.has(index)) continue;
    const message = `rule "${rule.name}" would let ${facts.action} through with ${rule.approvals} approvals, and it needs at least ${least}: raise it, or put a rule for ${facts.action} before it`;
    lax.set(index, { index, message });
  }
  const idle = rules.flatMap(({ name }, index) =>
    used.has(index) || index === rules.length - 1
      ? []
      : [{ index, message: `rule "${name}" never applies: no request fits it, or rules before it take them all` }],
  );
  return [...lax.values(), ...idle].sort((one, other) => one.index - other.index);
}
