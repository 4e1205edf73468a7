import { escalatesAt, nextReminderAt, remindersDue, type Waiting } from '../policy/reminders.ts';
import type { RequestRecord } from './record.ts';

/** When people are asked again about a request that was confirmed just now. */
export function firstReminders(record: RequestRecord): RequestRecord['reminders'] {
  const waiting = waitingOf(record);
  if (!waiting) return record.reminders;
  return {
    sent: 0,
    nextAt: textOf(nextReminderAt({ ...waiting, reminded: 0 })),
    escalatesAt: textOf(escalatesAt(waiting)),
    escalatedAt: null,
  };
}

/** After a reminder was sent at `now`. Those that fell due while nobody could send count as sent with it. */
export function laterReminder(record: RequestRecord, now: Date): RequestRecord['reminders'] {
  const waiting = waitingOf(record);
  if (!waiting) return record.reminders;
  const sent = Math.max(record.reminders.sent + 1, remindersDue(waiting, now));
  return { ...record.reminders, sent, nextAt: textOf(nextReminderAt({ ...waiting, reminded: sent })) };
}

function waitingOf({ policy, confirmedAt, expiresAt }: RequestRecord): Waiting | undefined {
  if (confirmedAt === null || expiresAt === null) return undefined;
  return { rule: policy, confirmedAt: new Date(confirmedAt), expiresAt: new Date(expiresAt) };
}

const textOf = (moment: Date | null): string | null => moment?.toISOString() ?? null;
