import type { Clock } from '../clock.ts';
import type { DirectoryOnline } from '../directory/directory-tenant.ts';
import type { ExchangeOnline } from '../exchange/exchange-tenant.ts';
import type { Finding } from '../mailbox/finding.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { PreflightSources } from '../preflight/preflight.ts';
import type { Refusal } from '../refusal.ts';
import type { RequestRecord } from '../request/record.ts';
import type { Subject } from '../request/subject.ts';
import type { SubjectSnapshot } from '../snapshot/subject-snapshot.ts';

/** Where changes are made. */
export type ChangeWorld = {
  readonly tenant: string;
  readonly exchange: ExchangeOnline;
  readonly directory: DirectoryOnline;
  readonly clock: Pick<Clock, 'now'>;
};

/** Where an order is weighed before it becomes a request. */
export type InspectWorld = ChangeWorld & PreflightSources;

/** What is to be done to what. */
export type Order = Pick<RequestRecord, 'action' | 'edits'> & {
  readonly subject: Pick<Subject, 'kind' | 'objectId'>;
};

/** A subject as it was found. `mailbox` is what Exchange told, where it is one. */
export type Seen = { readonly subject: Subject; readonly snapshot: SubjectSnapshot; readonly mailbox: Mailbox | null };

/** What speaks for and against an order before it becomes a request. */
export type Inspection = { readonly findings: readonly Finding[]; readonly refusal: Refusal | null };

/**
 * One kind of change: how its subject is read, inspected and changed, and how one sees that it has been made. Throws what
 * Exchange and the directory throw. Returning from `make` is no proof; only `look` and `isMade` are.
 */
export type ChangeKind = {
  /** The subject read afresh; `undefined` when there is none. */
  readonly look: (world: ChangeWorld, order: Order, signal?: AbortSignal) => Promise<Seen | undefined>;
  /** Reads what else decides; never changes anything. */
  readonly inspect: (
    world: InspectWorld,
    on: { order: Order; seen: Seen },
    signal?: AbortSignal,
  ) => Promise<Inspection>;
  /** Whether the snapshot shows what was ordered; `later` once a directory sync has had its say. */
  readonly isMade: (order: Order, snapshot: SubjectSnapshot, how?: { readonly later: boolean }) => boolean;
  readonly make: (world: ChangeWorld, order: Order, signal?: AbortSignal) => Promise<void>;
};
