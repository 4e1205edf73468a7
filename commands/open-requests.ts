import type { CommandContext, CommandResult } from './command.ts';
import { isHidden } from './decide.ts';

/** How many a card lists before it says how many more there are. */
const LISTED = 10;

/** Open requests, oldest first; drafts of other people stay theirs. */
export async function openRequests(context: CommandContext, title: string): Promise<CommandResult> {
  const { store, clock } = context.services;
  const { records, total } = await store.open(LISTED * 2);
  const visible = records.filter((record) => !isHidden(record, context));
  return {
    ok: true,
    reply: {
      kind: 'requests',
      title,
      empty: 'Nothing is open.',
      records: visible.slice(0, LISTED),
      total: total - (records.length - visible.length),
      asOf: clock.now().toISOString(),
    },
  };
}
