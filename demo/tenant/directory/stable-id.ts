// Identifiers and choices that depend on nothing but the text they are made from, so that the same seed gives the same
// directory whatever is added before or after.

import { createHash } from 'node:crypto';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A version-4 shaped GUID made from a text. */
export function guidFrom(text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A whole number from 0 up to but not including `limit`, made from a text. */
export function numberFrom(text: string, limit: number): number {
  return Number.parseInt(digest(text).slice(0, 8), 16) % limit;
}

/** One of a list, chosen by a text. */
export function pickFrom<T>(text: string, list: readonly T[]): T {
  const chosen = list[numberFrom(text, list.length)];
  if (chosen === undefined) throw new RangeError('There is nothing to pick from.');
  return chosen;
}
