import * as z from 'zod/v4';
import { mailboxName, reason } from './arguments.ts';
import { ask } from './ask.ts';
import { defineCommand } from './define-command.ts';
import { wholeFlag, wholeOrNot } from './whole-object.ts';

const example = 'request alice@contoso.com --reason "HR system moves to the cloud"';

export const request = defineCommand({
  name: 'request',
  aliases: ['cloud'],
  summary: "Asks to hand a mailbox's Exchange attributes, or a whole object, to the cloud.",
  usage: 'request <mailbox> [--whole] [--reason "…"]',
  examples: [example, 'request plant.news@contoso.com', 'request alice@contoso.com --whole'],
  who: 'requester',
  changes: true,
  args: z.strictObject({ mailbox: mailboxName, whole: wholeFlag, reason }),
  positional: ['mailbox'],
  rest: true,
  run: (args, context) => ask(context, { ...wholeOrNot(args), verb: 'request', reason: args.reason, example }),
});
