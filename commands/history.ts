import * as z from 'zod/v4';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { isHidden } from './decide.ts';
import { defineCommand } from './define-command.ts';
import { resolveSubject } from './resolve-subject.ts';

const example = 'history alice@contoso.com';
const LISTED = 10;

export const history = defineCommand({
  name: 'history',
  aliases: [],
  summary: 'Lists what was asked for a mailbox, group, contact or user, newest first.',
  usage: 'history <mailbox>',
  examples: [example],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox }, context) => {
    const subject = await resolveSubject(context, { name: mailbox, whole: false, verb: 'history', example });
    if (subject.kind === 'refused') return subject.refusal;
    if (subject.kind === 'ask') return { ok: true, reply: subject.reply };
    return await listed(context, subject.kind === 'object' ? subject.object.objectId : subject.objectId);
  },
});

async function listed(context: CommandContext, objectId: string): Promise<CommandResult> {
  const { records, total } = await context.services.store.historyOf(objectId, LISTED);
  const visible = records.filter((record) => !isHidden(record, context));
  return {
    ok: true,
    reply: {
      kind: 'requests',
      title: `History of ${visible[0]?.subject.name ?? 'what you named'}`,
      empty: 'Nothing has been asked for it yet.',
      records: visible,
      total: total - (records.length - visible.length),
      asOf: context.services.clock.now().toISOString(),
    },
  };
}
