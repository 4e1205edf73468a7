import * as z from 'zod/v4';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import template from './paged.json' with { type: 'json' };
import { type PagedButton, type PagedEntry, pagesOf } from './pages.ts';
import { clipped, plain } from './plain-text.ts';
import { line, shown, tone } from './rows.ts';

const button = z.strictObject({ title: shown, verb: shown, data: z.record(z.string(), z.unknown()) });

export const pagedView = z.strictObject({
  title: shown,
  notes: z.array(shown),
  entries: z.array(
    z.strictObject({ heading: shown, mark: shown, tone, lines: z.array(line), buttons: z.array(button) }),
  ),
  ends: z.array(shown).max(1),
  links: z.array(button),
  turns: z.array(button).max(2),
});

const fill = cardFrom(template, pagedView);

export type PagedInput = {
  readonly title: string;
  /** Said on every page. */
  readonly notes: readonly string[];
  readonly entries: readonly PagedEntry[];
  /** Said where there are no entries. */
  readonly empty: string;
  /** The wished page from 1; one that is not there is the last. */
  readonly page: number;
  /** The command that shows another page, and its arguments but `page`. */
  readonly turn: { readonly verb: string; readonly data: Readonly<Record<string, unknown>> };
  /** Above Back and Next, each in a row of its own: a phone is not wide enough for more beside them. */
  readonly buttons?: readonly PagedButton[];
};

/** A list of any length, one page of it: nothing is hidden because a card is small. */
export function pagedCard(input: PagedInput): AdaptiveCardJson {
  const pages = pagesOf(input.entries);
  const page = Math.min(input.page, pages.length);
  const entries = pages[page - 1] ?? [];
  return fill({
    title: plain(input.title, 160),
    notes: input.notes.map((note) => plain(note, 400)),
    entries: entries.map(({ heading, mark, tone: colour, lines, buttons }) => ({
      heading,
      mark,
      tone: colour,
      lines: lines.map(({ strong, text }) => ({ strong, text })),
      buttons: buttons.map(copied),
    })),
    ends: endOf(input, page, pages.length),
    links: (input.buttons ?? []).map(copied),
    turns: turns(input, page, pages.length),
  });
}

/** "What differs, page 2 of 5". */
export function summaryOfPaged({ title }: Pick<PagedInput, 'title'>): string {
  return clipped(title, 120);
}

const copied = ({ title, verb, data }: PagedButton) => ({ title, verb, data: { ...data } });

function endOf({ entries, empty }: PagedInput, page: number, pages: number): string[] {
  if (entries.length === 0) return [plain(empty, 400)];
  return pages === 1 ? [] : [`Page ${page} of ${pages}`];
}

function turns({ turn }: PagedInput, page: number, pages: number) {
  const to = (title: string, wished: number) => ({ title, verb: turn.verb, data: { ...turn.data, page: wished } });
  return [...(page > 1 ? [to('Back', page - 1)] : []), ...(page < pages ? [to('Next', page + 1)] : [])];
}
