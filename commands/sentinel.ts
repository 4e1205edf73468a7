import * as z from 'zod/v4';
import { describeDivergence } from '../services/sentinel/describe-divergence.ts';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { findDivergence } from './find-divergence.ts';

const example = 'sentinel alice@contoso.com';
const LISTED = 10;

export const sentinel = defineCommand({
  name: 'sentinel',
  aliases: ['divergences'],
  summary: 'Lists mailboxes that were changed past Steward, or shows one of them.',
  usage: 'sentinel [<mailbox>]',
  examples: ['sentinel', example],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox }, context) => {
    const { people, addresses } = context.hints;
    if (!mailbox && people.length === 0 && addresses.length === 0) return await listed(context);
    const found = await findDivergence(context, { mailbox, example });
    if (!found.ok) return found;
    const report = await describeDivergence(context.services.archive, found.divergence);
    return {
      ok: true,
      reply: { kind: 'divergence', report, canDecide: context.roles.has('approver'), canAsk: mayAsk(context) },
    };
  },
});

async function listed({ services }: CommandContext): Promise<CommandResult> {
  const [page, [census]] = await Promise.all([services.divergences.open(LISTED), services.census.history(1)]);
  const lookedAt = census?.endedAt ?? null;
  return { ok: true, reply: { kind: 'divergences', ...page, lookedAt, asOf: services.clock.now().toISOString() } };
}

const mayAsk = ({ roles }: CommandContext): boolean => roles.has('requester');
