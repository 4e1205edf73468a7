import * as z from 'zod/v4';
import type { Mailbox } from '../services/mailbox/mailbox.ts';
import { preflight } from '../services/preflight/preflight.ts';
import { refuse } from '../services/refusal.ts';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';

const example = 'prereqs alice@contoso.com';

export const prereqs = defineCommand({
  name: 'prereqs',
  aliases: ['preflight'],
  summary: 'Shows what stands in the way of changing authority: in the tenant, and for one mailbox.',
  usage: 'prereqs [mailbox]',
  examples: [example, 'prereqs'],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox }, context) => {
    const { hints } = context;
    if (!mailbox && hints.addresses.length + hints.people.length === 0) return await answered(context, null);
    const resolved = await resolveMailbox(context, { name: mailbox, verb: 'prereqs', example });
    if (resolved.kind === 'refused') return resolved.refusal;
    if (resolved.kind === 'ask') return { ok: true, reply: resolved.reply };
    const read = await context.services.exchange.read(resolved.objectId, context.signal);
    return read ? await answered(context, read) : refuse('mailbox_not_found', { name: mailbox || resolved.objectId });
  },
});

async function answered({ services, signal }: CommandContext, mailbox: Mailbox | null): Promise<CommandResult> {
  const report = await preflight(services, { mailbox, signal });
  return { ok: true, reply: { kind: 'preflight', report } };
}
