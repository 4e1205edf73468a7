/**
 * Where a request stands. The order is the order of life; see machine.ts for the ways between. `done` was read back at
 * once; `verified` also after the next directory sync and a day later; `reverted` had moved back by then.
 */
export const STATES = [
  'drafted',
  'pending',
  'approved',
  'held',
  'running',
  'done',
  'verified',
  'reverted',
  'failed',
  'cancelled',
  'denied',
  'expired',
  'drifted',
] as const;
export type RequestState = (typeof STATES)[number];

/** States in which a request still holds its mailbox: no other request may be open for it. */
export const OPEN_STATES = [
  'drafted',
  'pending',
  'approved',
  'held',
  'running',
] as const satisfies readonly RequestState[];

export function isOpen(state: RequestState): boolean {
  return OPEN_STATES.some((open) => open === state);
}
