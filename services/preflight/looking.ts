import { after } from '../request/duration.ts';
import type { Duration, Rules } from '../rules/rules.ts';

/** What a hand-over of a mailbox does. */
export type Direction = 'to-cloud' | 'to-on-premises';

/** With what the facts are judged: the rules in force, the moment, and where the authority is to go. */
export type Looking = {
  readonly rules: Rules;
  readonly now: Date;
  readonly direction: Direction;
};

/** Whether a moment, ISO 8601, lies no longer ago than this duration. */
export function isWithin(duration: Duration, iso: string, now: Date): boolean {
  return now.getTime() <= after(new Date(iso), duration).getTime();
}
