import { divergenceCard, summaryOfDivergence } from '../cards/divergence.ts';
import type { Archive } from '../services/archive/archive.ts';
import { approvalsPlace } from '../services/request/approvals-place.ts';
import { describeDivergence } from '../services/sentinel/describe-divergence.ts';
import type { ContactStore } from '../services/store/contact-store.ts';
import type { DivergenceStore } from '../services/store/divergence-store.ts';
import type { RequestStore } from '../services/store/request-store.ts';
import type { Channel, ConversationRef } from './channel.ts';

export type PostNeeds = {
  readonly store: RequestStore;
  readonly archive: Archive;
  readonly contacts: ContactStore;
  readonly divergences: Pick<DivergenceStore, 'get'>;
  readonly channel: Pick<Channel, 'post'>;
  readonly approvalsConversation: string | undefined;
};

/**
 * Tells those who decide of a mailbox that was changed outside Steward, where approval cards go. What is over by then, or
 * was found otherwise since, is not told; without such a place only the list of the sentinel tells it.
 */
export async function postDivergence(
  needs: PostNeeds,
  found: { readonly objectId: string; readonly foundHash: string },
): Promise<void> {
  const divergence = await needs.divergences.get(found.objectId);
  if (divergence?.foundHash !== found.foundHash) return;
  const place = (await approvalsPlace(needs.store)) ?? needs.approvalsConversation;
  const to = place === undefined ? undefined : await reachable(needs.contacts, place);
  if (!to) return;
  const report = await describeDivergence(needs.archive, divergence);
  const input = { report, canDecide: false, canAsk: false, isShared: true };
  await needs.channel.post(to, { card: divergenceCard(input), summary: summaryOfDivergence(input) });
}

/** A channel that was only configured is reached by the service of any conversation that is known. */
async function reachable(contacts: ContactStore, id: string): Promise<ConversationRef | undefined> {
  const known = await contacts.conversation(id);
  if (known) return known;
  const other = await contacts.anywhere();
  return other && { ...other, id, kind: 'channel' };
}
