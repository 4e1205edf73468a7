import { type DaySpan, spanEnd } from './day-span.ts';

/** The first moment from `moment` on, and before `limit`, that lies in none of the spans; `null` when there is none. */
export function firstOutside(spans: readonly DaySpan[], moment: Date, limit: Date): Date | null {
  let at = moment;
  while (at < limit) {
    const end = latest(spans.map((span) => spanEnd(span, at)));
    if (end === undefined) return at;
    at = end;
  }
  return null;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
/** Any week will do: spans repeat with it. */
const SOME_WEEK = new Date('2026-01-05T00:00:00Z');

/** Whether the spans together leave a moment of the week free. */
export function leaveTime(spans: readonly DaySpan[]): boolean {
  return firstOutside(spans, SOME_WEEK, new Date(SOME_WEEK.getTime() + WEEK_MS)) !== null;
}

/** Of spans that overlap the one that ends last; `undefined` when the moment lies in none. */
function latest(moments: readonly (Date | undefined)[]): Date | undefined {
  return moments.filter((moment) => moment !== undefined).sort((one, other) => other.getTime() - one.getTime())[0];
}
