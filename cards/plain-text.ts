// Makes what people and directories wrote safe to show: nothing invisible, nothing that reorders a line, nothing endless.
// It does not escape Markdown: such text only ever goes into a TextRun, which has none.

/** Longer text is not even cleaned: nobody reads it, and a card has no room for it. */
const MOST_READ = 4_000;
/** About as long as "… (5,000 characters)": cutting less than that off saves nothing. */
const A_TAIL = 20;

/** Text that needs no look at it: printable ASCII without what JSON has to escape. */
const ORDINARY = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/;
const ESCAPED = /["\\]/g;
/** Controls, bidi and zero-width characters, and letters that show as nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\u115f\u1160\u2800\u3164\uffa0]/gu;
const SPACES = /[\p{Z}\t\n\v\f\r\u0085]+/gu;
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** One line of plain text, never empty, at most about `limit` characters; a cut one says how long the whole was. */
export function plain(text: string, limit = 120): string {
  if (text.length <= limit && ORDINARY.test(text) && text.trim() !== '') return text;
  return cut(visible(text).replaceAll(SPACES, ' ').trim(), limit, text.length) || '(blank)';
}

/** Plain text that never exceeds `limit`, for places with room for one line. */
export function clipped(text: string, limit: number): string {
  const whole = plain(text, MOST_READ);
  return whole.length <= limit ? whole : `${withoutHalves(whole.slice(0, limit - 1))}…`;
}

/** Text for an input field: keeps its lines, loses what cannot be seen. May be empty. */
export function editable(text: string, limit: number): string {
  return withoutHalves(text.split(/\r?\n/).map(visible).join('\n').slice(0, limit));
}

/** The first few of many, each made plain by `show`, the rest as a number: "a, b and 298 more". */
export function joined(texts: readonly string[], most: number, show: (text: string) => string): string {
  const shown = texts.slice(0, most).map(show).join(', ');
  const more = texts.length - most;
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown;
}

/** A whole number as people write it: "1,000". */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

function visible(text: string): string {
  const read = text.slice(0, MOST_READ).replaceAll(SPACES, ' ');
  return read.replaceAll(INVISIBLE, '').replaceAll(STACKED_MARKS, '$1').toWellFormed();
}

/** What JSON escapes counts twice, so that a card of nothing but quotation marks has a known size too. */
function cut(text: string, limit: number, whole: number): string {
  const escapes = text.slice(0, limit).match(ESCAPED)?.length ?? 0;
  if (text.length + escapes <= limit + A_TAIL && whole <= MOST_READ) return text;
  const room = Math.floor(limit / (1 + escapes / limit));
  return `${withoutHalves(text.slice(0, room))}… (${grouped(whole)} characters)`;
}

/** A cut may go through the middle of an emoji: its first half is dropped. */
function withoutHalves(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '');
}
