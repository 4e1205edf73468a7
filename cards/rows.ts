import * as z from 'zod/v4';

// The pieces that views are made of. All strings are ready to show: cleaned, capped and never empty.

export const shown = z.string().min(1);

/** A label of ours with a value beside it. */
export const fact = z.strictObject({ label: shown, value: shown });
export type Fact = z.infer<typeof fact>;

/** A line that begins with a few strong words. */
export const line = z.strictObject({ strong: shown, text: shown });
export type Line = z.infer<typeof line>;

/** The colours of a state; the words beside them say the same. */
export const tone = z.enum(['Default', 'Accent', 'Good', 'Warning', 'Attention']);
export type Tone = z.infer<typeof tone>;

/** Lines under a heading of ours. `notes` come first, in quiet type. */
export const section = z.strictObject({ heading: shown, tone, notes: z.array(shown), lines: z.array(line) });
export type Section = z.infer<typeof section>;

/** At most `most` rows, and one that counts the rest. */
export function capped<Item>(items: readonly Item[], most: number, show: (item: Item) => Line): Line[] {
  const lines = items.slice(0, most).map(show);
  const more = items.length - most;
  return more > 0 ? [...lines, { strong: '… ', text: `and ${more} more` }] : lines;
}
