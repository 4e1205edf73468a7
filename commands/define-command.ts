import type * as z from 'zod/v4';
import { refuse } from '../services/refusal.ts';
import type { Command, CommandDefinition } from './command.ts';

/** Makes a definition runnable: raw arguments, typed or clicked, pass its schema or become a refusal with an example. */
export function defineCommand<Args extends z.ZodObject>(definition: CommandDefinition<Args>): Command {
  return {
    ...definition,
    execute: async (raw, context) => {
      const parsed = definition.args.safeParse(raw);
      if (parsed.success) return await definition.run(parsed.data, context);
      const [issue] = parsed.error.issues;
      return refuse('unclear_line', { what: issue?.message ?? 'it does not fit.', example: definition.examples[0] });
    },
  };
}
