import { ExchangeError, type ExchangeErrorClass } from '../../services/exchange/exchange.ts';
import type { ExchangeOnline } from '../../services/exchange/exchange-tenant.ts';
import type { Edit } from '../../services/mailbox/edit.ts';
import type { Mailbox } from '../../services/mailbox/mailbox.ts';

export type FakeMethod = keyof ExchangeOnline;
export type FakeCall = {
  readonly method: FakeMethod;
  readonly subject: string;
  readonly value?: boolean;
  readonly edits?: readonly Edit[];
};

/** `applied`: a write fails only after it was applied. `method`: only calls of this one. `times`: so many of them. */
export type Failing = { readonly method?: FakeMethod; readonly times?: number; readonly applied?: boolean };

/** A failure that strikes when the work is done. */
export type LateTrouble = { readonly strike: () => never };

/** What the halves of the fake share: its mailboxes, the calls it saw, and the troubles that a test ordered. */
export type FakeRoom = {
  readonly calls: readonly FakeCall[];
  /** The truth, whatever reads show. */
  readonly mailboxes: Map<string, Mailbox>;
  /** Notes the call and meets the next trouble that concerns it; returns one that strikes after the work is done. */
  readonly begin: (call: FakeCall, signal: AbortSignal | undefined) => Promise<LateTrouble | undefined>;
  /** The mailbox as reads show it now. */
  readonly seen: (objectId: string) => Mailbox | undefined;
  /** Stores what a write made of a mailbox, unless the write is to be ignored. */
  readonly put: (after: Mailbox) => void;
  /** Whether the write that is being made changes nothing. Forgotten once asked. */
  readonly isIgnored: () => boolean;
  /** How many reads shall still show what was there before the write that is being made. Forgotten once asked. */
  readonly takeStale: () => number;
  readonly failNext: (errorClass: ExchangeErrorClass, failing?: Failing) => void;
  readonly hang: (method?: FakeMethod) => void;
  readonly staleReads: (count: number) => void;
  readonly ignoreNextWrite: () => void;
};

type Trouble = {
  readonly kind: ExchangeErrorClass | 'hang';
  readonly method: FakeMethod | undefined;
  readonly applied: boolean;
  left: number;
};
type Old = { readonly mailbox: Mailbox; left: number };

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WRITES: ReadonlySet<FakeMethod> = new Set(['setCloudManaged', 'setCloudManagedByDefault', 'edit']);

export function fakeRoom(seed: readonly Mailbox[], now: () => Date): FakeRoom {
  const mailboxes = new Map(seed.map((mailbox) => [mailbox.objectId, mailbox]));
  const old = new Map<string, Old>();
  const calls: FakeCall[] = [];
  const troubles: Trouble[] = [];
  let armedStale = 0;
  let ignoreWrite = false;

  function isIgnored(): boolean {
    const ignored = ignoreWrite;
    ignoreWrite = false;
    return ignored;
  }

  function takeStale(): number {
    const count = armedStale;
    armedStale = 0;
    return count;
  }

  return {
    calls,
    mailboxes,
    isIgnored,
    takeStale,
    begin: async (call, signal) => {
      calls.push(call);
      if (signal?.aborted) throw failure('unavailable');
      const trouble = troubles.find(({ method }) => method === undefined || method === call.method);
      if (trouble === undefined) return undefined;
      trouble.left -= 1;
      if (trouble.left === 0) troubles.splice(troubles.indexOf(trouble), 1);
      const { kind, applied } = trouble;
      if (kind === 'hang') return untilAborted(call, signal);
      if (!applied) throw failure(kind);
      return {
        strike: () => {
          throw failure(kind);
        },
      };
    },
    seen: (objectId) => {
      const before = old.get(objectId);
      if (before === undefined) return mailboxes.get(objectId);
      before.left -= 1;
      if (before.left === 0) old.delete(objectId);
      return before.mailbox;
    },
    put: (after) => {
      if (isIgnored()) return;
      const before = mailboxes.get(after.objectId);
      const left = takeStale();
      if (left > 0 && before !== undefined) old.set(after.objectId, { mailbox: before, left });
      mailboxes.set(after.objectId, { ...after, whenChanged: now().toISOString() });
    },
    failNext: (kind, { method, times = 1, applied = false } = {}) =>
      void troubles.push({ kind, method, applied, left: times }),
    hang: (method) => void troubles.push({ kind: 'hang', method, applied: false, left: 1 }),
    staleReads: (count) => {
      armedStale = count;
    },
    ignoreNextWrite: () => {
      ignoreWrite = true;
    },
  };
}

export function failure(errorClass: ExchangeErrorClass, reason?: string): ExchangeError {
  return new ExchangeError(errorClass, `The fake fails: ${reason ?? errorClass}.`, {
    context: reason === undefined ? {} : { reason },
  });
}

/** The object id in lower case; anything else is refused as the client refuses it. */
export function objectIdOf(written: string): string {
  if (!GUID.test(written.toLowerCase())) throw failure('rejected');
  return written.toLowerCase();
}

function untilAborted({ method }: FakeCall, signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const errorClass = WRITES.has(method) ? 'outcome-unknown' : 'unavailable';
    signal?.addEventListener('abort', () => reject(failure(errorClass)), { once: true });
  });
}
