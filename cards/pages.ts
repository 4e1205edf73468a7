import type { Line, Tone } from './rows.ts';

// Long lists, cut into pages that fit a card. Nothing is left out: what does not fit on a page stands on the next.

/** A button below an entry: a command with its arguments. */
export type PagedButton = {
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Something under a heading of ours. */
export type PagedEntry = {
  readonly heading: string;
  /** A few words beside the heading, in the colour of `tone`. */
  readonly mark: string;
  readonly tone: Tone;
  /** `strong` is a label of ours, `text` a value of any length. */
  readonly lines: readonly Line[];
  readonly buttons: readonly PagedButton[];
};

/** Characters of JSON that the entries of one page may have: with title, notes and buttons a card stays below its limit. */
const PAGE_ROOM = 6_500;
/** What a heading and a line cost besides their words. */
const HEADING_COST = 420;
const LINE_COST = 190;
const BUTTON_COST = 400;
/** A value that is longer is cut into pieces of about this length. */
const PIECE = 2_000;
/** How far back a space may be to be cut there. */
const NEAR = 330;
const MOST_BUTTONS = 4;

export type Page = readonly PagedEntry[];

/**
 * The entries on pages, at least one. Only an entry that is larger than a whole page is cut, and then it says in its
 * heading that it goes on.
 */
export function pagesOf(entries: readonly PagedEntry[]): readonly Page[] {
  const pages: PagedEntry[][] = [[]];
  let room = PAGE_ROOM;
  let buttons = 0;
  const turn = (): void => {
    pages.push([]);
    [room, buttons] = [PAGE_ROOM, 0];
  };
  for (const entry of entries) {
    const lines = entry.lines.flatMap(pieces);
    const whole = headingCost(entry) + lines.reduce((sum, line) => sum + lineCost(line), 0);
    const open = whole <= PAGE_ROOM ? whole : headingCost(entry) + lineCost(lines[0]);
    if (pages.at(-1)?.length !== 0 && (open > room || buttons + entry.buttons.length > MOST_BUTTONS)) turn();
    let part: Line[] = [];
    pages.at(-1)?.push({ ...entry, lines: part });
    room -= headingCost(entry);
    buttons += entry.buttons.length;
    for (const line of lines) {
      if (part.length > 0 && lineCost(line) > room) {
        turn();
        part = [];
        pages.at(-1)?.push({ ...entry, heading: `${entry.heading} (continued)`, lines: part, buttons: [] });
        room -= headingCost(entry);
      }
      part.push(line);
      room -= lineCost(line);
    }
  }
  return pages;
}

function headingCost({ heading, mark, buttons }: PagedEntry): number {
  return HEADING_COST + length(heading) + length(mark) + buttons.length * BUTTON_COST;
}

function lineCost(line: Line | undefined): number {
  return line ? LINE_COST + length(line.strong) + length(line.text) : 0;
}

/** As JSON: what is escaped there counts as often as it is written. */
const length = (text: string): number => JSON.stringify(text).length;

/** A line whose text is too long, as several; each but the last ends with "…". */
function pieces({ strong, text }: Line): readonly Line[] {
  const parts = cut(text);
  return parts.map((part, index) => ({
    strong: index === 0 ? strong : `${strong.replace(/: $/, '')} (goes on): `,
    text: index === parts.length - 1 ? part : `${part}…`,
  }));
}

/** Cuts behind a space where there is one near enough, so that words and addresses stay whole. */
function cut(text: string): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  while (text.length - at > PIECE || length(text.slice(at)) > PIECE) {
    const part = beginning(text.slice(at, at + PIECE));
    parts.push(part);
    at += part.length;
  }
  return [...parts, text.slice(at)];
}

/** As much of a text as one piece may have, never half a character. */
function beginning(text: string): string {
  let part = text;
  while (length(part) > PIECE) part = part.slice(0, Math.floor((part.length * (PIECE - 2)) / length(part)));
  const space = part.lastIndexOf(' ') + 1;
  if (space > part.length - NEAR) return part.slice(0, space);
  return part.replace(/[\ud800-\udbff]$/, '');
}
