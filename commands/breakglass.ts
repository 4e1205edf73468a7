import * as z from 'zod/v4';
import { refuse } from '../services/refusal.ts';
import type { RequestAction } from '../services/request/action.ts';
import { draftRequest } from '../services/request/draft.ts';
import { unpaidDebtOf } from '../services/request/unpaid-debt.ts';
import { reason } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { requestReply } from './decide.ts';
import { defineCommand } from './define-command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';

const example = 'breakglass alice@contoso.com onprem --reason "INC-4711: mail flow is down"';

const direction = z.enum(['cloud', 'onprem'], 'write "cloud" or "onprem" after the mailbox.').optional();

export const breakglass = defineCommand({
  name: 'breakglass',
  aliases: [],
  summary: 'Hands a mailbox over at once; somebody else has to approve it within 24 hours.',
  usage: 'breakglass <mailbox> [cloud|onprem] --reason "…"',
  examples: [example, 'breakglass alice@contoso.com --reason "INC-4711: mail flow is down"'],
  who: 'admin',
  changes: true,
  args: z.strictObject({ mailbox: z.string('name the mailbox.').trim().max(320), direction, reason }),
  positional: ['mailbox', 'direction'],
  run: async ({ mailbox, direction: wanted, reason: why }, context) => {
    if (!why) return refuse('unclear_line', { what: 'breaking the glass needs a reason.', example });
    const unpaid = await unpaidDebtOf(context.services.store, context.person);
    if (unpaid) return refuse('debt_unpaid', { id: unpaid.id });
    const resolved = await resolveMailbox(context, { name: mailbox, verb: 'check', example });
    if (resolved.kind === 'refused') return resolved.refusal;
    // Picking one only looks at it: a button could not carry the reason.
    if (resolved.kind === 'ask') return { ok: true, reply: resolved.reply };
    return await broken(context, { objectId: resolved.objectId, wanted, reason: why });
  },
});

type Break = {
  readonly objectId: string;
  readonly wanted: 'cloud' | 'onprem' | undefined;
  readonly reason: string;
};

async function broken(context: CommandContext, { objectId, wanted, reason: why }: Break): Promise<CommandResult> {
  if (!(await context.openPersonalChat())) return refuse('no_private_place');
  const action = wanted ? ACTIONS[wanted] : await awayFromNow(context, objectId);
  const drafted = await draftRequest(
    context.services,
    {
      action,
      objectId,
      requester: context.person,
      reason: why,
      conversation: context.conversation.id,
      breakGlass: true,
    },
    context.signal,
  );
  return drafted.ok ? { ok: true, reply: await requestReply(context, drafted.record, null) } : drafted;
}

const ACTIONS = { cloud: 'to-cloud', onprem: 'to-on-premises' } as const;

/** Without a direction: away from where the authority is now. */
async function awayFromNow({ services, signal }: CommandContext, objectId: string): Promise<RequestAction> {
  const mailbox = await services.exchange.read(objectId, signal);
  return mailbox?.isExchangeCloudManaged === true ? 'to-on-premises' : 'to-cloud';
}
