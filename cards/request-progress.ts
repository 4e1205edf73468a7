import { owesApproval } from '../services/request/debt.ts';
import type { RequestRecord, Vote, VoteWarning } from '../services/request/record.ts';
import { STAGES, type Stage } from '../services/request/stage.ts';
import { isOpen, type RequestState } from '../services/request/state.ts';
import { momentText } from './moment.ts';
import { plain } from './plain-text.ts';
import { stateText } from './request-words.ts';
import { capped, type Line } from './rows.ts';

// The way of a request as ticks: what is behind it, where it stands, what is still to come.

const done = (text: string): Line => ({ strong: '✓ ', text });
const now = (text: string): Line => ({ strong: '● ', text });
const later = (text: string): Line => ({ strong: '○ ', text });

/** One line for each step; a request that ended early stops at its end. */
export function progressLines(record: RequestRecord, mostVotes: number): Line[] {
  const walked = [done('Asked'), ...confirmed(record), ...approvals(record, mostVotes)];
  if (isOpen(record.state) || record.state === 'done' || record.state === 'verified') {
    return [...walked, ...owed(record), ...execution(record)];
  }
  const [strong = '', ...words] = stateText(record).split(' ');
  return [...walked, { strong: `${strong} `, text: `${words.join(' ')}, ${momentText(record.changedAt)}` }];
}

function confirmed({ confirmedAt, state }: RequestRecord): Line[] {
  if (confirmedAt !== null) return [done(`Confirmed, ${momentText(confirmedAt)}`)];
  return isOpen(state) ? [later('Confirmed')] : [];
}

function approvals({ votes, approvalsRequired, state, debt }: RequestRecord, most: number): Line[] {
  const given = votes.filter((vote) => vote.decision === 'approve');
  const lines = capped(given, most, (vote) => {
    const count = `${given.indexOf(vote) + 1} of ${approvalsRequired}`;
    return done(`Approved ${count} by ${plain(vote.person.name, 60)}, ${momentText(vote.at)}${doubt(vote)}`);
  });
  const missing = approvalsRequired - given.length;
  return isOpen(state) && missing > 0 && debt === null
    ? [...lines, missingLine(given.length, approvalsRequired, state)]
    : lines;
}

/** An account that may be a second one of the requester: it has voted, and everybody who reads the card can judge. */
function doubt({ warning }: Vote): string {
  return warning === undefined ? '' : `. ! ${DOUBTS[warning]}: make sure that they are two people`;
}

const DOUBTS: Readonly<Record<VoteWarning, string>> = {
  same_employee_id: 'The requester has the same employee id',
  same_name: 'The requester has the same name',
  not_compared: 'It could not be compared with the requester',
};

function missingLine(given: number, required: number, state: RequestState): Line {
  const people = required - given === 1 ? 'person' : 'people';
  const text = `Approval ${given} of ${required}: needs ${required - given} more ${people}`;
  return state === 'pending' ? now(text) : later(text);
}

/** A break-glass change runs first and is approved afterwards. */
function owed(record: RequestRecord): Line[] {
  return owesApproval(record) ? [now('Approval afterwards: needs somebody who did not ask')] : [];
}

function execution({ state, readBacks, watch }: RequestRecord): Line[] {
  if (readBacks.length === 0) return [state === 'running' ? now('Running') : later('Running'), later('Read back')];
  const seen = readBacks.map(({ stage, at }) => done(`${STAGE_WORDS[stage]}, ${momentText(at)}`));
  const coming = STAGES.slice(watch ? STAGES.indexOf(watch.stage) : STAGES.length);
  return [...seen, ...coming.map((stage) => later(STAGE_WORDS[stage]))];
}

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  'at-once': 'Read back',
  'after-sync': 'Still so after the next directory sync',
  'after-a-day': 'Still so after 24 hours',
};
