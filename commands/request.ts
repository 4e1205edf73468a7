import * as z from 'zod/v4';
import { mailboxName, reason } from './arguments.ts';
import { ask } from './ask.ts';
import { defineCommand } from './define-command.ts';

const example = 'request alice@contoso.com --reason "HR system moves to the cloud"';

export const request = defineCommand({
  name: 'request',
  aliases: ['cloud'],
  summary: "Asks to hand the authority over a mailbox's Exchange attributes to the cloud.",
  usage: 'request <mailbox> [--reason "…"]',
  examples: [example, 'request alice@contoso.com'],
  who: 'requester',
  changes: true,
  args: z.strictObject({ mailbox: mailboxName, reason }),
  positional: ['mailbox'],
  rest: true,
  run: (args, context) =>
    ask(context, { action: 'to-cloud', verb: 'request', mailbox: args.mailbox, reason: args.reason, example }),
});
