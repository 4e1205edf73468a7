import { alertCard } from '../../cards/alert.ts';
import { handoverCard } from '../../cards/handover.ts';
import { reminderCard } from '../../cards/reminder.ts';
import { requestCard } from '../../cards/request.ts';
import { HANDOVER_TOPICS, type HandoverReport } from '../../services/handover/handover.ts';
import type { RequestRecord } from '../../services/request/record.ts';
import { record, recordIn, report } from './samples.ts';

// What somebody on call is shown: the hand-over, reminders, alerts, and a change that was made without an approval.

const AS_OF = '2026-11-22T15:10:00.000Z';

const OWED: RequestRecord['debt'] = {
  dueAt: '2026-11-23T14:44:00.000Z',
  overdue: false,
  settledBy: null,
  settledAt: null,
};

/** Made on its requester's word alone, and not approved since. */
export const OWING: RequestRecord = recordIn('done', { votes: [], debt: OWED, reason: 'INC-4711: mail flow is down' });
export const OVERDUE: RequestRecord = { ...OWING, debt: { ...OWED, overdue: true } };

const RECORDS: Readonly<Record<HandoverReport['groups'][number]['topic'], RequestRecord>> = {
  owed: OWING,
  'moved-back': recordIn('reverted'),
  failed: recordIn('failed'),
  stuck: recordIn('running'),
  held: recordIn('held'),
  frozen: recordIn('approved', { delay: { code: 'frozen', nextAt: '2026-11-23T06:00:00.000Z' } }),
  running: recordIn('approved'),
  waiting: recordIn('pending'),
};

export const QUIET: HandoverReport = { groups: [], freeze: undefined, divergences: 0, asOf: AS_OF };

/** Everything at once, and more of the last topic than a card has room for. */
export const BUSY: HandoverReport = {
  groups: HANDOVER_TOPICS.map((topic) => ({
    topic,
    records: Array.from({ length: topic === 'waiting' ? 9 : 1 }, () => RECORDS[topic]),
  })),
  freeze: { until: new Date('2026-11-23T06:00:00.000Z'), reason: 'Quarter end' },
  divergences: 3,
  asOf: AS_OF,
};

const escalated = record({
  reminders: { sent: 3, nextAt: null, escalatesAt: null, escalatedAt: '2026-11-22T15:00:00.000Z' },
});

const shown = (made: RequestRecord, audience: 'requester' | 'approver') =>
  requestCard({ report: { ...report('done'), record: made }, audience, notice: null });

export const SHIFT_EXHIBITS = [
  { name: 'handover', card: handoverCard(BUSY) },
  { name: 'handover-quiet', card: handoverCard(QUIET) },
  { name: 'reminder', card: reminderCard(record()) },
  { name: 'reminder-escalated', card: reminderCard(escalated) },
  { name: 'alert-moved-back', card: alertCard(recordIn('reverted')) },
  { name: 'alert-overdue', card: alertCard(OVERDUE) },
  { name: 'break-glass-owing', card: shown(OWING, 'approver') },
  { name: 'break-glass-overdue', card: shown(OVERDUE, 'requester') },
];
