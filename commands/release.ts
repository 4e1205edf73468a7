import * as z from 'zod/v4';
import { DECIDING_ROLES } from '../services/policy/rule.ts';
import { requestId, shownVersion } from './arguments.ts';
import { decide } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const release = defineCommand({
  name: 'release',
  aliases: [],
  summary: 'Lets a held request go on, if somebody else asked for it.',
  usage: 'release <id>',
  examples: ['release 7Q4K-2M'],
  who: DECIDING_ROLES,
  changes: true,
  args: z.strictObject({ request: requestId, version: shownVersion }),
  positional: ['request'],
  run: (args, context) =>
    decide(context, args.request, { kind: 'release', by: context.person, shown: args.version ?? null }),
});
