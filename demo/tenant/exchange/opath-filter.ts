// The part of OPATH that is used to filter mailboxes: `Name -eq 'value'`, `-ne` and `-like` with stars at the ends,
// joined by -and, -or, -not and parentheses. A quote inside a value is doubled. Anything else is refused.

import type { Row } from './annotated-row.ts';

export type RowTest = (row: Row) => boolean;

type Cursor = { readonly tokens: readonly string[]; at: number; readonly names: ReadonlyMap<string, string> };

const TOKEN = /\s*(\(|\)|-[a-z]+|'(?:[^']|'')*'|[a-z][a-z0-9]*)/iy;

/** Thrown for a filter that cannot be read. */
export class FilterError extends Error {}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  const source = text.trimEnd();
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(source);
    if (found?.[1] === undefined) throw new FilterError(`Invalid filter syntax at position ${at + 1}.`);
    tokens.push(found[1]);
  }
  return tokens;
}

const peek = (cursor: Cursor): string => cursor.tokens[cursor.at]?.toLowerCase() ?? '';

function next(cursor: Cursor): string {
  const token = cursor.tokens[cursor.at];
  if (token === undefined) throw new FilterError('The filter ends too early.');
  cursor.at += 1;
  return token;
}

const shown = (value: unknown): string => (value === null || value === undefined ? '' : String(value)).toLowerCase();

function fits(operator: string, wanted: string, value: unknown): boolean {
  const actual = shown(value);
  if (operator !== '-like') return actual === wanted;
  const start = wanted.startsWith('*');
  const end = wanted.endsWith('*') && wanted.length > 1;
  const core = wanted.slice(start ? 1 : 0, end ? -1 : undefined);
  if (start && end) return actual.includes(core);
  if (start) return actual.endsWith(core);
  return end ? actual.startsWith(core) : actual === core;
}

function comparison(cursor: Cursor): RowTest {
  const written = next(cursor);
  const name = cursor.names.get(written.toLowerCase());
  if (name === undefined) throw new FilterError(`"${written}" is not a recognized filterable property.`);
  const operator = next(cursor).toLowerCase();
  if (!['-eq', '-ne', '-like'].includes(operator)) throw new FilterError(`"${operator}" is not a valid operator.`);
  const quoted = next(cursor);
  if (!quoted.startsWith("'")) throw new FilterError(`The value ${quoted} must be enclosed in quotation marks.`);
  const wanted = quoted.slice(1, -1).replaceAll("''", "'").toLowerCase();
  return (row) => {
    const value = row[name];
    const hit = Array.isArray(value)
      ? value.some((entry) => fits(operator, wanted, entry))
      : fits(operator, wanted, value);
    return operator === '-ne' ? !hit : hit;
  };
}

function term(cursor: Cursor): RowTest {
  if (peek(cursor) === '-not') {
    next(cursor);
    const inner = term(cursor);
    return (row) => !inner(row);
  }
  if (peek(cursor) !== '(') return comparison(cursor);
  next(cursor);
  const inner = either(cursor);
  if (next(cursor) !== ')') throw new FilterError('A closing parenthesis is missing.');
  return inner;
}

function both(cursor: Cursor): RowTest {
  const terms = [term(cursor)];
  while (peek(cursor) === '-and') {
    next(cursor);
    terms.push(term(cursor));
  }
  return (row) => terms.every((test) => test(row));
}

function either(cursor: Cursor): RowTest {
  const terms = [both(cursor)];
  while (peek(cursor) === '-or') {
    next(cursor);
    terms.push(both(cursor));
  }
  return (row) => terms.some((test) => test(row));
}

/** Reads a filter over these property names; throws FilterError when it cannot. */
export function parseFilter(text: string, names: readonly string[]): RowTest {
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]));
  const cursor: Cursor = { tokens: tokenize(text), at: 0, names: byLowerCase };
  const test = either(cursor);
  if (cursor.at < cursor.tokens.length) throw new FilterError(`Unexpected "${next(cursor)}".`);
  return test;
}
