// Rows that are made when they are sent: a page of a large tenant costs a page, not the tenant.

import type { Row } from './annotated-row.ts';

/** What an answer needs of its rows; an array is one. */
export type RowList = {
  readonly length: number;
  slice(from: number, to: number): readonly Row[];
};

/** The rows of these objects. */
export function rowsOf<T>(objects: readonly T[], toRow: (object: T) => Row): RowList {
  return { length: objects.length, slice: (from, to) => objects.slice(from, to).map(toRow) };
}
