import type { RequestRecord } from '../request/record.ts';
import type { RequestReader } from '../store/request-reader.ts';

/** A whole object that Steward handed back on-premises, from our own ledger. */
export type HandedBack = {
  readonly request: string;
  /** ISO 8601, UTC: when it was read back. */
  readonly at: string;
  /** The directory has synced since and did not take it over. */
  readonly isOverdue: boolean;
};

type Ledger = Pick<RequestReader, 'historyOf'>;

const PAGE = 20;

/**
 * The hand-over that Steward made last with this object as a whole, if that one went back on-premises. Whether it still
 * waits is for whoever has read the object to say: once it is synced again, nothing waits. Throws `StoreError`.
 */
export async function handedBack(ledger: Ledger, objectId: string): Promise<HandedBack | null> {
  const last = await lastMade(ledger, objectId);
  const [made] = last?.readBacks ?? [];
  if (last?.action !== 'object-to-on-premises' || !made) return null;
  return { request: last.id, at: made.at, isOverdue: last.state === 'reverted' };
}

async function lastMade(ledger: Ledger, objectId: string): Promise<RequestRecord | undefined> {
  for (let limit = PAGE; ; limit *= PAGE) {
    const { records, total } = await ledger.historyOf(objectId, limit);
    const found = records.find(wasMade);
    if (found || total <= limit) return found;
  }
}

/** It was carried out and seen, whatever became of it later. */
function wasMade({ action, readBacks }: RequestRecord): boolean {
  return (action === 'object-to-cloud' || action === 'object-to-on-premises') && readBacks.length > 0;
}
