// The few filters on users that are used: a comparison or a beginning, joined by `or` and `and` without parentheses.

const CLAUSE =
  /^\s*(?:startswith\(\s*(\w+)\s*,\s*'((?:[^']|'')*)'\s*\)|(\w+)\s+eq\s+('(?:[^']|'')*'|true|false|null))\s*$/i;

export type EntityTest = (entity: Record<string, unknown>) => boolean;

const lower = (value: unknown): string => String(value ?? null).toLowerCase();
const literal = (text: string): string =>
  (text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text).toLowerCase();

function propertyOf(entity: Record<string, unknown>, property: string): unknown {
  return Object.entries(entity).find(([name]) => name.toLowerCase() === property.toLowerCase())?.[1];
}

function clause(text: string): EntityTest | null {
  const [, startOf, beginning, property, value] = CLAUSE.exec(text) ?? [];
  if (startOf !== undefined && beginning !== undefined) {
    const wanted = literal(`'${beginning}'`);
    return (entity) => lower(propertyOf(entity, startOf)).startsWith(wanted);
  }
  if (property === undefined || value === undefined) return null;
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
