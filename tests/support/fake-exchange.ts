import { type Exchange, ExchangeError, type ExchangeErrorClass } from '../../services/exchange/exchange.ts';
import { isMovableType, type Mailbox, type MailboxSummary } from '../../services/mailbox/mailbox.ts';

export type FakeMethod = keyof Exchange;
export type FakeCall = { readonly method: FakeMethod; readonly subject: string; readonly value?: boolean };

/** `applied`: a write fails only after it was applied. `method`: only calls of this one. `times`: so many of them. */
export type Failing = { readonly method?: FakeMethod; readonly times?: number; readonly applied?: boolean };

/** Exchange Online in memory, under the contract of the real client. Everything besides `Exchange` is for the test. */
export type FakeExchange = Exchange & {
  readonly calls: readonly FakeCall[];
  /** The truth, whatever reads show. */
  readonly mailbox: (objectId: string) => Mailbox | undefined;
  /** Puts a mailbox there, or in the place of the one with its object id. */
  readonly put: (mailbox: Mailbox) => void;
  readonly remove: (objectId: string) => void;
  /** Makes the next calls fail; failures queue up. */
  readonly failNext: (errorClass: ExchangeErrorClass, failing?: Failing) => void;
  /** Makes the next call wait until its signal aborts. */
  readonly hang: (method?: FakeMethod) => void;
  /** After the next write, so many reads of the mailbox still show it as it was before. */
  readonly staleReads: (count: number) => void;
  /** Makes the next write succeed without changing anything. */
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

export function fakeExchange(seed: readonly Mailbox[], options: { readonly now?: () => Date } = {}): FakeExchange {
  const now = options.now ?? (() => new Date('2026-11-22T09:00:00Z'));
  const mailboxes = new Map(seed.map((mailbox) => [mailbox.objectId, mailbox]));
  const old = new Map<string, Old>();
  const calls: FakeCall[] = [];
  const troubles: Trouble[] = [];
  let armedStale = 0;
  let ignoreWrite = false;

  /** Notes the call and meets the next trouble that concerns it; returns one that strikes after the work is done. */
  async function begin(call: FakeCall, signal: AbortSignal | undefined): Promise<Trouble | undefined> {
    calls.push(call);
    if (signal?.aborted) throw failure('unavailable');
    const trouble = troubles.find(({ method }) => method === undefined || method === call.method);
    if (trouble === undefined) return undefined;
    trouble.left -= 1;
    if (trouble.left === 0) troubles.splice(troubles.indexOf(trouble), 1);
    if (trouble.kind === 'hang') return untilAborted(call, signal);
    if (trouble.applied) return trouble;
    throw failure(trouble.kind);
  }

  function seen(objectId: string): Mailbox | undefined {
    const before = old.get(objectId);
    if (before === undefined) return mailboxes.get(objectId);
    before.left -= 1;
    if (before.left === 0) old.delete(objectId);
    return before.mailbox;
  }

  function write(objectId: string, value: boolean): void {
    const mailbox = mailboxes.get(objectId);
    if (mailbox === undefined) throw failure('not-found');
    if (mailbox.isDirSynced !== true || !isMovableType(mailbox.type)) throw failure('not-applicable');
    if (ignoreWrite || mailbox.isExchangeCloudManaged === value) {
      ignoreWrite = false;
      return;
    }
    if (armedStale > 0) old.set(objectId, { mailbox, left: armedStale });
    armedStale = 0;
    mailboxes.set(objectId, { ...mailbox, isExchangeCloudManaged: value, whenChanged: now().toISOString() });
  }

  return {
    calls,
    mailbox: (objectId) => mailboxes.get(objectId),
    put: (mailbox) => void mailboxes.set(mailbox.objectId, mailbox),
    remove: (objectId) => void mailboxes.delete(objectId),
    failNext: (kind, { method, times = 1, applied = false } = {}) =>
      void troubles.push({ kind, method, applied, left: times }),
    hang: (method) => void troubles.push({ kind: 'hang', method, applied: false, left: 1 }),
    staleReads: (count) => {
      armedStale = count;
    },
    ignoreNextWrite: () => {
      ignoreWrite = true;
    },
    read: async (objectId, signal) => {
      await begin({ method: 'read', subject: checked(objectId) }, signal);
      return seen(checked(objectId));
    },
    find: async (name, signal) => {
      await begin({ method: 'find', subject: name }, signal);
      const wanted = name
        .trim()
        .toLowerCase()
        .replace(/^smtp:/, '');
      return [...mailboxes.values()].filter((mailbox) => namesOf(mailbox).includes(wanted)).map(summaryOf);
    },
    search: async (prefix, limit, signal) => {
      await begin({ method: 'search', subject: prefix }, signal);
      const wanted = prefix.trim().toLowerCase();
      const hits = [...mailboxes.values()].filter((mailbox) => wanted !== '' && begins(mailbox, wanted));
      return hits.slice(0, Math.max(limit, 0)).map(summaryOf);
    },
    setCloudManaged: async (objectId, value, signal) => {
      const trouble = await begin({ method: 'setCloudManaged', subject: checked(objectId), value }, signal);
      write(checked(objectId), value);
      if (trouble !== undefined && trouble.kind !== 'hang') throw failure(trouble.kind);
    },
  };
}

function failure(errorClass: ExchangeErrorClass): ExchangeError {
  return new ExchangeError(errorClass, `The fake fails: ${errorClass}.`);
}

function checked(objectId: string): string {
  if (!GUID.test(objectId.toLowerCase())) throw failure('rejected');
  return objectId.toLowerCase();
}

function untilAborted(call: FakeCall, signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const errorClass = call.method === 'setCloudManaged' ? 'outcome-unknown' : 'unavailable';
    signal?.addEventListener('abort', () => reject(failure(errorClass)), { once: true });
  });
}

function summaryOf({ objectId, userPrincipalName, displayName, primaryAddress, type }: Mailbox): MailboxSummary {
  return { objectId, userPrincipalName, displayName, primaryAddress, type };
}

function aliasOf({ attributes }: Mailbox): string {
  return typeof attributes.Alias === 'string' ? attributes.Alias : '';
}

function namesOf(mailbox: Mailbox): readonly string[] {
  const addresses = Array.isArray(mailbox.attributes.EmailAddresses) ? mailbox.attributes.EmailAddresses : [];
  const plain = addresses.filter((address) => /^smtp:/i.test(address)).map((address) => address.slice(5));
  const { objectId, userPrincipalName, primaryAddress } = mailbox;
  return [objectId, mailbox.exchangeGuid ?? '', userPrincipalName, primaryAddress, aliasOf(mailbox), ...plain].map(
    (name) => name.toLowerCase(),
  );
}

function begins(mailbox: Mailbox, prefix: string): boolean {
  return [mailbox.displayName, mailbox.userPrincipalName, aliasOf(mailbox)].some((name) =>
    name.toLowerCase().startsWith(prefix),
  );
}
