import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { CommandContext } from '../../commands/command.ts';
import type { CommandServices } from '../../commands/command-services.ts';
import { openCensusStore } from '../../services/census/census-store.ts';
import type { Log } from '../../services/log.ts';
import type { Mailbox } from '../../services/mailbox/mailbox.ts';
import { peopleLinks } from '../../services/people/people-links.ts';
import type { Role } from '../../services/people/role.ts';
import { defaultPolicy } from '../../services/policy/default-policy.ts';
import { openTenantCounts, type TenantCountStore } from '../../services/readiness/tenant-count-store.ts';
import { advance } from '../../services/request/advance.ts';
import { draftRequest } from '../../services/request/draft.ts';
import type { RequestEvent } from '../../services/request/event.ts';
import type { Person, RequestRecord } from '../../services/request/record.ts';
import type { Wish } from '../../services/request/wish.ts';
import { RULES } from '../../services/rules/rules.ts';
import { openApprovedStates } from '../../services/store/approved-state-store.ts';
import { openDivergences } from '../../services/store/divergence-store.ts';
import { openRequestStore } from '../../services/store/request-store.ts';
import { mailbox } from '../cards/samples.ts';
import { type FakeArchive, fakeArchive } from './fake-archive.ts';
import { type FakeDirectory, fakeDirectory } from './fake-directory.ts';
import { type FakeExchange, fakeExchange } from './fake-exchange.ts';
import { ANNA, BEN, PEOPLE } from './lived-request.ts';
import { silentLog } from './silent-log.ts';
import { type TestClock, testClock } from './test-clock.ts';

/** The domain in one process: a real store on a tenant of its own, fakes for everybody else. */
export type InProcess = CommandServices & {
  readonly exchange: FakeExchange;
  readonly directory: FakeDirectory;
  readonly archive: FakeArchive;
  readonly clock: TestClock;
  readonly tenantCounts: TenantCountStore;
  /** For the steps that a worker does. */
  readonly version: string;
  readonly log: Log;
};

export const ALICE = mailbox();
export const ALICE_ID = ALICE.objectId;

/** Somebody else's mailbox: `name` is first and last name with a space. */
export function mailboxOf(name: string, change: Partial<Mailbox> = {}): Mailbox {
  const local = name.toLowerCase().replace(' ', '.');
  const address = `${local}@contoso.com`;
  return mailbox({
    objectId: randomUUID(),
    exchangeGuid: randomUUID(),
    userPrincipalName: address,
    displayName: name,
    primaryAddress: address,
    attributes: { PrimarySmtpAddress: address, EmailAddresses: [`SMTP:${address}`], Alias: local },
    ...change,
  });
}

export function inProcess(
  redis: Redis,
  options: {
    readonly mailboxes?: readonly Mailbox[];
    readonly approvalsRequired?: number;
    readonly heldFrom?: number;
  } = {},
): InProcess {
  const tenant = randomUUID();
  const { mailboxes = [ALICE], approvalsRequired = 1, heldFrom } = options;
  return {
    tenant,
    store: openRequestStore(redis, tenant),
    exchange: fakeExchange(mailboxes),
    directory: fakeDirectory({ sync: { enabled: true, lastSyncAt: '2026-11-22T07:40:00Z' } }),
    archive: fakeArchive(),
    clock: testClock(heldFrom === undefined ? {} : { heldFrom }),
    settings: {
      confirmWithin: 'PT15M',
      decideWithin: 'PT24H',
      policy: defaultPolicy(approvalsRequired),
      pilotWaveLimit: null,
    },
    rules: RULES,
    pools: { approver: everybody, admin: everybody },
    links: peopleLinks(''),
    census: openCensusStore(redis, tenant),
    tenantCounts: openTenantCounts(redis, tenant),
    approved: openApprovedStates(redis, tenant),
    divergences: openDivergences(redis, tenant),
    version: '0.1.0',
    log: silentLog,
  };
}

const everybody = { people: async () => PEOPLE.map(({ objectId }) => objectId) };

export async function asked(services: CommandServices, wish: Partial<Wish> = {}): Promise<RequestRecord> {
  const drafted = await draftRequest(services, {
    action: 'to-cloud',
    objectId: ALICE_ID,
    requester: ANNA,
    reason: null,
    conversation: 'a-conversation',
    ...wish,
  });
  if (!drafted.ok) throw new Error(`Nothing was drafted: ${drafted.code}`);
  return drafted.record;
}

export async function happens(services: CommandServices, id: string, event: RequestEvent): Promise<RequestRecord> {
  const advanced = await advance(services, id, event);
  if (!advanced.ok) throw new Error(`${event.kind} was refused: ${advanced.refusal.code}`);
  return advanced.record;
}

export const confirmed = (services: CommandServices, id: string): Promise<RequestRecord> =>
  happens(services, id, { kind: 'confirm', by: ANNA, reason: 'moves', shown: null });

/** Drafted by Anna, confirmed, approved by Ben: ready for the worker. */
export async function approvedRequest(services: CommandServices, wish: Partial<Wish> = {}): Promise<RequestRecord> {
  const { id } = await asked(services, wish);
  await confirmed(services, id);
  return await happens(services, id, { kind: 'approve', by: BEN, shown: null });
}

/** What a command is told when that person types it in a personal chat. */
export function contextOf(
  services: CommandServices,
  person: Person,
  change: Partial<CommandContext> & { readonly holds?: readonly Role[] } = {},
): CommandContext {
  const { holds = ['viewer', 'requester', 'approver'], ...rest } = change;
  const roles = new Set(holds);
  return {
    person,
    standing: { roles, sources: [], complete: true, person: undefined, isOutsider: false },
    actor: { ...person, tenantId: services.tenant, channelId: `29:${person.name}` },
    roles,
    conversation: { id: 'a-conversation', isPersonal: true },
    signal: new AbortController().signal,
    openPersonalChat: async () => true,
    offerFile: async () => true,
    showPrivately: async () => true,
    services,
    hints: { addresses: [], people: [] },
    ...rest,
  };
}
