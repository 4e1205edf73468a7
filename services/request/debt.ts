import type { RequestRecord } from './record.ts';

/** Whether a break-glass change still waits for somebody's approval. */
export function owesApproval({ debt }: Pick<RequestRecord, 'debt'>): boolean {
  return debt !== null && debt.settledBy === null;
}
