import * as z from 'zod/v4';
import { reason, requestId, shownVersion } from './arguments.ts';
import { decide } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const confirm = defineCommand({
  name: 'confirm',
  aliases: [],
  summary: 'Confirms a request that you prepared, so that approvers see it.',
  usage: 'confirm <id> [--reason "…"]',
  examples: ['confirm 7Q4K-2M'],
  who: 'requester',
  changes: true,
  args: z.strictObject({ request: requestId, version: shownVersion, reason }),
  positional: ['request'],
  run: (args, context) => {
    const by = context.person;
    return decide(context, args.request, {
      kind: 'confirm',
      by,
      reason: args.reason || null,
      shown: args.version ?? null,
    });
  },
});
