import * as z from 'zod/v4';
import { DECIDING_ROLES } from '../services/policy/rule.ts';
import { reason, requestId, shownVersion } from './arguments.ts';
import { decide } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const deny = defineCommand({
  name: 'deny',
  aliases: [],
  summary: 'Denies a request that somebody else made, with a reason.',
  usage: 'deny <id> [--reason "…"]',
  examples: ['deny 7Q4K-2M --reason "migration freeze"'],
  who: DECIDING_ROLES,
  changes: true,
  args: z.strictObject({ request: requestId, version: shownVersion, reason }),
  positional: ['request'],
  run: (args, context) => {
    const by = context.person;
    return decide(context, args.request, {
      kind: 'deny',
      by,
      reason: args.reason || null,
      shown: args.version ?? null,
    });
  },
});
