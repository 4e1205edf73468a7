import { assertNever } from '../services/assert-never.ts';
import type { RequestAction } from '../services/request/action.ts';
import type { RequestRecord } from '../services/request/record.ts';
import type { RequestState } from '../services/request/state.ts';
import { stateInWords } from '../services/request/state-words.ts';
import { clipped, plain } from './plain-text.ts';
import type { Tone } from './rows.ts';

// How a request is named on every card that mentions it.

type Named = Pick<RequestRecord, 'action' | 'subject'>;

/** "Hand alice@contoso.com to the cloud". */
export function titleOf({ action, subject }: Named): string {
  return phraseWith(action, plain(subject.name, 100));
}

/** "Hand to the cloud": where the mailbox stands beside it. */
export function actionWords(action: RequestAction): string {
  switch (action) {
    case 'to-cloud':
      return 'Hand to the cloud';
    case 'to-on-premises':
      return 'Hand back on-premises';
    case 'edit':
      return 'Change values';
    case 'default-to-cloud':
      return 'Default to the cloud';
    case 'default-to-on-premises':
      return 'Default back on-premises';
    case 'object-to-cloud':
      return 'Hand the whole object to the cloud';
    case 'object-to-on-premises':
      return 'Hand the whole object back on-premises';
    default:
      return assertNever(action);
  }
}

function phraseWith(action: RequestAction, name: string): string {
  switch (action) {
    case 'to-cloud':
      return `Hand ${name} to the cloud`;
    case 'to-on-premises':
      return `Hand ${name} back on-premises`;
    case 'edit':
      return `Change ${name}`;
    case 'default-to-cloud':
      return `Let new mailboxes of ${name} begin cloud-managed`;
    case 'default-to-on-premises':
      return `Let new mailboxes of ${name} begin managed on-premises`;
    case 'object-to-cloud':
      return `Hand ${name} to the cloud as a whole`;
    case 'object-to-on-premises':
      return `Hand ${name} back on-premises as a whole`;
    default:
      return assertNever(action);
  }
}

/** "○ Waiting for approval (0 of 1)": a sign and words, so that no colour is needed. */
export function stateText(record: RequestRecord): string {
  const words = plain(stateInWords(record), 160);
  return `${signOf(record.state)} ${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

export function toneOf(state: RequestState): Tone {
  switch (state) {
    case 'drafted':
    case 'pending':
    case 'approved':
    case 'running':
      return 'Accent';
    case 'done':
    case 'verified':
      return 'Good';
    case 'reverted':
    case 'failed':
    case 'denied':
      return 'Attention';
    case 'held':
    case 'drifted':
      return 'Warning';
    case 'cancelled':
    case 'expired':
      return 'Default';
    default:
      return assertNever(state);
  }
}

function signOf(state: RequestState): string {
  switch (state) {
    case 'drafted':
    case 'pending':
      return '○';
    case 'approved':
    case 'running':
      return '●';
    case 'done':
    case 'verified':
      return '✓';
    case 'reverted':
    case 'failed':
    case 'denied':
      return '✕';
    case 'held':
    case 'drifted':
      return '!';
    case 'cancelled':
    case 'expired':
      return '–';
    default:
      return assertNever(state);
  }
}

/** "7Q4K-2M: hand alice@contoso.com to the cloud, waiting for approval (0 of 1)": for notifications. */
export function summaryOf(record: RequestRecord): string {
  const phrase = phraseWith(record.action, clipped(record.subject.name, 50));
  return clipped(`${record.id}: ${phrase.charAt(0).toLowerCase()}${phrase.slice(1)}, ${stateInWords(record)}`, 120);
}
