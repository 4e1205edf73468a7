import { assertNever } from '../assert-never.ts';
import type { RequestAction } from '../request/action.ts';

/**
 * How many people besides the requester an action needs whatever a policy says. Authority moves, and values can be
 * lost with it, so nobody does that alone; the default for new mailboxes is the whole organisation's, so it takes two.
 */
export function leastApprovals(action: RequestAction): number {
  switch (action) {
    case 'edit':
      return 0;
    case 'to-cloud':
    case 'to-on-premises':
    case 'object-to-cloud':
    case 'object-to-on-premises':
      return 1;
    case 'default-to-cloud':
    case 'default-to-on-premises':
      return 2;
    default:
      return assertNever(action);
  }
}
