import { outcomeCard, summaryOfOutcome } from '../cards/outcome.ts';
import { requestCard, summaryOfRequest } from '../cards/request.ts';
import type { Archive } from '../services/archive/archive.ts';
import { assertNever } from '../services/assert-never.ts';
import { approvalsPlace } from '../services/request/approvals-place.ts';
import { describeRequest } from '../services/request/describe.ts';
import type { RequestReport } from '../services/request/report.ts';
import { isOpen } from '../services/request/state.ts';
import {
  CARD_PLACES,
  type CardPlace,
  type CardPlaces,
  type DrawnCard,
  type DrawnCards,
} from '../services/store/card-places.ts';
import type { RequestStore } from '../services/store/request-store.ts';
import { type Channel, ChannelError, type ConversationRef, type OutMessage } from './channel.ts';
import { type ListNeeds, listedPeople } from './listed-people.ts';

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
  for (const place of CARD_PLACES) {
    await drawIfWanted(needs, place, report).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function drawIfWanted(needs: DrawNeeds, place: CardPlace, report: RequestReport): Promise<void> {
  const drawn = await needs.places.of(report.record.id);
  if (isWanted(place, report, drawn)) await drawAt(needs, { place, report, drawn: drawn[place] });
}

/**
 * Others see nothing before the requester confirmed. The notice tells the requester that the channel refused the
 * approvers' card; the outcome is told once the request has ended.
 */
function isWanted(place: CardPlace, { record }: RequestReport, drawn: DrawnCards): boolean {
  switch (place) {
    case 'requester':
      return true;
    case 'approvals':
      return record.confirmedAt !== null;
    case 'notice':
      return drawn.approvals?.refused != null && isOpen(record.state);
    case 'outcome':
      return !isOpen(record.state) && record.state !== 'cancelled';
    default:
      return assertNever(place);
  }
}

type Drawing = { readonly place: CardPlace; readonly report: RequestReport; readonly drawn: DrawnCard | undefined };

async function drawAt(needs: DrawNeeds, drawing: Drawing): Promise<void> {
  const { drawn, report, place } = drawing;
  if (drawn?.refused != null) return;
  if (drawn?.message == null) return await post(needs, drawing);
  if (place === 'outcome' || place === 'notice' || drawn.version >= report.record.version) return;
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
  const { version, id } = report.record;
  await needs.places.put(id, place, drawnCard(at.to.id, { message: at.message, version }));
}

async function post(needs: DrawNeeds, drawing: Drawing): Promise<void> {
  const { place, report, drawn } = drawing;
  const { id, version } = report.record;
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
  const requester = await needs.contacts.person(record.requester.objectId);
  const personal =
    requester?.personal === undefined ? undefined : await needs.contacts.conversation(requester.personal);
  if (place !== 'approvals') return personal;
  const id = (await approvalsPlace(needs.store)) ?? needs.approvalsConversation ?? record.conversation;
  return (await needs.contacts.conversation(id)) ?? (personal && { ...personal, id, kind: 'channel' });
}

async function messageFor(needs: DrawNeeds, { place, report }: Drawing, to: ConversationRef): Promise<OutMessage> {
  switch (place) {
    case 'requester':
      return {
        card: requestCard({ report, audience: 'requester', notice: null }),
        summary: summaryOfRequest({ report }),
      };
    case 'approvals': {
      const refreshFor = await listedPeople(needs, report.record, to);
      return {
        card: requestCard({ report, audience: 'everyone', notice: null, refreshFor }),
        summary: summaryOfRequest({ report }),
      };
    }
    case 'notice': {
      const { id } = report.record;
      const notice = `Teams refused the approval card for ${id}. An approver can still type "approve ${id}" in any chat with Steward.`;
      return { card: requestCard({ report, audience: 'requester', notice }), summary: notice };
    }
    case 'outcome':
      return { card: outcomeCard(report.record), summary: summaryOfOutcome(report.record) };
    default:
      return assertNever(place);
  }
}
