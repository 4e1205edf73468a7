// Reading values of unknown shape.

/** A JSON object: not null, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a key written in any case, or undefined. */
export function valueOfKey(record: Record<string, unknown>, key: string): unknown {
  const found = Object.keys(record).find((name) => name.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : record[found];
}
