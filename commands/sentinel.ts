import * as z from 'zod/v4';
import { type Refusal, refuse } from '../services/refusal.ts';
import { describeDivergence } from '../services/sentinel/describe-divergence.ts';
import { notLookedAt } from '../services/sentinel/not-looked-at.ts';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { findDivergence } from './find-divergence.ts';
import { resolveMailbox } from './resolve-mailbox.ts';

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
    if (!found.ok) return found.code === 'no_divergence' ? await withoutDivergence(context, found) : found;
    const report = await describeDivergence(context.services.archive, found.divergence);
    return {
      ok: true,
      reply: { kind: 'divergence', report, canDecide: context.roles.has('approver'), canAsk: mayAsk(context) },
    };
  },
});

async function listed({ services }: CommandContext): Promise<CommandResult> {
  const [page, [census], left] = await Promise.all([
    services.divergences.open(LISTED),
    services.census.history(1),
    notLookedAt(services),
  ]);
  const lookedAt = census?.endedAt ?? null;
  const asOf = services.clock.now().toISOString();
  return { ok: true, reply: { kind: 'divergences', ...page, notLookedAt: left, lookedAt, asOf } };
}

/** A mailbox without an open divergence is only as it was approved where something was, and where it was looked at. */
async function withoutDivergence(context: CommandContext, asApproved: Refusal): Promise<CommandResult> {
  const { approved, divergences } = context.services;
  const name = asApproved.detail.mailbox;
  const resolved = await resolveMailbox(context, { name, verb: 'check', example });
  if (resolved.kind === 'ask') return { ok: true, reply: resolved.reply };
  if (resolved.kind === 'refused') return resolved.refusal;
  const [state, isSuspect] = await Promise.all([
    approved.get(resolved.objectId),
    divergences.isSuspect(resolved.objectId),
  ]);
  const mailbox = name ?? resolved.objectId;
  if (isSuspect) return refuse('not_looked_at', { mailbox });
  return state === undefined ? refuse('nothing_approved', { mailbox }) : asApproved;
}

const mayAsk = ({ roles }: CommandContext): boolean => roles.has('requester');
