import { GlobalSettings, Template } from 'adaptivecards-templating';
import type * as z from 'zod/v4';
import type { AdaptiveCardJson } from './card-schema.ts';

// The one place that knows the template language. It puts data in as it is and never reads an expression in it, but a
// field that is missing would reach people as "${name}": therefore views are checked before, and bindings while, a
// card is made. A `$when` on a missing field is silently false, so templates use lists (none or one) and checked flags.

const unbound: string[] = [];

GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
  unbound.push(path);
  return path;
};

/**
 * Gives the function that fills a template, which it parses once, when the first card of its kind is made: a bot that
 * starts need not wait for cards that it may never draw. Throws on a view that does not fit its schema and on a
 * binding that finds nothing: both are defects, never something to show.
 */
export function cardFrom<View extends z.ZodType>(
  template: object,
  schema: View,
): (view: z.input<View>) => AdaptiveCardJson {
  let parsed: Template | undefined;
  return (view) => {
    parsed ??= new Template(template);
    unbound.length = 0;
    // The library answers `any`; what its templates make is checked against card-schema.ts by the tests of every card.
    const card: AdaptiveCardJson = parsed.expand({ $root: schema.parse(view) });
    if (unbound.length > 0) throw new Error(`A card template asks for what its view lacks: ${unbound.join(', ')}`);
    return card;
  };
}
