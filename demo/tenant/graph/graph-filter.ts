// The few filters that are used: a comparison, a beginning, or one of several values, joined by `or` and `and` without
// parentheses.

const ANY = /^\s*(\w+)\/any\(\s*(\w+)\s*:\s*\2\s+eq\s+('(?:[^']|'')*')\s*\)\s*$/i;
const CLAUSE =
  /^\s*(?:startswith\(\s*(\w+)\s*,\s*'((?:[^']|'')*)'\s*\)|(\w+)\s+eq\s+('(?:[^']|'')*'|true|false|null))\s*$/i;

export type EntityTest = (entity: Record<string, unknown>) => boolean;

const lower = (value: unknown): string => String(value ?? null).toLowerCase();
const literal = (text: string): string =>
  (text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text).toLowerCase();

function propertyOf(entity: Record<string, unknown>, property: string): unknown {
  return Object.entries(entity).find(([name]) => name.toLowerCase() === property.toLowerCase())?.[1];
}

function anyOf(text: string): EntityTest | null {
  const [, property, , value] = ANY.exec(text) ?? [];
  if (property === undefined || value === undefined) return null;
  return (entity) => {
    const values = propertyOf(entity, property);
    return Array.isArray(values) && values.some((entry) => lower(entry) === literal(value));
  };
}

function clause(text: string): EntityTest | null {
  const [, startOf, beginning, property, value] = CLAUSE.exec(text) ?? [];
  if (startOf !== undefined && beginning !== undefined) {
    const wanted = literal(`'${beginning}'`);
    return (entity) => lower(propertyOf(entity, startOf)).startsWith(wanted);
  }
  if (property === undefined || value === undefined) return anyOf(text);
  return (entity) => lower(propertyOf(entity, property)) === literal(value);
}

/** Splits at a word that stands outside quotes. */
function splitAt(text: string, word: string): string[] {
  const pieces: string[] = [''];
  for (const token of text.match(/'(?:[^']|'')*'|\s+|[^\s']+/g) ?? []) {
    if (token.toLowerCase() === word) pieces.push('');
    else pieces.push(`${pieces.pop() ?? ''}${token}`);
  }
  return pieces;
}

/** Reads a `$filter`; null when it is more than this tenant understands. */
export function parseGraphFilter(text: string): EntityTest | null {
  const alternatives: EntityTest[] = [];
  for (const alternative of splitAt(text, 'or')) {
    const clauses = splitAt(alternative, 'and').map(clause);
    const tests = clauses.filter((test) => test !== null);
    if (tests.length !== clauses.length) return null;
    alternatives.push((entity) => tests.every((test) => test(entity)));
  }
  return (entity) => alternatives.some((test) => test(entity));
}
