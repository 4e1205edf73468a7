const SHAPE = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const UNITS = ['day', 'hour', 'minute', 'second'] as const;

/** An ISO 8601 duration as people say it, unit by unit as it was written: "24 hours", "1 day 12 hours". */
export function durationText(duration: string): string {
  const [, ...amounts] = SHAPE.exec(duration) ?? [];
  const parts = UNITS.flatMap((unit, index) => {
    const amount = Number(amounts[index] ?? 0);
    return amount === 0 ? [] : [amount === 1 ? `1 ${unit}` : `${amount} ${unit}s`];
  });
  return parts.length === 0 ? duration : parts.join(' ');
}
