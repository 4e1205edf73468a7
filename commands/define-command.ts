import type * as z from 'zod/v4';
import { refuse } from '../services/refusal.ts';
import { REASON_LIMIT } from './arguments.ts';
import type { Command, CommandDefinition } from './command.ts';

/** Makes a definition runnable: raw arguments, typed or clicked, pass its schema or become a refusal with an example. */
export function defineCommand<Args extends z.ZodObject>(definition: CommandDefinition<Args>): Command {
  return {
    ...definition,
    execute: async (raw, context) => {
      const parsed = definition.args.safeParse(raw);
      if (parsed.success) return await definition.run(parsed.data, context);
      const [issue] = parsed.error.issues;
      if (issue?.code === 'too_big' && issue.path[0] === 'reason') {
        return refuse('reason_too_long', { limit: String(REASON_LIMIT) });
      }
      return refuse('unclear_line', { what: inWords(issue), example: definition.examples[0] });
    },
  };
}

/** Our own schemas say their sentence; an option that the command does not have is named. */
function inWords(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== 'unrecognized_keys') return issue?.message ?? 'it does not fit.';
  return `it does not take "--${(issue.keys[0] ?? '').slice(0, 30)}".`;
}
