import type { RequestRecord } from '../services/request/record.ts';
import { isOpen } from '../services/request/state.ts';
import type { CommandContext } from './command.ts';
import { isHidden } from './decide.ts';

const LOOKED_AT = 5;

export type LastRequests = {
  /** The request that is open for it, if any. */
  readonly openRequest: RequestRecord | null;
  /** The latest request that has ended, if any. */
  readonly lastRequest: RequestRecord | null;
};

/** What Steward has to do with a subject, as far as this person may see it: drafts of other people stay theirs. */
export async function lastRequests(context: CommandContext, objectId: string): Promise<LastRequests> {
  const { store } = context.services;
  const [open, history] = await Promise.all([store.openFor(objectId), store.historyOf(objectId, LOOKED_AT)]);
  const visible = (record: RequestRecord): boolean => !isHidden(record, context);
  return {
    openRequest: open && visible(open) ? open : null,
    lastRequest: history.records.filter(visible).find(({ state }) => !isOpen(state)) ?? null,
  };
}
