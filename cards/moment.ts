const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number): string => String(value).padStart(2, '0');

/** "22 Nov 2026, 14:32 UTC". What is no time at all is unknown. */
export function momentText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return 'unknown';
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${clockText(iso)}`;
}

/** "14:32 UTC": for moments that are near. */
export function clockText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return 'unknown';
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
}

/** How long ago, in one figure: "just now", "3 min", "2 h", "4 d". */
export function ageText(iso: string, asOf: string): string {
  const minutes = Math.floor((Date.parse(asOf) - Date.parse(iso)) / 60_000);
  if (Number.isNaN(minutes)) return 'unknown';
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  return minutes < 60 * 24 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / (60 * 24))} d`;
}
