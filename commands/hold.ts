import * as z from 'zod/v4';
import { reason, requestId, shownVersion } from './arguments.ts';
import { decide } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const hold = defineCommand({
  name: 'hold',
  aliases: [],
  summary: 'Stops a request before it runs. Anybody may; an approver releases it.',
  usage: 'hold <id> [--reason "…"]',
  examples: ['hold 7Q4K-2M --reason "mail flow incident"'],
  who: 'viewer',
  changes: true,
  args: z.strictObject({ request: requestId, version: shownVersion, reason }),
  positional: ['request'],
  run: (args, context) =>
    decide(context, args.request, {
      kind: 'hold',
      by: context.person,
      reason: args.reason || null,
      shown: args.version ?? null,
    }),
});
