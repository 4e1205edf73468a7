import { owesApproval } from '../services/request/debt.ts';
import { isSamePerson, type RequestRecord } from '../services/request/record.ts';
import { isOpen } from '../services/request/state.ts';
import { CARD_PLACES, type CardPlace, type DrawnCards } from '../services/store/card-places.ts';
import { type ListNeeds, poolOf } from './listed-people.ts';

// Which messages a request has, to whom they go, and when one of them is out of date.

/** Every place that a request may have a card in. A break-glass change is told to each approver alone. */
export async function placesOf(needs: ListNeeds, record: RequestRecord): Promise<readonly CardPlace[]> {
  if (!record.debt) return CARD_PLACES;
  const approvers = await poolOf(needs, record);
  return [...CARD_PLACES, ...approvers.map((id): CardPlace => `told:${id}`)];
}

/** The person alone to whom this place belongs. */
export function personOf(place: CardPlace): string | undefined {
  return place.startsWith('told:') ? place.slice('told:'.length) : undefined;
}

export function isForApprovers(place: CardPlace): boolean {
  return place === 'approvals' || place === 'reminder' || place === 'alert';
}

/** A message that has to be noticed: phones tell of new messages, not of edited ones. */
export function isPostedAnew(place: CardPlace): boolean {
  return place === 'outcome' || place === 'reminder' || place === 'alert';
}

/**
 * Others see nothing before the requester confirmed. The notice tells the requester that the channel refused the
 * approvers' card; the outcome is told once the request has ended.
 */
export function isWanted(place: CardPlace, record: RequestRecord, drawn: DrawnCards): boolean {
  switch (place) {
    case 'requester':
      return true;
    case 'approvals':
      return record.confirmedAt !== null;
    case 'notice':
      return drawn.approvals?.refused != null && isOpen(record.state);
    case 'outcome':
      return !isOpen(record.state) && !isOwnDoing(record);
    case 'reminder':
      return record.state === 'pending' && editionOf(place, record) > 0;
    case 'alert':
      return editionOf(place, record) > 0;
    default:
      return record.debt !== null;
  }
}

/** Whoever took their own request back knows it. */
function isOwnDoing({ state, closedBy, requester }: RequestRecord): boolean {
  return state === 'cancelled' && closedBy !== null && isSamePerson(closedBy, requester);
}

/** What a card has to show at least: for one that is edited the version, for others how many there have to have been. */
export function editionOf(place: CardPlace, record: RequestRecord): number {
  switch (place) {
    case 'notice':
      return 1;
    case 'outcome':
      return record.state === 'reverted' ? 2 : 1;
    case 'reminder':
      return record.reminders.sent + (record.reminders.escalatedAt === null ? 0 : 1);
    case 'alert':
      return alarmsOf(record);
    default:
      return record.version;
  }
}

/** What somebody on call has to look at: a change that did not stay, an approval that is overdue. */
function alarmsOf(record: RequestRecord): number {
  const reverted = record.state === 'reverted' ? 1 : 0;
  return reverted + (owesApproval(record) && record.debt?.overdue ? 1 : 0);
}
