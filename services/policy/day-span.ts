import * as z from 'zod/v4';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
const endTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 06:00, or 24:00');
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin');

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/**
 * A span of the day, which may run past midnight, in one time zone. No days means every day; a span past midnight
 * belongs to the day it began on. Midnight at its end is `24:00`.
 */
export const daySpanSchema = z
  .strictObject({
    from: clockTime,
    to: endTime,
    timeZone: timeZone.default('UTC'),
    days: z.array(z.enum(WEEKDAYS)).readonly().default([]),
  })
  .refine(({ from, to }) => from !== to, 'must not end when it begins; the whole day is 00:00 to 24:00')
  .readonly();
export type DaySpan = z.infer<typeof daySpanSchema>;

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
/** No time zone has moved its clocks by more than two hours at once since they are kept by computers. */
const CLOCK_CHANGE_MINUTES = 120;
/** Past any span: one that has not ended after every day of the week never does. */
const LONGEST_MINUTES = 8 * DAY_MINUTES;

/** When the span that holds `now` ends, to the minute; `undefined` outside of it. A span without an end gets 8 days. */
export function spanEnd(span: DaySpan, now: Date): Date | undefined {
  if (!isWithin(span, now)) return undefined;
  const start = now.getTime() - (now.getTime() % MINUTE);
  for (let minutes = certainMinutes(span, now); minutes <= LONGEST_MINUTES; minutes += 1) {
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

/** How long it certainly still lasts, whatever the clocks do: from there on it is looked at minute by minute. */
function certainMinutes({ to, timeZone }: DaySpan, now: Date): number {
  const left = ((minuteOf(to) - minuteOf(localTime(now, timeZone).time) - 1 + DAY_MINUTES) % DAY_MINUTES) + 1;
  return Math.max(1, left - CLOCK_CHANGE_MINUTES);
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function isOn({ days }: DaySpan, day: number): boolean {
  const name = WEEKDAYS[day];
  return days.length === 0 || (name !== undefined && days.includes(name));
}

/** Making one costs a hundred times what using it does, and a policy names few time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(now: Date, timeZone: string): { readonly day: number; readonly time: string } {
  const format = formats.get(timeZone) ?? formatOf(timeZone);
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const weekday = parts.get('weekday')?.toLowerCase();
  const day = WEEKDAYS.findIndex((name) => weekday?.startsWith(name));
  return { day, time: `${parts.get('hour')}:${parts.get('minute')}` };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
