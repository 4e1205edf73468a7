import type { Archive } from '../services/archive/archive.ts';
import { approvalsPlace } from '../services/request/approvals-place.ts';
import { describeRequest } from '../services/request/describe.ts';
import type { RequestReport } from '../services/request/report.ts';
import type { CardPlace, CardPlaces, DrawnCard } from '../services/store/card-places.ts';
import type { RequestStore } from '../services/store/request-store.ts';
import { editionOf, isForApprovers, isPostedAnew, isWanted, personOf, placesOf } from './card-place.ts';
import { type Channel, ChannelError, type ConversationRef } from './channel.ts';
import type { ListNeeds } from './listed-people.ts';
import { messageFor } from './place-message.ts';

export type DrawNeeds = Omit<ListNeeds, 'channel'> & {
  readonly store: RequestStore;
  readonly archive: Archive;
  readonly places: CardPlaces;
  readonly channel: Channel;
  /** `APPROVALS_CONVERSATION`: where approval cards go unless a place was set in chat. */
  readonly approvalsConversation: string | undefined;
};

/** A post whose outcome is unknown is made once more; the request's id on the card shows that it is a repeat. */
const POSTS = 2;

/**
 * Brings every card of a request to its committed version: posts what is missing, edits what is older. Runs under
 * the request's drawing lock. Throws `ChannelError` for what is worth another attempt.
 */
export async function drawCards(needs: DrawNeeds, id: string): Promise<void> {
  const record = await needs.store.get(id);
  if (!record) return;
  const report = await describeRequest(needs.archive, record);
  // One place that cannot be reached just now must not hold back the others.
  const failures: unknown[] = [];
  let drawn = await needs.places.of(id);
  for (const place of await placesOf(needs, record)) {
    if (!isWanted(place, record, drawn) || isUpToDate(drawn[place], editionOf(place, record))) continue;
    await drawAt(needs, { place, report, drawn: drawn[place] }).catch((error: unknown) => failures.push(error));
    // What became of one place decides about others: a card that was refused brings a notice.
    drawn = await needs.places.of(id);
  }
  if (failures.length > 0) throw failures[0];
}

/** It shows at least this, or the channel has refused it for good. */
function isUpToDate(drawn: DrawnCard | undefined, edition: number): boolean {
  return drawn !== undefined && (drawn.refused !== null || (drawn.message !== null && drawn.version >= edition));
}

type Drawing = { readonly place: CardPlace; readonly report: RequestReport; readonly drawn: DrawnCard | undefined };

async function drawAt(needs: DrawNeeds, drawing: Drawing): Promise<void> {
  const { drawn, report, place } = drawing;
  if (drawn?.message == null) return await post(needs, drawing);
  if (isPostedAnew(place)) return await post(needs, { ...drawing, drawn: undefined });
  const to = (await needs.contacts.conversation(drawn.conversation)) ?? (await whereTo(needs, place, report));
  if (to) await edit(needs, drawing, { to, message: drawn.message });
}

async function edit(needs: DrawNeeds, drawing: Drawing, at: { to: ConversationRef; message: string }): Promise<void> {
  const { place, report } = drawing;
  try {
    await needs.channel.update(at.to, at.message, await messageFor(needs, drawing, at.to));
  } catch (error) {
    if (!isHopeless(error)) throw error;
    if (error.errorClass === 'gone') return await post(needs, { ...drawing, drawn: undefined });
    return await giveUp(needs, drawing, error);
  }
  const version = editionOf(place, report.record);
  await needs.places.put(report.record.id, place, drawnCard(at.to.id, { message: at.message, version }));
}

async function post(needs: DrawNeeds, drawing: Drawing): Promise<void> {
  const { place, report, drawn } = drawing;
  const { id } = report.record;
  const version = editionOf(place, report.record);
  const to = await whereTo(needs, place, report);
  if (!to) return;
  const posts = (drawn?.posts ?? 0) + 1;
  if (posts > POSTS) return;
  const content = await messageFor(needs, drawing, to);
  await needs.places.put(id, place, drawnCard(to.id, { posts }));
  try {
    const message = await needs.channel.post(to, content);
    await needs.places.put(id, place, drawnCard(to.id, { message, version, posts }));
  } catch (error) {
    if (isHopeless(error)) return await giveUp(needs, drawing, error);
    const isUndone = error instanceof ChannelError && error.errorClass !== 'outcome-unknown';
    if (isUndone) await needs.places.put(id, place, drawnCard(to.id, { posts: posts - 1 }));
    throw error;
  }
}

function drawnCard(conversation: string, known: Partial<DrawnCard>): DrawnCard {
  return { conversation, message: null, version: 0, posts: 0, refused: null, ...known };
}

/** What no repeat mends. */
function isHopeless(error: unknown): error is ChannelError {
  return error instanceof ChannelError && ['gone', 'blocked', 'too-big', 'rejected'].includes(error.errorClass);
}

/** The channel refused for good: that is remembered, and nothing more is tried there. */
async function giveUp(needs: DrawNeeds, { place, report }: Drawing, error: ChannelError): Promise<void> {
  const { id } = report.record;
  needs.log.error({ request: id, place, code: error.code }, 'a card was refused by the channel');
  const to = await whereTo(needs, place, report);
  await needs.places.put(id, place, drawnCard(to?.id ?? '', { refused: error.code }));
}

async function whereTo(
  needs: DrawNeeds,
  place: CardPlace,
  { record }: RequestReport,
): Promise<ConversationRef | undefined> {
  const personal = await personalChat(needs, personOf(place) ?? record.requester.objectId);
  if (!isForApprovers(place)) return personal;
  const id = (await approvalsPlace(needs.store)) ?? needs.approvalsConversation ?? record.conversation;
  return (await needs.contacts.conversation(id)) ?? (personal && { ...personal, id, kind: 'channel' });
}

/** The chat with one person alone; `undefined` while there is none. */
async function personalChat({ contacts }: DrawNeeds, objectId: string): Promise<ConversationRef | undefined> {
  const person = await contacts.person(objectId);
  return person?.personal === undefined ? undefined : await contacts.conversation(person.personal);
}
