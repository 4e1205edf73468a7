import { authorityAt, compareIds, isSameState, objectIdAt, ROW_BYTES } from './census-row.ts';
import type { Comparison } from './census-summary.ts';

/** Compares two censuses, bucket by bucket; both sides sorted. */
export type RowComparison = {
  /** Answers with the object ids that were managed on-premises before and are cloud-managed now. */
  readonly add: (before: Buffer, after: Buffer) => readonly string[];
  readonly result: () => Comparison;
};

export function openComparison(): RowComparison {
  let moved: string[] = [];
  const counts = { appeared: 0, gone: 0, changed: 0, toCloud: 0, toOnPremises: 0 };

  function met(before: Buffer, beforeAt: number, after: { readonly rows: Buffer; readonly at: number }): void {
    if (isSameState(before, beforeAt, after)) return;
    counts.changed += 1;
    const [was, is] = [authorityAt(before, beforeAt), authorityAt(after.rows, after.at)];
    if (was === 'on-premises' && is === 'cloud') {
      counts.toCloud += 1;
      moved.push(objectIdAt(after.rows, after.at));
    }
    if (was === 'cloud' && is === 'on-premises') counts.toOnPremises += 1;
  }

  /** Meets the earlier of two rows, or both where they are of one mailbox; below zero, zero or above as `compareIds`. */
  function step(before: Buffer, beforeAt: number, after: { readonly rows: Buffer; readonly at: number }): number {
    const order = compareIds(before, beforeAt, after);
    if (order === 0) met(before, beforeAt, after);
    else if (order < 0) counts.gone += 1;
    else counts.appeared += 1;
    return order;
  }

  return {
    add: (before, after) => {
      moved = [];
      let [beforeAt, at] = [0, 0];
      while (beforeAt < before.length && at < after.length) {
        const order = step(before, beforeAt, { rows: after, at });
        if (order <= 0) beforeAt += ROW_BYTES;
        if (order >= 0) at += ROW_BYTES;
      }
      counts.gone += (before.length - beforeAt) / ROW_BYTES;
      counts.appeared += (after.length - at) / ROW_BYTES;
      return moved;
    },
    result: () => ({ ...counts }),
  };
}
