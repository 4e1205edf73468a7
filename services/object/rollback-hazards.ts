import { type Finding, unknown, warn } from '../mailbox/finding.ts';
import type { ObjectFacts } from './object-facts.ts';

/**
 * What a rollback means for any object: it is finished only with the next directory sync, which overwrites what was
 * changed in the cloud, and only where Active Directory still has the object (Microsoft Learn, "How group source of
 * authority works" and "Configure user source of authority", 2026).
 */
export function rollbackHazards({ object: { name, kind } }: ObjectFacts): readonly Finding[] {
  const tell = kind === 'contact' ? ', and nothing in Graph tells the difference' : '';
  return [
    warn({
      code: 'object_overwritten',
      sentence: `With the next directory sync, what Active Directory holds for ${name} replaces what was changed in the cloud.`,
      remedy: 'Bring the values in Active Directory up to date first.',
      override: 'approver',
    }),
    warn({
      code: 'object_will_wait',
      sentence: `Until that sync, ${name} looks as if it had been created in the cloud${tell}; Steward remembers that it was not.`,
      remedy: 'Leave it alone until the request says that it is synced again.',
      override: 'requester',
    }),
    unknown({
      code: 'object_scope_unknown',
      sentence: `Whether ${name} still exists in Active Directory and is in sync scope cannot be read from the cloud.`,
      remedy: 'Look for it in Active Directory, in an organisational unit that is synced.',
      override: 'approver',
    }),
  ];
}
