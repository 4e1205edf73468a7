import { type Policy, policySchema } from './policy.ts';

const TENANT_DEFAULT_APPROVALS = 2;

/**
 * What holds without a policy file. `approvals` (`APPROVALS_REQUIRED`) is for everything that moves authority; what an
 * edit changes decides whether its requester needs anybody; the default for new mailboxes never takes fewer than two.
 */
export function defaultPolicy(approvals: number): Policy {
  return policySchema.parse({
    rules: [
      { name: 'plain edits', when: { action: 'edit', touches: 'plain' }, approvals: 0 },
      { name: 'addresses and forwarding', when: { action: 'edit', touches: 'addresses' }, approvals: 1 },
      {
        name: 'default for new mailboxes',
        when: { kind: 'organization' },
        approvals: Math.max(TENANT_DEFAULT_APPROVALS, approvals),
      },
      { name: 'default', approvals },
    ],
  });
}
