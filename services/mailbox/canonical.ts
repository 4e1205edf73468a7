import { createHash } from 'node:crypto';

export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined };

/**
 * JSON with one spelling per value: keys sorted by code unit, no white space, strings as they are, absent
 * members left out. What is hashed
 * goes through here, so that the order in which a program built an object never changes a hash.
 */
export function canonicalJson(value: Canonical): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const members = entries.flatMap(([key, item]) =>
      item === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(item)}`],
    );
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of the canonical JSON, as 64 lower-case hexadecimal digits. */
export function canonicalHash(value: Canonical): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** The part of a hash that people compare: enough to tell two snapshots apart on a card. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
