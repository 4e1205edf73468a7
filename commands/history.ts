import * as z from 'zod/v4';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { isHidden } from './decide.ts';
import { defineCommand } from './define-command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';

const example = 'history alice@contoso.com';
const LISTED = 10;

export const history = defineCommand({
  name: 'history',
  aliases: [],
  summary: 'Lists what was asked for a mailbox, newest first.',
  usage: 'history <mailbox>',
  examples: [example],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox }, context) => {
    const resolved = await resolveMailbox(context, { name: mailbox, verb: 'history', example });
    if (resolved.kind === 'refused') return resolved.refusal;
    return resolved.kind === 'ask' ? { ok: true, reply: resolved.reply } : await listed(context, resolved.objectId);
  },
});

async function listed(context: CommandContext, objectId: string): Promise<CommandResult> {
  const { records, total } = await context.services.store.historyOf(objectId, LISTED);
  const visible = records.filter((record) => !isHidden(record, context));
  return {
    ok: true,
    reply: {
      kind: 'requests',
      title: `History of ${visible[0]?.mailbox.userPrincipalName ?? 'this mailbox'}`,
      empty: 'Nothing has been asked for this mailbox yet.',
      records: visible,
      total: total - (records.length - visible.length),
      asOf: context.services.clock.now().toISOString(),
    },
  };
}
