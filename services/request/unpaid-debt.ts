import type { RequestStore } from '../store/request-store.ts';
import { isSamePerson, type Person, type RequestRecord } from './record.ts';

/** Nobody breaks the glass so often that more than these would wait for an approval. */
const MOST_DEBTS = 200;

/** A break-glass change of this person that nobody has approved yet: it stops their next one. */
export async function unpaidDebtOf(store: RequestStore, person: Person): Promise<RequestRecord | undefined> {
  const { records } = await store.debts(MOST_DEBTS);
  return records.find(({ requester }) => isSamePerson(requester, person));
}
