import { assertNever } from '../services/assert-never.ts';
import { owesApproval } from '../services/request/debt.ts';
import type { RequestRecord } from '../services/request/record.ts';

/**
 * For whom a card is drawn. Only presentation: every click is checked again on the server. `everyone` is a message that
 * several people look at: it shows how things stand, and `Review` brings each of them their own view.
 */
export type Audience = 'everyone' | 'requester' | 'approver' | 'reader';

export type Buttons = {
  readonly canConfirm: boolean;
  readonly canDecide: boolean;
  readonly canCancel: boolean;
  readonly canAskAgain: boolean;
  readonly canReview: boolean;
  readonly canHold: boolean;
  readonly canRelease: boolean;
  /** To approve a break-glass change afterwards. */
  readonly canSettle: boolean;
};

const NONE: Buttons = {
  canConfirm: false,
  canDecide: false,
  canCancel: false,
  canAskAgain: false,
  canReview: false,
  canHold: false,
  canRelease: false,
  canSettle: false,
};

type Seen = Pick<RequestRecord, 'state' | 'action' | 'debt'>;

/** Which buttons a request has for this audience as it stands. */
export function buttonsFor(record: Seen, audience: Audience): Buttons {
  const canHold = record.state === 'pending' || record.state === 'approved';
  switch (audience) {
    case 'everyone':
      return { ...NONE, canReview: canHold || record.state === 'held' || owesApproval(record) };
    case 'requester':
      return { ...requesterButtons(record), canHold };
    case 'approver':
      return {
        ...NONE,
        canDecide: record.state === 'pending',
        // Whoever may deny has no need to hold.
        canHold: record.state === 'approved',
        canRelease: record.state === 'held',
        canSettle: owesApproval(record),
      };
    case 'reader':
      return { ...NONE, canHold };
    default:
      return assertNever(audience);
  }
}

function requesterButtons({ state, action }: Seen): Buttons {
  switch (state) {
    case 'drafted':
      return { ...NONE, canConfirm: true, canCancel: true };
    case 'pending':
    case 'approved':
    case 'held':
      return { ...NONE, canCancel: true };
    case 'failed':
    case 'cancelled':
    case 'denied':
    case 'expired':
    case 'drifted':
    case 'reverted':
      return { ...NONE, canAskAgain: canBeRepeated(action) };
    case 'running':
    case 'done':
    case 'verified':
      return NONE;
    default:
      return assertNever(state);
  }
}

/** Whether the subject alone says what to ask for again. */
function canBeRepeated(action: RequestRecord['action']): boolean {
  return action !== 'edit' && action !== 'default-to-cloud' && action !== 'default-to-on-premises';
}
