import * as z from 'zod/v4';
import { refuse } from '../services/refusal.ts';
import { setApprovalsPlace } from '../services/request/approvals-place.ts';
import { defineCommand } from './define-command.ts';

export const approvals = defineCommand({
  name: 'approvals',
  aliases: [],
  summary: 'Makes the channel where you type it the place for approval cards.',
  usage: 'approvals here',
  examples: ['approvals here'],
  who: 'admin',
  changes: true,
  args: z.strictObject({ where: z.literal('here', 'say "here" in the channel that is meant.') }),
  positional: ['where'],
  run: async (_, context) => {
    if (context.conversation.isPersonal) return refuse('use_in_channel');
    await setApprovalsPlace(context.services, context.conversation.id, context.actor.objectId);
    return { ok: true, reply: { kind: 'notice', sentence: 'Approval cards will be posted in this channel.' } };
  },
});
