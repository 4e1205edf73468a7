// Binds the parameters of a call as the cmdlet binder does: names in any case, unknown ones refused, values checked
// against their kind. A list is either replaced by an array or changed by a tagged hashtable with Add and Remove.

import { isRecord, valueOfKey } from '../record.ts';
import { failBinding, failValue } from './exchange-error.ts';

export type ParameterKind = 'text' | 'words' | 'nullable' | 'flag' | 'count' | 'list' | 'any';
export type ParameterTable = Readonly<Record<string, ParameterKind>>;
export type ListChange = {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly replace: boolean;
};
export type Bound = Readonly<Record<string, string | number | boolean | null | ListChange>>;
type BoundValue = Bound[string];

const COMMON: ParameterTable = {
  Verbose: 'flag',
  Debug: 'flag',
  Confirm: 'flag',
  WhatIf: 'flag',
  Force: 'flag',
  ErrorAction: 'text',
  WarningAction: 'text',
};

const HASHTABLE = '#Exchange.GenericHashTable';

function strings(name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map((entry) => (typeof entry === 'string' ? entry : failValue(name, 'A list holds strings only.')));
}

function listChange(name: string, value: unknown): ListChange {
  if (!isRecord(value)) return { add: strings(name, value), remove: [], replace: true };
  if (value['@odata.type'] !== HASHTABLE) {
    failValue(name, 'Cannot convert value "Newtonsoft.Json.Linq.JObject" to type "System.Collections.Hashtable".');
  }
  const add = strings(name, valueOfKey(value, 'Add'));
  const remove = strings(name, valueOfKey(value, 'Remove'));
  return { add, remove, replace: Object.keys(value).length === 1 };
}

function flag(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  return failValue(name, `Cannot convert value "${String(value)}" to type "System.Boolean".`);
}

function text(name: string, value: unknown): string {
  return typeof value === 'string'
    ? value
    : failValue(name, `Cannot bind argument to parameter '${name}' because it is not text.`);
}

const READERS: Readonly<Record<ParameterKind, (name: string, value: unknown) => BoundValue>> = {
  text,
  words: (name, value) => strings(name, value).join(','),
  nullable: (name, value) => (value === null ? null : text(name, value)),
  flag,
  count: (name, value) => (typeof value === 'number' ? value : text(name, value)),
  list: listChange,
  any: (_name, value) => (isRecord(value) || Array.isArray(value) ? JSON.stringify(value) : String(value)),
};

/** Binds what was sent to what the cmdlet knows; the result carries the names as the table writes them. */
export function bindParameters(table: ParameterTable, sent: Readonly<Record<string, unknown>>): Bound {
  const known = new Map(
    Object.entries({ ...COMMON, ...table }).map(([name, kind]) => [name.toLowerCase(), { name, kind }]),
  );
  const unknown = Object.keys(sent).filter((name) => !known.has(name.toLowerCase()));
  if (unknown.length > 0) failBinding(unknown.join(', '));
  const bound: Record<string, BoundValue> = {};
  for (const [written, value] of Object.entries(sent)) {
    const parameter = known.get(written.toLowerCase());
    if (parameter !== undefined) bound[parameter.name] = READERS[parameter.kind](parameter.name, value);
  }
  return bound;
}

/** The list after a change; entries compare without regard to case. */
export function changedList(before: readonly string[], change: ListChange): string[] {
  if (change.replace) return [...change.add];
  const gone = new Set(change.remove.map((entry) => entry.toLowerCase()));
  const kept = before.filter((entry) => !gone.has(entry.toLowerCase()));
  const have = new Set(kept.map((entry) => entry.toLowerCase()));
  return [...kept, ...change.add.filter((entry) => !have.has(entry.toLowerCase()))];
}

/** Tells a bound list change from the other bound values. */
export function isListChange(value: BoundValue | undefined): value is ListChange {
  return typeof value === 'object' && value !== null;
}
