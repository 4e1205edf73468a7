import type { ExchangeErrorClass } from '../../services/exchange/exchange.ts';
import type { ExchangeOnline } from '../../services/exchange/exchange-tenant.ts';
import { isMovableType, type Mailbox, type MailboxSummary } from '../../services/mailbox/mailbox.ts';
import {
  type Failing,
  type FakeCall,
  type FakeMethod,
  type FakeRoom,
  failure,
  fakeRoom,
  objectIdOf,
} from './fake-exchange-room.ts';
import { contosoTenant, type FakeTenant, fakeTenantCalls } from './fake-exchange-tenant.ts';

export type { Failing, FakeCall, FakeMethod } from './fake-exchange-room.ts';

/** Exchange Online in memory, under the contract of the real client. Everything besides it is for the test. */
export type FakeExchange = ExchangeOnline & {
  readonly calls: readonly FakeCall[];
  /** The organisation around the mailboxes: what a test sets here is so. */
  readonly tenant: FakeTenant;
  /** The truth, whatever reads show. */
  readonly mailbox: (objectId: string) => Mailbox | undefined;
  /** Puts a mailbox there, or in the place of the one with its object id. */
  readonly put: (mailbox: Mailbox) => void;
  readonly remove: (objectId: string) => void;
  /** Makes the next calls fail; failures queue up. */
  readonly failNext: (errorClass: ExchangeErrorClass, failing?: Failing) => void;
  /** Makes the next call wait until its signal aborts. */
  readonly hang: (method?: FakeMethod) => void;
  /** After the next write, so many reads of what it changed still show it as it was before. */
  readonly staleReads: (count: number) => void;
  /** Makes the next write succeed without changing anything. */
  readonly ignoreNextWrite: () => void;
};

export function fakeExchange(seed: readonly Mailbox[], options: { readonly now?: () => Date } = {}): FakeExchange {
  const room = fakeRoom(seed, options.now ?? (() => new Date('2026-11-22T09:00:00Z')));
  const { calls, mailboxes, begin, failNext, hang, staleReads, ignoreNextWrite } = room;
  const tenant = contosoTenant();
  return {
    ...fakeTenantCalls(room, tenant),
    calls,
    tenant,
    failNext,
    hang,
    staleReads,
    ignoreNextWrite,
    mailbox: (objectId) => mailboxes.get(objectId),
    put: (mailbox) => void mailboxes.set(mailbox.objectId, mailbox),
    remove: (objectId) => void mailboxes.delete(objectId),
    read: async (objectId, signal) => {
      await begin({ method: 'read', subject: objectIdOf(objectId) }, signal);
      return room.seen(objectIdOf(objectId));
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
      const trouble = await begin({ method: 'setCloudManaged', subject: objectIdOf(objectId), value }, signal);
      writeFlag(room, objectIdOf(objectId), value);
      trouble?.strike();
    },
  };
}

function writeFlag(room: FakeRoom, objectId: string, value: boolean): void {
  const mailbox = room.mailboxes.get(objectId);
  if (mailbox === undefined) throw failure('not-found');
  if (mailbox.isDirSynced !== true || !isMovableType(mailbox.type)) throw failure('not-applicable');
  if (mailbox.isExchangeCloudManaged === value) room.isIgnored();
  else room.put({ ...mailbox, isExchangeCloudManaged: value });
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
