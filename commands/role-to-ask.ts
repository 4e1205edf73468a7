import type { Role } from '../services/people/role.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { RequestAction } from '../services/request/action.ts';
import type { CommandContext } from './command.ts';

/** Who may ask for it. What concerns every mailbox to come is for administrators. */
export function roleToAsk(action: RequestAction): Extract<Role, 'requester' | 'admin'> {
  return action === 'default-to-cloud' || action === 'default-to-on-premises' ? 'admin' : 'requester';
}

/** Why this person may not ask for it; a directory that could not be asked is no "no". */
export function mayNotAsk(
  { roles, standing }: Pick<CommandContext, 'roles' | 'standing'>,
  { action, verb }: { readonly action: RequestAction; readonly verb: string },
): Refusal | undefined {
  const role = roleToAsk(action);
  if (roles.has(role)) return undefined;
  return standing.complete ? refuse('not_in_role', { role, verb }) : refuse('directory_unavailable');
}
