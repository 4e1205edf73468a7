import { type DaySpan, WEEKDAYS } from './policy.ts';

const MINUTE = 60_000;
/** Past any span: it ends within a day and a half, however time zones shift. */
const LONGEST_MINUTES = 2 * 24 * 60;

/** When the span that holds `now` ends, to the minute; `undefined` outside of it. A span past midnight belongs to the day it began on. */
export function spanEnd(span: DaySpan, now: Date): Date | undefined {
  if (!isWithin(span, now)) return undefined;
  const start = now.getTime() - (now.getTime() % MINUTE);
  for (let minutes = 1; minutes <= LONGEST_MINUTES; minutes += 1) {
    const moment = new Date(start + minutes * MINUTE);
    if (!isWithin(span, moment)) return moment;
  }
  return new Date(start + LONGEST_MINUTES * MINUTE);
}

export function isWithin(span: DaySpan, now: Date): boolean {
  const { day, time } = localTime(now, span.timeZone);
  const { from, to } = span;
  if (from <= to) return time >= from && time < to && isOn(span, day);
  return (time >= from && isOn(span, day)) || (time < to && isOn(span, (day + 6) % 7));
}

function isOn({ days }: DaySpan, day: number): boolean {
  const name = WEEKDAYS[day];
  return days.length === 0 || (name !== undefined && days.includes(name));
}

function localTime(now: Date, timeZone: string): { readonly day: number; readonly time: string } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const weekday = parts.get('weekday')?.toLowerCase();
  const day = WEEKDAYS.findIndex((name) => weekday?.startsWith(name));
  return { day, time: `${parts.get('hour')}:${parts.get('minute')}` };
}
