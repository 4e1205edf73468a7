import * as z from 'zod/v4';
import { requestId, shownVersion } from './arguments.ts';
import { decide } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const cancel = defineCommand({
  name: 'cancel',
  aliases: [],
  summary: 'Takes back a request of yours that has not run yet.',
  usage: 'cancel <id>',
  examples: ['cancel 7Q4K-2M'],
  who: ['requester', 'admin'],
  changes: true,
  args: z.strictObject({ request: requestId, version: shownVersion }),
  positional: ['request'],
  run: (args, context) => {
    const by = context.person;
    return decide(context, args.request, { kind: 'cancel', by, shown: args.version ?? null });
  },
});
