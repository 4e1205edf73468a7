import { owesApproval } from './debt.ts';
import type { RequestRecord } from './record.ts';

// What a request waits for by itself, and when. Whoever sweeps only asks here.

/** What time brings to a request. */
export const DUTIES = ['expire', 'escalate', 'remind', 'look', 'overdue'] as const;
export type Duty = (typeof DUTIES)[number];

function moments(record: RequestRecord): readonly (readonly [Duty, string | null])[] {
  const { state, expiresAt, reminders, watch, debt } = record;
  const isPending = state === 'pending';
  return [
    ['expire', expiresAt],
    ['escalate', isPending ? reminders.escalatesAt : null],
    ['remind', isPending ? reminders.nextAt : null],
    ['look', state === 'done' ? (watch?.nextAt ?? null) : null],
    ['overdue', owesApproval(record) && debt?.overdue === false ? debt.dueAt : null],
  ];
}

/** The earliest moment at which something is due; `null` when nothing will ever be. */
export function dueAt(record: RequestRecord): Date | null {
  const times = moments(record).flatMap(([, at]) => (at === null ? [] : [Date.parse(at)]));
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** What is due at `now`, the weightiest first. */
export function dutiesOf(record: RequestRecord, now: Date): readonly Duty[] {
  return moments(record).flatMap(([duty, at]) => (at !== null && Date.parse(at) <= now.getTime() ? [duty] : []));
}
