import { assertNever } from '../services/assert-never.ts';
import type { RequestState } from '../services/request/state.ts';

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
};

const NONE: Buttons = { canConfirm: false, canDecide: false, canCancel: false, canAskAgain: false, canReview: false };

/** Which buttons a request in this state has for this audience. */
export function buttonsFor(state: RequestState, audience: Audience): Buttons {
  switch (audience) {
    case 'everyone':
      return { ...NONE, canReview: state === 'pending' };
    case 'requester':
      return requesterButtons(state);
    case 'approver':
      return { ...NONE, canDecide: state === 'pending' };
    case 'reader':
      return NONE;
    default:
      return assertNever(audience);
  }
}

function requesterButtons(state: RequestState): Buttons {
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
      return { ...NONE, canAskAgain: true };
    case 'running':
    case 'done':
      return NONE;
    default:
      return assertNever(state);
  }
}
