export { clockText, momentText } from '../services/moment-text.ts';

/** How long ago, in one figure: "just now", "3 min", "2 h", "4 d". */
export function ageText(iso: string, asOf: string): string {
  const minutes = Math.floor((Date.parse(asOf) - Date.parse(iso)) / 60_000);
  if (Number.isNaN(minutes)) return 'unknown';
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  return minutes < 60 * 24 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / (60 * 24))} d`;
}
