import * as z from 'zod/v4';
import { type Checklist, offboardChecklist } from '../services/offboard/offboard-checklist.ts';
import type { OffboardNext } from '../services/offboard/offboard-report.ts';
import { refuse } from '../services/refusal.ts';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { lastRequests } from './last-requests.ts';
import { resolveMailbox } from './resolve-mailbox.ts';

const example = 'offboard alice@contoso.com';

export const offboard = defineCommand({
  name: 'offboard',
  aliases: [],
  summary: 'Shows what must be true before a mailbox moves back on-premises, and what is still to do.',
  usage: 'offboard <mailbox>',
  examples: [example],
  who: 'requester',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox }, context) => {
    const resolved = await resolveMailbox(context, { name: mailbox, verb: 'offboard', example });
    if (resolved.kind === 'refused') return resolved.refusal;
    return resolved.kind === 'ask' ? { ok: true, reply: resolved.reply } : await checked(context, resolved.objectId);
  },
});

async function checked(context: CommandContext, objectId: string): Promise<CommandResult> {
  const { services, signal } = context;
  const mailbox = await services.exchange.read(objectId, signal);
  if (!mailbox) return refuse('mailbox_not_found', { name: objectId });
  const [{ steps, handBack }, { openRequest }] = await Promise.all([
    offboardChecklist(services, mailbox, signal),
    lastRequests(context, objectId),
  ]);
  const next = openRequest ? LOOK_AGAIN : nextSteps(handBack);
  const readAt = services.clock.now().toISOString();
  return { ok: true, reply: { kind: 'offboard', report: { mailbox, steps, openRequest, next, readAt } } };
}

const LOOK_AGAIN: readonly OffboardNext[] = ['offboard'];

function nextSteps(handBack: Checklist['handBack']): readonly OffboardNext[] {
  if (handBack === 'mailbox') return ['rollback', 'carry', ...LOOK_AGAIN];
  return handBack === 'object' ? ['rollback-whole', ...LOOK_AGAIN] : LOOK_AGAIN;
}
