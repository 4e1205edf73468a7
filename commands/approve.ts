import * as z from 'zod/v4';
import { comparePeople } from '../services/people/compare-people.ts';
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
  run: async (args, context) => {
    const { store } = context.services;
    const record = await store.get(args.request);
    const warning = record && (await comparePeople(context.services, record.requester, context.person));
    const event = { kind: 'approve' as const, by: context.person, shown: args.version ?? null };
    return await decide(context, args.request, warning ? { ...event, warning } : event);
  },
});
