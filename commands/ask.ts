import { refuse } from '../services/refusal.ts';
import type { RequestAction } from '../services/request/action.ts';
import { draftRequest } from '../services/request/draft.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';

/** What `request` and `rollback` have in common: everything but the direction. */
export async function ask(
  context: CommandContext,
  wish: {
    readonly action: RequestAction;
    readonly verb: 'request' | 'rollback';
    readonly mailbox: string | undefined;
    readonly reason: string | undefined;
    readonly example: string;
  },
): Promise<CommandResult> {
  const resolved = await resolveMailbox(context, { name: wish.mailbox, verb: wish.verb, example: wish.example });
  if (resolved.kind === 'refused') return resolved.refusal;
  if (resolved.kind === 'ask') return { ok: true, reply: resolved.reply };
  if (!(await context.openPersonalChat())) return refuse('no_private_place');
  const drafted = await draftRequest(
    context.services,
    {
      action: wish.action,
      objectId: resolved.objectId,
      requester: context.person,
      reason: wish.reason || null,
      conversation: context.conversation.id,
    },
    context.signal,
  );
  if (!drafted.ok) return drafted;
  const sentence = context.conversation.isPersonal
    ? `I prepared ${drafted.record.id}: look at it below and confirm it.`
    : `I prepared ${drafted.record.id} and sent it to our personal chat: look at it there and confirm it.`;
  return { ok: true, reply: { kind: 'notice', sentence } };
}
