import type { Change } from '../services/mailbox/diff.ts';
import type { AttributeFate } from '../services/mailbox/fate.ts';

// Answers about the values of a mailbox: what was, what is, what would be lost, and how to carry it.

/** A mailbox by its id, and by its name for people. */
export type NamedMailbox = { readonly objectId: string; readonly userPrincipalName: string };

/** The archived snapshots of a mailbox, newest first. */
export type SnapshotsReply = {
  readonly kind: 'snapshots';
  readonly mailbox: NamedMailbox;
  readonly rows: readonly {
    readonly hash: string;
    /** `null`: its file was changed after it was written. */
    readonly taken: { readonly at: string; readonly isExchangeCloudManaged: boolean | null } | null;
    readonly why: readonly string[];
  }[];
  readonly more: boolean;
  readonly page: number;
};

/** `name`: `live`, or the beginning of a hash. */
export type DiffSide = { readonly name: string; readonly takenAt: string };

/** What differs between two snapshots, or a snapshot and the mailbox as it is. */
export type DiffReply = {
  readonly kind: 'diff';
  readonly mailbox: NamedMailbox;
  readonly from: DiffSide;
  readonly to: DiffSide;
  readonly changes: readonly Change[];
  readonly page: number;
  /** Of a live side the beginning of its hash; another one on the next page begins the list again. */
  readonly seen: string | null;
  readonly restarted: boolean;
};

/** What a rollback does to every attribute. */
export type LossesReply = {
  readonly kind: 'losses';
  readonly id: string;
  readonly mailbox: NamedMailbox;
  readonly fates: readonly AttributeFate[];
  /** When the mailbox went to the cloud; `null`: there is no snapshot from then. */
  readonly atFlip: string | null;
  readonly shownAt: string;
  readonly page: number;
  readonly mayCarry: boolean;
};

/** The script that carries cloud values back on-premises; the file with it is offered apart. */
export type CarryReply = {
  readonly kind: 'carry';
  readonly mailbox: NamedMailbox;
  readonly hash: string;
  readonly fileName: string;
  readonly script: string;
  readonly carried: number;
  readonly byHand: number;
  readonly hasBaseline: boolean;
  readonly isHandedBack: boolean;
  readonly fileOffered: boolean;
};
