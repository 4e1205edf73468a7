import type { Person, VoteWarning } from './record.ts';
import type { Stage } from './stage.ts';

/** What can happen to a request. `shown` is the version of the card that was clicked; typed lines carry none. */
export type RequestEvent =
  | {
      readonly kind: 'confirm';
      readonly by: Person;
      readonly reason: string | null;
      /** The name of the organisation as its requester typed it, where that is asked for. */
      readonly typed?: string | undefined;
      readonly shown: number | null;
    }
  | { readonly kind: 'cancel'; readonly by: Person; readonly shown: number | null }
  | { readonly kind: 'approve'; readonly by: Person; readonly shown: number | null; readonly warning?: VoteWarning }
  | { readonly kind: 'deny'; readonly by: Person; readonly reason: string | null; readonly shown: number | null }
  | { readonly kind: 'hold'; readonly by: Person; readonly reason: string | null; readonly shown: number | null }
  | { readonly kind: 'release'; readonly by: Person; readonly shown: number | null }
  | { readonly kind: 'expire' }
  | { readonly kind: 'start'; readonly beforeReceipt: string }
  | { readonly kind: 'drift'; readonly driftHash: string }
  | { readonly kind: 'delay'; readonly code: string; readonly nextAt: Date | null }
  | {
      readonly kind: 'complete';
      readonly afterReceipt: string;
      readonly writeError: string | null;
      /** When the directory had last synced by then, in the tenant's own time; `null` when it did not say. */
      readonly lastSyncAt: string | null;
      /** The mailbox as it was read back; `null` for every other subject. */
      readonly found: { readonly hash: string; readonly isCloudManaged: boolean } | null;
    }
  | { readonly kind: 'fail'; readonly code: string; readonly afterReceipt: string | null }
  | { readonly kind: 'remind' }
  | { readonly kind: 'escalate' }
  /** A later look found it still so. */
  | { readonly kind: 'see'; readonly stage: Exclude<Stage, 'at-once'> }
  /** A later look found that it had moved back. */
  | { readonly kind: 'revert'; readonly stage: Exclude<Stage, 'at-once'>; readonly foundHash: string | null }
  /** A newer request changed the subject: this one is no longer looked at. */
  | { readonly kind: 'lapse' }
  /** A break-glass change of the same subject takes its place. */
  | { readonly kind: 'supersede'; readonly by: Person }
  /** Somebody else approved a break-glass change afterwards. */
  | { readonly kind: 'settle'; readonly by: Person; readonly shown: number | null; readonly warning?: VoteWarning }
  /** The time to settle has passed. */
  | { readonly kind: 'overdue' };

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
  'remind',
  'escalate',
  'see',
  'revert',
  'lapse',
  'settle',
  'overdue',
  'supersede',
] as const satisfies readonly RequestEventKind[];
