import * as z from 'zod/v4';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import template from './facts.json' with { type: 'json' };
import { clipped, plain } from './plain-text.ts';
import { fact, shown } from './rows.ts';

const MOST_FACTS = 25;

export const factsView = z.strictObject({ title: shown, facts: z.array(fact), notes: z.array(shown) });

const fill = cardFrom(template, factsView);

export type FactsInput = {
  readonly title: string;
  /** Labels are Steward's own words; values may come from anywhere. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly notes: readonly string[];
};

/** Labelled values with remarks below: what `whoami` and `why` tell. */
export function factsCard({ title, facts, notes }: FactsInput): AdaptiveCardJson {
  return fill({
    title: plain(title, 160),
    facts: facts.slice(0, MOST_FACTS).map(({ label, value }) => ({ label, value: plain(value, 200) })),
    notes: notes.map((note) => plain(note, 400)),
  });
}

export function summaryOfFacts({ title }: FactsInput): string {
  return clipped(title, 120);
}
