import type { Person, VoteWarning } from './record.ts';

/** What can happen to a request. `shown` is the version of the card that was clicked; typed lines carry none. */
export type RequestEvent =
  | { readonly kind: 'confirm'; readonly by: Person; readonly reason: string | null; readonly shown: number | null }
  | { readonly kind: 'cancel'; readonly by: Person; readonly shown: number | null }
  | { readonly kind: 'approve'; readonly by: Person; readonly shown: number | null; readonly warning?: VoteWarning }
  | { readonly kind: 'deny'; readonly by: Person; readonly reason: string | null; readonly shown: number | null }
  | { readonly kind: 'hold'; readonly by: Person; readonly reason: string | null; readonly shown: number | null }
  | { readonly kind: 'release'; readonly by: Person; readonly shown: number | null }
  | { readonly kind: 'expire' }
  | { readonly kind: 'start'; readonly beforeReceipt: string }
  | { readonly kind: 'drift'; readonly driftHash: string }
  | { readonly kind: 'delay'; readonly code: string; readonly nextAt: Date | null }
  | { readonly kind: 'complete'; readonly afterReceipt: string; readonly writeError: string | null }
  | { readonly kind: 'fail'; readonly code: string; readonly afterReceipt: string | null };

export type RequestEventKind = RequestEvent['kind'];

export const EVENT_KINDS = [
  'confirm',
  'cancel',
  'approve',
  'deny',
  'hold',
  'release',
  'expire',
  'start',
  'drift',
  'delay',
  'complete',
  'fail',
] as const satisfies readonly RequestEventKind[];
