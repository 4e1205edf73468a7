import * as z from 'zod/v4';
import { isSamePerson } from '../services/request/record.ts';
import { reason, requestId, shownVersion } from './arguments.ts';
import { decide } from './decide.ts';
import { defineCommand } from './define-command.ts';
import { mayNotAsk } from './role-to-ask.ts';

export const confirm = defineCommand({
  name: 'confirm',
  aliases: [],
  summary: 'Confirms a request that you prepared, so that approvers see it.',
  usage: 'confirm <id> [--reason "…"] [--typed <name>]',
  examples: ['confirm 7Q4K-2M'],
  who: ['requester', 'admin'],
  changes: true,
  args: z.strictObject({ request: requestId, version: shownVersion, reason, typed: z.string().max(100).optional() }),
  positional: ['request'],
  run: async (args, context) => {
    const by = context.person;
    const record = await context.services.store.get(args.request);
    // Whoever has lost the role since cannot go on with what they prepared.
    const refusal =
      record && isSamePerson(record.requester, by) ? mayNotAsk(context, { ...record, verb: 'confirm' }) : undefined;
    if (refusal) return refusal;
    return await decide(context, args.request, {
      kind: 'confirm',
      by,
      reason: args.reason || null,
      typed: args.typed,
      shown: args.version ?? null,
    });
  },
});
