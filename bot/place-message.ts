import { alertCard, summaryOfAlert } from '../cards/alert.ts';
import { outcomeCard, summaryOfOutcome } from '../cards/outcome.ts';
import { reminderCard, summaryOfReminder } from '../cards/reminder.ts';
import { requestCard, summaryOfRequest } from '../cards/request.ts';
import type { RequestReport } from '../services/request/report.ts';
import type { CardPlace } from '../services/store/card-places.ts';
import type { ConversationRef, OutMessage } from './channel.ts';
import { type ListNeeds, listedPeople } from './listed-people.ts';

type Placed = { readonly place: CardPlace; readonly report: RequestReport };

/** What is said in one of the places of a request. */
export async function messageFor(needs: ListNeeds, placed: Placed, to: ConversationRef): Promise<OutMessage> {
  const { place, report } = placed;
  const { record } = report;
  const summary = summaryOfRequest({ report });
  switch (place) {
    case 'requester':
      return { card: requestCard({ report, audience: 'requester', notice: null }), summary };
    case 'approvals': {
      const refreshFor = await listedPeople(needs, record, to);
      return { card: requestCard({ report, audience: 'everyone', notice: null, refreshFor }), summary };
    }
    case 'notice': {
      const { id } = record;
      const notice = `Teams refused the approval card for ${id}. An approver can still type "approve ${id}" in any chat with Steward.`;
      return { card: requestCard({ report, audience: 'requester', notice }), summary: notice };
    }
    case 'outcome':
      return { card: outcomeCard(record), summary: summaryOfOutcome(record) };
    case 'reminder':
      return { card: reminderCard(record), summary: summaryOfReminder(record) };
    case 'alert':
      return { card: alertCard(record), summary: summaryOfAlert(record) };
    default: {
      const notice = `${record.requester.name} broke the glass: this was not approved beforehand.`;
      return { card: requestCard({ report, audience: 'approver', notice }), summary: notice };
    }
  }
}
