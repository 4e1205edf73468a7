// Pictures made of characters: they look the same on desktop and phone, in both themes, and load from nowhere.

const CELLS = 8;
const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** "███░░░░░". Full only when it is all, empty only when it is nothing. */
export function barText(part: number, whole: number): string {
  const full = whole > 0 ? between(part, whole, CELLS) : 0;
  return '█'.repeat(full) + '░'.repeat(CELLS - full);
}

/** "12%"; "under 1%" and "over 99%" rather than a nothing or an all that is not true. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '0%';
  const percent = Math.round((part / whole) * 100);
  if (percent === 0 && part > 0) return 'under 1%';
  return percent === 100 && part < whole ? 'over 99%' : `${percent}%`;
}

/** "▁▂▅▇": shares from 0 to 1, on a scale that always means the whole. */
export function sparkline(shares: readonly number[]): string {
  return shares.map((share) => LEVELS[Math.min(LEVELS.length - 1, Math.floor(share * LEVELS.length))]).join('');
}

function between(part: number, whole: number, cells: number): number {
  const rounded = Math.round((part / whole) * cells);
  if (part === 0 || part >= whole) return part === 0 ? 0 : cells;
  return Math.min(cells - 1, Math.max(1, rounded));
}
