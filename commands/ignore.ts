import * as z from 'zod/v4';
import { refuse } from '../services/refusal.ts';
import { settleDivergence } from '../services/sentinel/settle-divergence.ts';
import { mailboxName, reason } from './arguments.ts';
import { defineCommand } from './define-command.ts';
import { findDivergence, shownFound } from './find-divergence.ts';

const example = 'ignore alice@contoso.com --reason "vendor test until Friday"';

export const ignore = defineCommand({
  name: 'ignore',
  aliases: [],
  summary: 'Leaves what the sentinel found alone, until it finds something else.',
  usage: 'ignore <mailbox> --reason "…"',
  examples: [example],
  who: 'approver',
  changes: true,
  args: z.strictObject({ mailbox: mailboxName, found: shownFound, reason }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox, found, reason: why }, context) => {
    if (!why) return refuse('unclear_line', { what: 'ignoring needs a reason.', example });
    const named = await findDivergence(context, { mailbox, found, example });
    if (!named.ok) return named;
    const decision = { by: context.person, reason: why, what: 'ignore' } as const;
    const settled = await settleDivergence(context.services, named.divergence, decision);
    if (!settled.ok) return settled;
    const sentence = `${named.divergence.userPrincipalName} is left alone until something else is found on it.`;
    return { ok: true, reply: { kind: 'notice', sentence } };
  },
});
