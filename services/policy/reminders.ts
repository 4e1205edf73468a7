import { after, durationMilliseconds } from '../request/duration.ts';
import { firstOutside } from './first-outside.ts';
import type { RecordedRule } from './recorded-rule.ts';

// When people are asked again. Computed from the record alone, so whichever process sends knows the same moments.

/** A request that waits for its decision. */
export type Waiting = {
  readonly rule: Pick<RecordedRule, 'remind' | 'escalate' | 'quietHours'>;
  readonly confirmedAt: Date;
  /** A moment at or past it is never given: then there is nothing left to decide. */
  readonly expiresAt: Date;
};

/**
 * When the next reminder is due, `reminded` having been sent; `null` when there is none to come. Never in quiet hours:
 * what falls into them is sent at their end, and the next gap counts from there, so that no two come at once.
 */
export function nextReminderAt({ reminded, ...waiting }: Waiting & { readonly reminded: number }): Date | null {
  for (const [index, moment] of reminderMoments(waiting).entries()) if (index === reminded) return moment;
  return null;
}

/** How many reminders are due by now. A sender that was away sends one, and records this number. */
export function remindersDue(waiting: Waiting, now: Date): number {
  return reminderMoments(waiting).filter((moment) => moment <= now).length;
}

/** From when on people of the second role are asked as well, and may decide; `null` when never. */
export function escalatesAt({ rule: { escalate, quietHours }, confirmedAt, expiresAt }: Waiting): Date | null {
  return escalate === null ? null : firstOutside(quietHours, after(confirmedAt, escalate.after), expiresAt);
}

function reminderMoments({ rule, confirmedAt, expiresAt }: Waiting): readonly Date[] {
  const { first, factor, most } = rule.remind;
  const moments: Date[] = [];
  let gap = durationMilliseconds(first) ?? Infinity;
  let last = confirmedAt.getTime();
  while (moments.length < most && last + gap < expiresAt.getTime()) {
    const moment = firstOutside(rule.quietHours, new Date(Math.round(last + gap)), expiresAt);
    if (moment === null) break;
    moments.push(moment);
    last = moment.getTime();
    gap *= factor;
  }
  return moments;
}
