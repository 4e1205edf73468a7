import * as z from 'zod/v4';
import { comparePeople } from '../services/people/compare-people.ts';
import { DECIDING_ROLES } from '../services/policy/rule.ts';
import { owesApproval } from '../services/request/debt.ts';
import { requestId, shownVersion } from './arguments.ts';
import { decide } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const approve = defineCommand({
  name: 'approve',
  aliases: [],
  summary: 'Approves a request that somebody else made.',
  usage: 'approve <id>',
  examples: ['approve 7Q4K-2M'],
  who: DECIDING_ROLES,
  changes: true,
  args: z.strictObject({ request: requestId, version: shownVersion }),
  positional: ['request'],
  run: async (args, context) => {
    const { store } = context.services;
    const record = await store.get(args.request);
    const voter = { person: context.person, entry: context.standing.person };
    const warning = record && (await comparePeople(context.services, record.requester, voter));
    // What was executed on its requester's word alone is approved afterwards.
    const kind = record && owesApproval(record) ? ('settle' as const) : ('approve' as const);
    const event = { kind, by: context.person, shown: args.version ?? null };
    return await decide(context, args.request, warning ? { ...event, warning } : event);
  },
});
