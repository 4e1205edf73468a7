// Rows are open hashtables: every value that is not text or truth carries keys that name its .NET and its OData type,
// written before it. `$select` keeps the chosen properties together with those keys.

import type { DirectoryObject, Value } from '../directory/directory-object.ts';

export type ColumnKind = 'plain' | 'guid' | 'date' | 'int32' | 'list';

export type Column = {
  readonly name: string;
  readonly kind: ColumnKind;
  read(object: DirectoryObject): Value;
};

export type Row = Record<string, Value>;

const COMPANIONS: Readonly<Record<ColumnKind, readonly (readonly [string, string])[]>> = {
  plain: [],
  guid: [
    ['@data.type', 'System.Guid'],
    ['@odata.type', '#Guid'],
  ],
  date: [['@data.type', 'System.DateTime']],
  int32: [['@data.type', 'System.Int32']],
  list: [['@odata.type', '#Collection(String)']],
};

/** Writes one value with the keys that describe it. */
export function putValue(row: Row, column: { name: string; kind: ColumnKind }, value: Value): void {
  for (const [suffix, type] of COMPANIONS[column.kind]) row[`${column.name}${suffix}`] = type;
  row[column.name] = value;
}

/** Writes one object as a row; `chosen` are lower-case property names, null means all. */
export function annotatedRow(
  columns: readonly Column[],
  object: DirectoryObject,
  chosen: ReadonlySet<string> | null,
): Row {
  const row: Row = {};
  for (const column of columns) {
    if (chosen === null || chosen.has(column.name.toLowerCase())) putValue(row, column, column.read(object));
  }
  return row;
}
