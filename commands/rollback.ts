import * as z from 'zod/v4';
import { mailboxName, reason } from './arguments.ts';
import { ask } from './ask.ts';
import { defineCommand } from './define-command.ts';
import { wholeFlag, wholeOrNot } from './whole-object.ts';

const example = 'rollback alice@contoso.com --reason "application still writes on-premises"';

export const rollback = defineCommand({
  name: 'rollback',
  aliases: ['onprem'],
  summary: 'Asks to hand a mailbox or whole object back on-premises, and shows what would be lost.',
  usage: 'rollback <mailbox> [--whole] [--reason "…"]',
  examples: [example, 'rollback plant.news@contoso.com', 'rollback alice@contoso.com --whole'],
  who: 'requester',
  changes: true,
  args: z.strictObject({ mailbox: mailboxName, whole: wholeFlag, reason }),
  positional: ['mailbox'],
  rest: true,
  run: (args, context) => ask(context, { ...wholeOrNot(args), verb: 'rollback', reason: args.reason, example }),
});
