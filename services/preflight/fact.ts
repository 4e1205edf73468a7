import { AppError } from '../app-error.ts';

/**
 * Something that a decision rests on: read, or not readable and why, or somebody's word for what no API tells. The
 * three never look alike to people.
 */
export type Fact<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly why: string }
  | {
      readonly kind: 'attested';
      readonly value: Value;
      /** The name of the person whose word it is. */
      readonly by: string;
      /** ISO 8601, both. */
      readonly at: string;
      readonly expiresAt: string;
    };

export const known = <Value>(value: Value): Fact<Value> => ({ kind: 'known', value });
/** `why` is one sentence for people. */
export const notKnown = (why: string): Fact<never> => ({ kind: 'unknown', why });

/** Asks; a failure of whom it asks is a reason for not knowing. Only what is a defect throws. */
export async function askedFor<Value>(question: () => Promise<Value>): Promise<Fact<Value>> {
  try {
    return known(await question());
  } catch (error) {
    if (error instanceof AppError) return notKnown(error.message);
    throw error;
  }
}

/** A part of a fact, as sure as the whole. */
export function partOf<Whole, Part>(fact: Fact<Whole>, pick: (whole: Whole) => Part): Fact<Part> {
  return fact.kind === 'unknown' ? fact : { ...fact, value: pick(fact.value) };
}
