import assert from 'node:assert/strict';
import { TENANT_ID } from '../../demo/people.ts';
import { connectExchange } from '../../services/exchange/connect-exchange.ts';
import { ExchangeError, type ExchangeErrorClass } from '../../services/exchange/exchange.ts';
import type { ExchangeOnline, HybridPart, Move, Recipient } from '../../services/exchange/exchange-tenant.ts';
import type { Mailbox } from '../../services/mailbox/mailbox.ts';
import { capturedLog } from '../support/captured-log.ts';
import { controlledTenant } from '../support/controlled-tenant.ts';
import { fakeExchange } from '../support/fake-exchange.ts';
import { testClock } from '../support/test-clock.ts';

export type FailureOfAll = 'throttled' | 'permission' | 'unavailable';

/** One of the two implementations, and the same troubles for both. */
export type Stage = {
  readonly exchange: ExchangeOnline;
  /** Makes every call fail in this way until the stage is closed. */
  readonly failing: (errorClass: FailureOfAll) => Promise<void>;
  /** The next write fails as if the connection was cut after it was applied. */
  readonly cutAfterWrite: () => Promise<void>;
  readonly staleReads: (count: number) => Promise<void>;
  readonly ignoreNextWrite: () => Promise<void>;
  /** Starts a call that never ends and aborts it once it is under way. */
  readonly hangAndAbort: (call: (signal: AbortSignal) => Promise<unknown>) => Promise<unknown>;
  readonly setMoves: (objectId: string, moves: readonly Move[]) => Promise<void>;
  readonly setParts: (parts: readonly HybridPart[]) => Promise<void>;
  readonly setPublicFolders: (where: 'Local' | 'Remote' | 'None') => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What the demo tenant holds, read through the client: the fake begins with the same. */
export type Known = {
  readonly mailboxes: readonly Mailbox[];
  readonly recipients: readonly Recipient[];
  readonly parts: readonly HybridPart[];
  readonly moving: readonly Move[];
  readonly cmdlets: ReadonlySet<string>;
};

const MAILBOXES = ['UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox', 'LinkedMailbox'];
const OTHERS = ['MailUser', 'MailContact', 'MailUniversalDistributionGroup'];

function connect(url: string) {
  return connectExchange({
    url,
    tenantId: TENANT_ID,
    credential: { getToken: async () => 'demo-full' },
    clock: testClock({ heldFrom: 50_000 }),
    log: capturedLog().log,
    readTimeoutMs: 3_600_000,
    writeTimeoutMs: 3_600_000,
  });
}

/** For `assert.rejects`: the class, and the reason when one is given. */
export function fails(errorClass: ExchangeErrorClass, reason?: string) {
  return (error: unknown): boolean =>
    error instanceof ExchangeError &&
    error.errorClass === errorClass &&
    error.message !== '' &&
    (reason === undefined || error.context.reason === reason);
}

/** All pages as one list. */
export async function gathered<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

export function mailboxAt({ mailboxes }: Known, address: string): Mailbox {
  const found = mailboxes.find(({ userPrincipalName }) => userPrincipalName === address);
  assert.ok(found, `${address} is in the tenant`);
  return found;
}

export async function readKnown(): Promise<Known> {
  const tenant = await controlledTenant();
  const exchange = connect(tenant.url);
  const mailboxes = await gathered(exchange.mailboxes());
  const moving = mailboxes.find(({ userPrincipalName }) => userPrincipalName === 'moving@contoso.com');
  const known = {
    mailboxes,
    recipients: await gathered(exchange.recipients([...MAILBOXES, ...OTHERS])),
    parts: await exchange.hybridParts(),
    moving: await exchange.movesOf(moving?.objectId ?? ''),
    cmdlets: await exchange.permittedCmdlets(),
  };
  await exchange.close();
  await tenant.close();
  return known;
}

export async function openClient(): Promise<Stage> {
  const tenant = await controlledTenant();
  const exchange = connect(tenant.url);
  const say = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${tenant.url}/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
    assert.equal(answer.status, 200, await answer.text());
  };
  return {
    exchange,
    failing: async (errorClass) => {
      const kind = { throttled: 'throttle', permission: 'forbidden-nul', unavailable: 'unavailable-html' }[errorClass];
      await tenant.fault({ kind, times: 0 });
    },
    cutAfterWrite: async () => {
      await tenant.fault({ kind: 'commit-then-drop', cmdlet: 'Set-Mailbox' });
      await tenant.fault({ kind: 'commit-then-drop', cmdlet: 'Set-OrganizationConfig' });
    },
    staleReads: (reads) => tenant.fault({ kind: 'stale-read', reads }),
    ignoreNextWrite: () => tenant.fault({ kind: 'silent-no-write' }),
    hangAndAbort: async (call) => {
      await tenant.fault({ kind: 'hang', times: 0 });
      await tenant.forgetCalls();
      const control = new AbortController();
      const outcome = call(control.signal);
      await tenant.arrived('adminapi');
      control.abort();
      return outcome;
    },
    setMoves: (identity, moves) => say('moves', { identity, moves }),
    setParts: (parts) => say('hybrid', { parts }),
    setPublicFolders: (publicFoldersEnabled) => say('settings', { publicFoldersEnabled }),
    close: async () => {
      await exchange.close();
      await tenant.close();
    },
  };
}

export async function openFake(known: Known): Promise<Stage> {
  const exchange = fakeExchange(known.mailboxes);
  const { tenant } = exchange;
  tenant.recipients = known.recipients.filter(({ type }) => OTHERS.includes(type));
  tenant.hybridParts = known.parts;
  tenant.permittedCmdlets = [...known.cmdlets];
  tenant.moves.set(mailboxAt(known, 'moving@contoso.com').objectId, known.moving);
  return {
    exchange,
    failing: async (errorClass) => exchange.failNext(errorClass, { times: 100 }),
    cutAfterWrite: async () => {
      exchange.failNext('outcome-unknown', { method: 'edit', applied: true });
      exchange.failNext('outcome-unknown', { method: 'setCloudManagedByDefault', applied: true });
    },
    staleReads: async (count) => exchange.staleReads(count),
    ignoreNextWrite: async () => exchange.ignoreNextWrite(),
    hangAndAbort: (call) => {
      exchange.hang();
      const control = new AbortController();
      const outcome = call(control.signal);
      control.abort();
      return outcome;
    },
    setMoves: async (objectId, moves) => void tenant.moves.set(objectId, moves),
    setParts: async (parts) => {
      tenant.hybridParts = parts;
    },
    setPublicFolders: async (publicFolders) => {
      tenant.organization = { ...tenant.organization, publicFolders };
    },
    close: async () => {},
  };
}
