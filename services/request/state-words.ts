import { assertNever } from '../assert-never.ts';
import type { RequestRecord } from './record.ts';

/** How a request stands, as the end of a sentence that begins with its id: "7Q4K-2M is …". */
export function stateInWords(
  record: Pick<RequestRecord, 'state' | 'closedBy' | 'votes' | 'approvalsRequired' | 'requester'>,
): string {
  switch (record.state) {
    case 'drafted':
      return `waiting for ${record.requester.name} to confirm it`;
    case 'pending':
      return `waiting for approval (${record.votes.length} of ${record.approvalsRequired})`;
    case 'approved':
      return approvedInWords(record);
    case 'held':
      return `held by ${record.closedBy?.name ?? 'somebody'}`;
    case 'running':
      return 'running';
    case 'done':
      return 'done';
    case 'verified':
      return 'done and verified';
    case 'reverted':
      return 'done, and moved back since';
    case 'failed':
      return 'failed';
    case 'cancelled':
      return `cancelled by ${record.closedBy?.name ?? 'its requester'}`;
    case 'denied':
      return `denied by ${record.closedBy?.name ?? 'an approver'}`;
    case 'expired':
      return 'expired';
    case 'drifted':
      return 'stopped, because the mailbox changed';
    default:
      return assertNever(record.state);
  }
}

function approvedInWords({
  votes,
  approvalsRequired,
  requester,
}: Pick<RequestRecord, 'votes' | 'approvalsRequired' | 'requester'>): string {
  if (votes.length > 0) return `approved by ${votes.map((vote) => vote.person.name).join(' and ')}`;
  return approvalsRequired === 0 ? 'confirmed and needs nobody else' : `begun on the word of ${requester.name} alone`;
}
