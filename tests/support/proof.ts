import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { openArchive } from '../../services/archive/open-archive.ts';
import { chainReader } from '../../services/audit/chain-reader.ts';
import { type AuditEntry, auditEntrySchema } from '../../services/audit/entry.ts';
import { receiptWitness } from '../../services/audit/receipt-witness.ts';
import { verifyChain } from '../../services/audit/verify-chain.ts';
import { verifyReceipts } from '../../services/audit/verify-receipts.ts';
import { auditHeadKey, auditStreamKey, recordKey } from '../../services/store/keys.ts';
import type { World } from './world.ts';

/** What can be proven afterwards: the trail, once it fits with itself and with every receipt in the archive. */
export type Proof = { readonly entries: readonly AuditEntry[]; readonly receipts: number };

const tenantOf = (world: World): string => String(world.environment.TENANT_ID).toLowerCase();

async function withRedis<T>(world: World, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(world.redis.socket);
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

/** Verifies chain and archive as `npm run audit -- verify` does; fails the test where they do not fit. */
export function proven(world: World): Promise<Proof> {
  return withRedis(world, async (redis) => {
    const tenant = tenantOf(world);
    const archive = openArchive(String(world.environment.ARCHIVE_URL));
    const filed = await verifyReceipts(archive);
    assert.ok(filed.ok, filed.ok ? '' : filed.sentence);
    const reader = chainReader(redis, { stream: auditStreamKey(tenant), head: auditHeadKey(tenant) });
    const entries: AuditEntry[] = [];
    const witness = receiptWitness(archive);
    const chain = await verifyChain(reader.entries, {
      head: reader.head,
      tenant,
      onEntry: async (entry) => {
        entries.push(entry);
        return await witness(entry);
      },
    });
    assert.ok(chain.ok, chain.ok ? '' : chain.sentence);
    return { entries: entries.map((entry) => auditEntrySchema.parse(entry)), receipts: filed.receipts };
  });
}

/** What happened to one request, in order, from the verified trail. */
export async function storyInTrail(world: World, id: string): Promise<readonly string[]> {
  const { entries } = await proven(world);
  return entries.filter(({ request }) => request === id).map(({ kind }) => kind);
}

/** The committed state of a request. */
export function committed(world: World, id: string): Promise<Readonly<Record<string, unknown>>> {
  return withRedis(world, async (redis) =>
    JSON.parse((await redis.hget(recordKey(tenantOf(world), id), 'record')) ?? 'null'),
  );
}

/** How many requests there are at all. */
export async function requestsEver(world: World): Promise<number> {
  return await withRedis(world, async (redis) => (await redis.keys(recordKey(tenantOf(world), '*'))).length);
}

/** The trail of one request, proven to fit like everything else. */
export async function entriesOf(world: World, id: string): Promise<readonly AuditEntry[]> {
  return (await proven(world)).entries.filter(({ request }) => request === id);
}
