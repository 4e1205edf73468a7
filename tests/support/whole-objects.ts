import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import type { CommandContext, CommandResult } from '../../commands/command.ts';
import { COMMANDS } from '../../commands/index.ts';
import type { Reply } from '../../commands/reply.ts';
import type { SyncedObject } from '../../services/directory/directory-tenant.ts';
import { executeRequest } from '../../services/request/execute.ts';
import { lookAgain } from '../../services/request/look-again.ts';
import type { RequestRecord } from '../../services/request/record.ts';
import type { Wish } from '../../services/request/wish.ts';
import { ALICE, approvedRequest, type InProcess, inProcess } from './in-process.ts';

// Groups, contacts and users of the directory, for tests with the in-process fakes.

export const PLANT_NEWS: SyncedObject = {
  kind: 'group',
  objectId: '6e000000-0000-4000-9000-000000000001',
  displayName: 'Plant News',
  name: 'plant.news@contoso.com',
  mail: 'plant.news@contoso.com',
  isSynced: true,
  wasSynced: true,
  domain: 'corp.contoso.com',
  lastSyncedAt: '2026-11-22T07:40:00.000Z',
  isMailEnabled: true,
  isSecurityEnabled: false,
};

export const PARTNER: SyncedObject = {
  ...PLANT_NEWS,
  kind: 'contact',
  objectId: '6e000000-0000-4000-9000-000000000002',
  displayName: 'Partner Contact',
  name: 'partner@adatum.example',
  mail: 'partner@adatum.example',
  wasSynced: null,
  domain: null,
  isMailEnabled: null,
  isSecurityEnabled: null,
};

/** The whole user whose mailbox is Alice's. */
export const ALICE_USER: SyncedObject = {
  ...PLANT_NEWS,
  kind: 'user',
  objectId: ALICE.objectId,
  displayName: ALICE.displayName,
  name: ALICE.userPrincipalName,
  mail: ALICE.primaryAddress,
  isMailEnabled: null,
  isSecurityEnabled: null,
};

/** A user without a mailbox in Exchange Online. */
export const REMO_USER: SyncedObject = {
  ...ALICE_USER,
  objectId: '6e000000-0000-4000-9000-000000000003',
  displayName: 'Remo Remote',
  name: 'remo@contoso.com',
  mail: 'remo@contoso.com',
};

/** The domain in one process, with Alice's mailbox and these objects. */
export function withObjects(redis: Redis, ...changed: readonly SyncedObject[]): InProcess {
  const world = inProcess(redis);
  for (const object of [PLANT_NEWS, PARTNER, ALICE_USER, REMO_USER, ...changed]) world.directory.putObject(object);
  world.directory.setMembers(PLANT_NEWS.objectId, [ALICE.objectId, PARTNER.objectId]);
  return world;
}

/** Asked by Anna, confirmed, approved by Ben, and carried out. */
export async function carriedOutInProcess(world: InProcess, wish: Partial<Wish>): Promise<RequestRecord> {
  const { id } = await approvedRequest(world, wish);
  await executeRequest(world, id);
  return await stored(world, id);
}

/** The directory syncs, and the watch over a finished change looks. */
export async function synced(
  world: InProcess,
  { id }: RequestRecord,
  options: Parameters<InProcess['directory']['syncCycle']>[0] = {},
): Promise<RequestRecord> {
  world.directory.syncCycle(options);
  world.clock.advance(60 * 60_000);
  const lastSyncAt = world.clock.now().toISOString();
  world.directory.setSync({ enabled: true, lastSyncAt });
  await lookAgain({ ...world, lastSyncAt: async () => lastSyncAt }, await stored(world, id));
  return await stored(world, id);
}

async function stored(world: InProcess, id: string): Promise<RequestRecord> {
  const record = await world.store.get(id);
  assert.ok(record);
  return record;
}

/** Hands an object to the cloud and back, past the point where a sync would take it over. */
export async function handedBackInProcess(world: InProcess, object: SyncedObject): Promise<RequestRecord> {
  const { kind, objectId } = object;
  await carriedOutInProcess(world, { action: 'object-to-cloud', kind, objectId });
  world.clock.advance(60_000);
  return await carriedOutInProcess(world, { action: 'object-to-on-premises', kind, objectId });
}

type Raw = Readonly<Record<string, unknown>>;

export async function runCommand(context: CommandContext, name: string, raw: Raw = {}): Promise<CommandResult> {
  const command = COMMANDS.find((each) => each.name === name);
  assert.ok(command, name);
  return await command.execute(raw, context);
}

export function replied<K extends Reply['kind']>(result: CommandResult, kind: K): Extract<Reply, { kind: K }> {
  assert.ok(result.ok, `refused with ${result.ok || result.code}`);
  assert.ok(isKind(result.reply, kind), `a ${result.reply.kind}`);
  return result.reply;
}

const isKind = <K extends Reply['kind']>(given: Reply, kind: K): given is Extract<Reply, { kind: K }> =>
  given.kind === kind;

/** The code of a refusal, or what was answered instead. */
export const codeOf = (result: CommandResult): string => (result.ok ? `answered ${result.reply.kind}` : result.code);
