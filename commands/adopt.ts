import * as z from 'zod/v4';
import { settleDivergence } from '../services/sentinel/settle-divergence.ts';
import { mailboxName } from './arguments.ts';
import { defineCommand } from './define-command.ts';
import { findDivergence, shownFound } from './find-divergence.ts';

const example = 'adopt alice@contoso.com';

export const adopt = defineCommand({
  name: 'adopt',
  aliases: [],
  summary: 'Takes what the sentinel found on a mailbox as approved from now on.',
  usage: 'adopt <mailbox>',
  examples: [example],
  who: 'approver',
  changes: true,
  args: z.strictObject({ mailbox: mailboxName, found: shownFound }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox, found }, context) => {
    const named = await findDivergence(context, { mailbox, found, example });
    if (!named.ok) return named;
    const settled = await settleDivergence(context.services, named.divergence, { by: context.person, what: 'adopt' });
    if (!settled.ok) return settled;
    const sentence = `${named.divergence.userPrincipalName} is approved as it was found. The sentinel compares with that from now on.`;
    return { ok: true, reply: { kind: 'notice', sentence } };
  },
});
