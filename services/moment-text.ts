const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number): string => String(value).padStart(2, '0');

/** "22 Nov 2026, 14:32 UTC". What is no time at all is unknown. */
export function momentText(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? 'unknown' : `${dateText(iso)}, ${clockText(iso)}`;
}

/** "22 Nov 2026", of the day in UTC: for what ends days from now. */
export function dateText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return 'unknown';
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** "14:32 UTC": for moments that are near. */
export function clockText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return 'unknown';
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
}
