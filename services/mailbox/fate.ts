import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName, type AttributeValue } from './attribute.ts';
import { canonicalJson } from './canonical.ts';
import { comparable } from './compare.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a rollback does to one attribute. `kept`: the cloud value is the last on-premises one. `written-back`: it differs,
 * and stays where writeback is healthy. `lost`: it differs, and the on-premises value wins. `unknown`: one of the two
 * could not be read, or there is nothing to compare with.
 */
export const FATES = ['lost', 'unknown', 'written-back', 'kept'] as const;
export type Fate = (typeof FATES)[number];

export type AttributeFate = {
  readonly name: AttributeName;
  readonly fate: Fate;
  /** The last on-premises value and the one in the cloud; `undefined` where it is not known. */
  readonly before: AttributeValue | undefined;
  readonly after: AttributeValue | undefined;
};

/** Every attribute with its fate, what is lost first and what stays last, each in the order of the table. */
export function fatesOf(atFlip: Snapshot | null, now: Snapshot): readonly AttributeFate[] {
  const all = ATTRIBUTE_NAMES.map((name): AttributeFate => {
    const [before, after] = [atFlip?.attributes[name], now.attributes[name]];
    return { name, fate: fateOf(name, before, after), before, after };
  });
  return FATES.flatMap((fate) => all.filter((one) => one.fate === fate));
}

function fateOf(name: AttributeName, before: AttributeValue | undefined, after: AttributeValue | undefined): Fate {
  if (before === undefined || after === undefined) return 'unknown';
  if (canonicalJson(comparable(name, before)) === canonicalJson(comparable(name, after))) return 'kept';
  return ATTRIBUTES[name].writtenBack ? 'written-back' : 'lost';
}
