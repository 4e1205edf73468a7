/** A number of ours stays a number; every text may come from anywhere. */
export type CsvCell = string | number;

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * A table by RFC 4180: CRLF after every row, cells with a comma, a quote or a line break in quotes. A text that a
 * spreadsheet would calculate gets an apostrophe in front. Begins with a byte order mark, without which Excel reads
 * other letters than the file holds.
 */
export function csv(rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell.toWellFormed();
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
