import { noArguments } from './arguments.ts';
import { defineCommand } from './define-command.ts';
import { openRequests } from './open-requests.ts';

export const pending = defineCommand({
  name: 'pending',
  aliases: [],
  summary: 'Lists the requests that are open, oldest first.',
  usage: 'pending',
  examples: ['pending'],
  who: 'viewer',
  changes: false,
  args: noArguments,
  positional: [],
  run: (_, context) => openRequests(context, 'Open requests'),
});
