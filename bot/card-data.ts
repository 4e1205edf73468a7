const KEYS = 20;
/** Far more than any field takes: what is only too long for its field is left to the command, which says so. */
const LENGTH = 20_000;
const ITEMS = 100;
const DEPTH = 3;

/**
 * Whether data from a card is of a size that a card of ours could have sent. Looked at before any command parses it,
 * so that no command meets an object that is deep, wide or named like a prototype.
 */
export function fitsInCard(data: Readonly<Record<string, unknown>>): boolean {
  return fits(data, DEPTH);
}

function fits(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.length <= LENGTH;
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.length <= ITEMS && value.every((item) => fits(item, depth - 1));
  const entries = Object.entries(value);
  return entries.length <= KEYS && entries.every(([key, item]) => isName(key) && fits(item, depth - 1));
}

function isName(key: string): boolean {
  return key.length <= 64 && key !== '__proto__' && key !== 'constructor' && key !== 'prototype';
}
