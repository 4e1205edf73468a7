import { ATTRIBUTES, type AttributeName, type AttributeValue } from '../services/mailbox/attribute.ts';
import { comparable } from '../services/mailbox/compare.ts';
import type { Change } from '../services/mailbox/diff.ts';
import { typeWords } from './mailbox-words.ts';
import { grouped } from './plain-text.ts';

// Values shown whole: nothing is cut, and nothing that cannot be seen is left out. Two values that differ never look alike.

/** What would show as nothing, move its neighbours, or pass for our own quotation marks. */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0\u201c\u201d]|(?! )\p{Zs}|\p{M}{4,}/gu;

/** Text in quotation marks, with what cannot be seen spelt out: “two\u{A}lines”. */
export function wholeText(text: string): string {
  return `“${text.replaceAll(UNSEEN, spelt)}”`;
}

function spelt(characters: string): string {
  return [...characters].map((one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`).join('');
}

/** A value as people read it, whole: “Out until Monday”, yes, not set, unknown, 2: “a”, “b”. */
export function wholeValue(name: Change['name'], value: AttributeValue | undefined): string {
  if (value === undefined) return 'unknown';
  if (value === null) return isAttribute(name) ? 'not set' : 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return textValue(name, value);
  return wholeList(value);
}

/** Every item of a list, counted: "2: “a”, “b”". */
export function wholeList(items: readonly string[]): string {
  return items.length === 0 ? 'none' : `${grouped(items.length)}: ${items.map(wholeText).join(', ')}`;
}

function textValue(name: Change['name'], value: string): string {
  if (value === '') return 'not set';
  const words = name === 'type' || name === 'RecipientTypeDetails' ? typeWords(value) : value;
  return words === value ? wholeText(value) : words;
}

/** Two lists, told apart by the way in which Exchange compares them. */
export function listsApart(
  name: AttributeName,
  before: readonly string[],
  after: readonly string[],
): { readonly onlyBefore: readonly string[]; readonly onlyAfter: readonly string[]; readonly both: readonly string[] } {
  const key = (item: string): string => JSON.stringify(comparable(name, [item]));
  const [inBefore, inAfter] = [new Set(before.map(key)), new Set(after.map(key))];
  return {
    onlyBefore: before.filter((item) => !inAfter.has(key(item))),
    onlyAfter: after.filter((item) => !inBefore.has(key(item))),
    both: after.filter((item) => inBefore.has(key(item))),
  };
}

export function isAttribute(name: Change['name']): name is AttributeName {
  return name in ATTRIBUTES;
}
