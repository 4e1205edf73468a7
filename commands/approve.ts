import * as z from 'zod/v4';
import { requestId, shownVersion } from './arguments.ts';
import { decide } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const approve = defineCommand({
  name: 'approve',
  aliases: [],
  summary: 'Approves a request that somebody else made.',
  usage: 'approve <id>',
  examples: ['approve 7Q4K-2M'],
  who: 'approver',
  changes: true,
  args: z.strictObject({ request: requestId, version: shownVersion }),
  positional: ['request'],
  run: (args, context) => {
    const { objectId, name } = context.actor;
    const by = { objectId, name };
    return decide(context, args.request, { kind: 'approve', by, shown: args.version ?? null });
  },
});
