import * as z from 'zod/v4';
import { fulfils } from '../services/people/role.ts';
import { refuse } from '../services/refusal.ts';
import type { Command, CommandContext } from './command.ts';
import { defineCommand } from './define-command.ts';
import { findCommand } from './parse-line.ts';
import type { HelpEntry } from './reply.ts';

/** `help` tells about the other commands, so it is made from their list. */
export function helpCommand(others: readonly Command[]): Command {
  const help: Command = defineCommand({
    name: 'help',
    aliases: ['?'],
    summary: 'Lists what you may do, or explains one command.',
    usage: 'help [command]',
    examples: ['help request', 'help'],
    who: 'anyone',
    changes: false,
    args: z.strictObject({ command: z.string().optional() }),
    positional: ['command'],
    run: async ({ command }, context) => {
      const all = [...others, help].sort((a, b) => (a.name < b.name ? -1 : 1));
      if (command === undefined) {
        const entries = all.filter((candidate) => mayRun(candidate, context)).map(entryOf);
        return { ok: true, reply: { kind: 'help', entries, detailed: false } };
      }
      const found = findCommand(all, command.toLowerCase());
      if (found) return { ok: true, reply: { kind: 'help', entries: [entryOf(found)], detailed: true } };
      return refuse('unknown_command', { word: command.slice(0, 40), suggestion: 'Type "help" to see what I can do.' });
    },
  });
  return help;
}

const mayRun = ({ who }: Command, { roles }: CommandContext): boolean => fulfils(roles, who);

function entryOf({ name, aliases, summary, usage, examples }: Command): HelpEntry {
  return { name, aliases, summary, usage, examples };
}
