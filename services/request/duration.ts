const SHAPE = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
/** A year: longer than any request should wait, and well within what a date can hold. */
const LONGEST = 366 * 86_400_000;
const UNITS = [86_400_000, 3_600_000, 60_000, 1_000];

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds; `undefined` for anything else,
 * zero, or more than a year. */
export function durationMilliseconds(text: string): number | undefined {
  const parts = SHAPE.exec(text);
  if (!parts) return undefined;
  const total = UNITS.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
  return total > 0 && total <= LONGEST ? total : undefined;
}

/** The moment that lies a duration after `from`. The duration comes from checked configuration or a checked record. */
export function after(from: Date, duration: string): Date {
  const milliseconds = durationMilliseconds(duration);
  if (milliseconds === undefined) throw new RangeError(`Not a duration: ${duration}`);
  return new Date(from.getTime() + milliseconds);
}
