import { assertNever } from '../services/assert-never.ts';
import type { RequestAction } from '../services/request/action.ts';
import { owesApproval } from '../services/request/debt.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { momentText } from './moment.ts';
import { plain } from './plain-text.ts';
import type { Audience } from './request-buttons.ts';
import { delayText, stumbleText } from './stumble-words.ts';

// What will happen, what is happening, or how it ended: the sentences under the state of a request.

const OVERWRITTEN = "At the next directory sync on-premises values overwrite the cloud's.";
const NEXT = 'Steward makes the change next.';
const WHOLE = 'Once it is done, the whole object is managed in the cloud and no longer synced from on-premises.';
const WHOLE_BACK =
  "It is finished only with the next directory sync, and then on-premises values overwrite the cloud's.";

/** One to three sentences, the most important first. */
export function sentencesFor(record: RequestRecord, audience: Audience): string[] {
  switch (record.state) {
    case 'drafted':
      return [
        consequence(record.action),
        `Nothing happens before ${confirmer(record, audience)}${record.approvalsRequired === 0 ? '' : ' and somebody else approves it'}.`,
        ...accepted(record),
      ];
    case 'pending':
      return [consequence(record.action)];
    case 'approved':
      return [...owed(record), ...(record.delay ? delayed(record) : [NEXT]), consequence(record.action)];
    case 'held':
      return ['Nothing runs until an approver who did not ask releases it.', consequence(record.action)];
    case 'running':
      return ['Steward is making the change and reads it back until it is true.', ...delayed(record)];
    default:
      return [endingOf(record), ...owed(record)];
  }
}

/** What was found and is the requester's to accept is accepted with the confirmation. */
function accepted({ findings }: RequestRecord): string[] {
  return findings.some(({ override }) => override === 'requester')
    ? ['Confirming accepts what is listed as found.']
    : [];
}

/** A break-glass change says so until somebody else has approved it. */
function owed(record: RequestRecord): string[] {
  if (!record.debt || !owesApproval(record)) return [];
  const by = momentText(record.debt.dueAt);
  return [
    record.debt.overdue
      ? `Break-glass: nobody approved it by ${by}. It still has to be approved, by somebody who did not ask.`
      : `Break-glass: it was not approved beforehand, and somebody who did not ask has to approve it by ${by}.`,
  ];
}

/** How a request ended, in a sentence or two; an open one has not ended. */
export function endingOf(record: RequestRecord): string {
  const at = momentText(record.changedAt);
  switch (record.state) {
    case 'done':
    case 'verified':
      return doneText(record);
    case 'reverted':
      return revertedText(record, at);
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
      return `It is no longer as it was shown for approval, seen ${at}. Nothing was changed.`;
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

function doneText({ action, writeError, readBacks, changedAt }: RequestRecord): string {
  const seen = `${NOW[action]}, read back at ${momentText(readBacks[0]?.at ?? changedAt)}.`;
  const so = writeError === null ? '' : ` An error was reported (${writeError}), but the change is there.`;
  const then =
    action === 'to-on-premises' ? ` ${OVERWRITTEN}` : action === 'object-to-on-premises' ? ` ${WHOLE_BACK}` : '';
  return `${seen}${so}${then}`;
}

const NOW: Readonly<Record<RequestAction, string>> = {
  'to-cloud': 'It is cloud-managed now',
  'to-on-premises': 'It is managed on-premises again',
  edit: 'It is changed',
  'default-to-cloud': 'New mailboxes begin cloud-managed now',
  'default-to-on-premises': 'New mailboxes begin managed on-premises again',
  'object-to-cloud': 'It is managed in the cloud as a whole now',
  'object-to-on-premises': 'It is handed back on-premises as a whole',
};

/** Two looks can find it: the one after the directory sync, and the one after a day. */
function revertedText({ driftHash, readBacks }: RequestRecord, at: string): string {
  const since = readBacks.length > 1 ? 'a day later' : 'after the next directory sync';
  const found = driftHash === null ? 'it is not there any more' : 'it is no longer as it was done';
  return `It was done and read back, but ${since} ${found}, seen ${at}. Find out who or what changed it before asking again.`;
}

function consequence(action: RequestAction): string {
  switch (action) {
    case 'to-cloud':
      return 'Once it is done, changes are made in Exchange Online, and on-premises values no longer overwrite them.';
    case 'to-on-premises':
      return OVERWRITTEN;
    case 'edit':
      return 'Only these values change; the rest of the mailbox stays as it is.';
    case 'default-to-cloud':
    case 'default-to-on-premises':
      return 'It concerns every mailbox that is created from then on, and none that exists.';
    case 'object-to-cloud':
      return WHOLE;
    case 'object-to-on-premises':
      return WHOLE_BACK;
    default:
      return assertNever(action);
  }
}

function confirmer({ requester }: RequestRecord, audience: Audience): string {
  return audience === 'requester' ? 'you confirm it' : `${plain(requester.name, 60)} confirms it`;
}

const delayed = ({ delay }: RequestRecord): string[] => (delay === null ? [] : [delayText(delay)]);
