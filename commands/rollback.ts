import * as z from 'zod/v4';
import { mailboxName, reason } from './arguments.ts';
import { ask } from './ask.ts';
import { defineCommand } from './define-command.ts';

const example = 'rollback alice@contoso.com --reason "application still writes on-premises"';

export const rollback = defineCommand({
  name: 'rollback',
  aliases: ['onprem'],
  summary: 'Asks to hand the authority back on-premises, and shows what would be lost.',
  usage: 'rollback <mailbox> [--reason "…"]',
  examples: [example, 'rollback alice@contoso.com'],
  who: 'requester',
  changes: true,
  args: z.strictObject({ mailbox: mailboxName, reason }),
  positional: ['mailbox'],
  rest: true,
  run: (args, context) =>
    ask(context, { action: 'to-on-premises', verb: 'rollback', mailbox: args.mailbox, reason: args.reason, example }),
});
