// Rows of things that are no directory objects: written from a list of properties.

import type { Value } from '../directory/directory-object.ts';
import type { ColumnKind, Row } from './annotated-row.ts';
import { putValue } from './annotated-row.ts';
import type { CmdletCall } from './cmdlet.ts';

export type Property = readonly [name: string, kind: ColumnKind, value: Value];

/** One row of those properties that the caller asked for. */
export function propertyRow(call: CmdletCall, properties: readonly Property[]): Row {
  const row: Row = {};
  for (const [name, kind, value] of properties) {
    if (call.chosen === null || call.chosen.has(name.toLowerCase())) putValue(row, { name, kind }, value);
  }
  return row;
}
