import { assertNever } from '../services/assert-never.ts';
import type { RequestAction } from '../services/request/action.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { momentText } from './moment.ts';
import { plain } from './plain-text.ts';
import type { Audience } from './request-buttons.ts';
import { delayText, stumbleText } from './stumble-words.ts';

// What will happen, what is happening, or how it ended: the sentences under the state of a request.

const OVERWRITTEN = "At the next directory sync on-premises values overwrite the cloud's.";

/** One to three sentences, the most important first. */
export function sentencesFor(record: RequestRecord, audience: Audience): string[] {
  switch (record.state) {
    case 'drafted':
      return [
        consequence(record.action),
        `Nothing happens before ${confirmer(record, audience)} and somebody else approves it.`,
      ];
    case 'pending':
      return [consequence(record.action)];
    case 'approved':
      return ['Steward makes the change next.', ...delayed(record), consequence(record.action)];
    case 'held':
      return ['Nothing runs until an approver who did not ask releases it.', consequence(record.action)];
    case 'running':
      return ['Steward is making the change and reads it back until it is true.', ...delayed(record)];
    default:
      return [endingOf(record)];
  }
}

/** How a request ended, in a sentence or two; an open one has not ended. */
export function endingOf(record: RequestRecord): string {
  const at = momentText(record.changedAt);
  switch (record.state) {
    case 'done':
      return doneText(record, at);
    case 'failed':
      return `${stumbleText(record.failure ?? 'unknown')}. Steward gave up at ${at}: check the mailbox before asking again.`;
    case 'cancelled':
    case 'denied':
      return `Ended ${at}. Nothing was changed.`;
    case 'expired':
      return record.confirmedAt === null
        ? `Nobody confirmed it before ${at}. Nothing was changed.`
        : `Nobody decided it before ${at}. Nothing was changed.`;
    case 'drifted':
      return `The mailbox is no longer as it was shown for approval, seen ${at}. Nothing was changed.`;
    case 'drafted':
    case 'pending':
    case 'approved':
    case 'held':
    case 'running':
      return 'It has not ended yet.';
    default:
      return assertNever(record.state);
  }
}

function doneText({ action, writeError }: RequestRecord, at: string): string {
  const now = action === 'to-cloud' ? 'It is cloud-managed now' : 'It is managed on-premises again';
  const seen = `${now}, read back from Exchange Online at ${at}.`;
  const so = writeError === null ? '' : ` Exchange reported an error (${writeError}), but the change is there.`;
  return action === 'to-cloud' ? `${seen}${so}` : `${seen}${so} ${OVERWRITTEN}`;
}

function consequence(action: RequestAction): string {
  switch (action) {
    case 'to-cloud':
      return 'Once it is done, changes are made in Exchange Online, and on-premises values no longer overwrite them.';
    case 'to-on-premises':
      return OVERWRITTEN;
    default:
      return assertNever(action);
  }
}

function confirmer({ requester }: RequestRecord, audience: Audience): string {
  return audience === 'requester' ? 'you confirm it' : `${plain(requester.name, 60)} confirms it`;
}

const delayed = ({ delay }: RequestRecord): string[] => (delay === null ? [] : [delayText(delay)]);
