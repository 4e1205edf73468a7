import { thaw as endFreeze } from '../services/freeze/freeze.ts';
import { noArguments } from './arguments.ts';
import { defineCommand } from './define-command.ts';

export const thaw = defineCommand({
  name: 'thaw',
  aliases: ['unfreeze'],
  summary: 'Ends a freeze that was set in chat.',
  usage: 'thaw',
  examples: ['thaw'],
  who: 'admin',
  changes: true,
  args: noArguments,
  positional: [],
  run: async (_, context) => {
    await endFreeze(context.services, context.person);
    const sentence = 'The freeze is over: approved requests go on within a minute.';
    return { ok: true, reply: { kind: 'notice', sentence } };
  },
});
