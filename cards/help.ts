import * as z from 'zod/v4';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import template from './help.json' with { type: 'json' };
import { plain } from './plain-text.ts';
import { shown } from './rows.ts';

const MOST_COMMANDS = 48;

export const helpView = z.strictObject({
  title: shown,
  entries: z
    .array(z.strictObject({ usage: shown, summary: shown, lines: z.array(shown), examples: z.array(shown) }))
    .min(1),
  hints: z.array(shown).max(1),
});

const fill = cardFrom(template, helpView);

export type HelpInput = {
  readonly entries: readonly {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly summary: string;
    readonly usage: string;
    readonly examples: readonly string[];
  }[];
  /** With aliases and examples: for one command. */
  readonly detailed: boolean;
};

/** What can be typed: every command in one line, or one in full. */
export function helpCard({ entries, detailed }: HelpInput): AdaptiveCardJson {
  return fill({
    title: detailed ? 'How to use it' : 'What you can ask',
    entries: entries.slice(0, MOST_COMMANDS).map((entry) => ({
      usage: plain(entry.usage, 160),
      summary: ` – ${plain(entry.summary, 200)}`,
      lines: detailed ? aliasLine(entry.aliases) : [],
      examples: detailed ? entry.examples.slice(0, 5).map((example) => plain(example, 160)) : [],
    })),
    hints: detailed ? [] : ['Type help and a command for examples.'],
  });
}

export function summaryOfHelp({ entries, detailed }: HelpInput): string {
  const first = entries[0];
  return detailed && first ? plain(`How to use ${first.name}`, 80) : 'What you can ask Steward';
}

function aliasLine(aliases: readonly string[]): string[] {
  return aliases.length === 0 ? [] : [`Also: ${aliases.map((alias) => plain(alias, 30)).join(', ')}`];
}
