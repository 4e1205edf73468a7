import { ATTRIBUTES, type AttributeName, type AttributeValue } from '../services/mailbox/attribute.ts';
import { comparable } from '../services/mailbox/compare.ts';
import { IDENTITY_FACTS } from '../services/mailbox/diff.ts';
import type { SubjectChange as Change } from '../services/snapshot/subject-snapshot.ts';
import { typeWords } from './mailbox-words.ts';
import { grouped, joined, plain } from './plain-text.ts';

// Values of attributes as people read them. What could not be read is "unknown" and what is not configured "not set";
// text from the directory stands in quotation marks, so that it cannot pass for one of these.

const VALUE_LIMIT = 80;
const MOST_ITEMS = 3;
/** An item of a list has less room than a value that stands alone. */
const ITEM_SHARE = 0.75;

/** One value: “Out until Monday”, yes, not set, unknown, 3: a, b, c. */
export function valueText(name: Change['name'], value: AttributeValue | undefined, limit = VALUE_LIMIT): string {
  if (value === undefined) return 'unknown';
  if (value === null) return isIdentity(name) ? 'unknown' : 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return textValue(name, value, limit);
  if (value.length === 0) return 'none';
  return `${grouped(value.length)}: ${joined(value, MOST_ITEMS, (item) => plain(item, limit * ITEM_SHARE))}`;
}

/** How the two values of a change are told: `was` says that the newer one stays. */
export type Telling = 'before-after' | 'after-before' | 'was';

const LIST_WORDS: Readonly<Record<Telling, { readonly onlyAfter: string; readonly onlyBefore: string }>> = {
  'before-after': { onlyAfter: 'now also', onlyBefore: 'no longer' },
  'after-before': { onlyAfter: 'loses', onlyBefore: 'gets back' },
  was: { onlyAfter: 'now also', onlyBefore: 'no longer' },
};

/** A change in one line; of lists only what differs, because nobody compares two lists of addresses by eye. */
export function changeText(change: Change, telling: Telling, limit: number): string {
  const { name, before, after } = change;
  if (isAttribute(name) && Array.isArray(before) && Array.isArray(after)) {
    const { onlyAfter, onlyBefore } = LIST_WORDS[telling];
    const came = extras(name, after, before);
    const parts = [part(onlyAfter, came, limit), part(onlyBefore, extras(name, before, after), limit)];
    const same = after.length - came.length;
    return [...parts.flat(), ...(same > 0 ? [`${grouped(same)} unchanged`] : [])].join('; ');
  }
  const older = valueText(name, before, limit);
  const newer = valueText(name, after, limit);
  if (telling === 'was') return `${newer} (was ${older})`;
  return telling === 'before-after' ? `${older} → ${newer}` : `${newer} → ${older}`;
}

function part(words: string, items: readonly string[], limit: number): string[] {
  const show = (item: string): string => quoted(item, limit * ITEM_SHARE);
  return items.length === 0 ? [] : [`${words} ${joined(items, MOST_ITEMS, show)}`];
}

function textValue(name: Change['name'], value: string, limit: number): string {
  if (name === 'type' || name === 'RecipientTypeDetails') return typeWords(value);
  return value === '' ? 'not set' : quoted(value, limit);
}

/** In quotation marks that the text itself cannot contain. */
export function quoted(text: string, limit: number): string {
  return `“${plain(text, limit).replaceAll(/[“”]/g, "'")}”`;
}

/** What is in one list and not in the other, by the way in which Exchange compares such lists. */
function extras(name: AttributeName, own: readonly string[], other: readonly string[]): readonly string[] {
  const key = (item: string): string => JSON.stringify(comparable(name, [item]));
  const others = new Set(other.map(key));
  return own.filter((item) => !others.has(key(item)));
}

function isIdentity(name: Change['name']): boolean {
  return IDENTITY_FACTS.some((fact) => fact === name);
}

function isAttribute(name: Change['name']): name is AttributeName {
  return name in ATTRIBUTES;
}
