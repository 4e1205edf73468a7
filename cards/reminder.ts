import type { RequestRecord } from '../services/request/record.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { momentText } from './moment.ts';
import { clipped, plain } from './plain-text.ts';
import { requestNote } from './request-note.ts';

/** Reminds approvers of a request that still waits for them. */
export function reminderCard(record: RequestRecord): AdaptiveCardJson {
  const by = record.expiresAt === null ? [] : [`It expires ${momentText(record.expiresAt)}.`];
  return requestNote(record, { sentences: [`${waiting(record)}.`, ...escalation(record), ...by], verb: 'review' });
}

export function summaryOfReminder(record: RequestRecord): string {
  return clipped(`${record.id} still waits: ${waiting(record)}`, 120);
}

function waiting({ requester, approvalsRequired, votes }: RequestRecord): string {
  const missing = approvalsRequired - votes.length;
  return `${plain(requester.name, 60)} waits for ${missing === 1 ? 'one more person' : `${missing} more people`} to decide`;
}

function escalation({ reminders, policy }: RequestRecord): string[] {
  if (reminders.escalatedAt === null || !policy.escalate) return [];
  return [
    `Nobody decided within ${policy.escalate.after}, so people with the role ${policy.escalate.to} may decide too.`,
  ];
}
