import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import * as z from 'zod/v4';
import { assertNever } from '../assert-never.ts';
import type { Log } from '../log.ts';
import { outboxKey } from '../store/keys.ts';
import { type OutboxItem, outboxItemSchema } from './outbox-item.ts';
import { JOB_OPTIONS, jobIdOf } from './queues.ts';

const GROUP = 'relay';
const BATCH = 50;
/** How long a read waits for something new, and how long another relay may sit on an item before it is taken over. */
const BLOCK_MS = 2_000;
const TAKE_OVER_MS = 10_000;

export type RelayNeeds = {
  readonly tenant: string;
  /** A connection of its own: reading blocks it. */
  readonly redis: Redis;
  readonly execute: Queue;
  readonly cards: Queue;
  /** Distinct for each process. */
  readonly consumer: string;
  readonly log: Log;
};

export type Relay = { readonly stop: () => Promise<void> };

const entries = z.array(z.tuple([z.string(), z.array(z.string()).nullable()]));
const readAnswer = z.array(z.tuple([z.string(), entries])).nullable();
const claimAnswer = z.tuple([z.string(), entries]).rest(z.unknown());

/**
 * Turns outbox entries into jobs: adds the job, then forgets the entry. Dying in between relays it twice, which the
 * job id makes harmless. Any number of relays share the work; what a dead one left is taken over.
 */
export function startRelay(needs: RelayNeeds): Relay {
  const { redis, tenant, consumer, log } = needs;
  const key = outboxKey(tenant);
  let running = true;
  redis.on('error', (error) => log.warn({ err: error }, 'relay: Redis cannot be reached; it goes on by itself'));

  const cycle = async (): Promise<void> => {
    await ensureGroup(redis, key);
    while (running) {
      await relayAll(needs, await abandoned(redis, key, consumer));
      const read = await redis.xreadgroup(
        'GROUP',
        GROUP,
        consumer,
        'COUNT',
        BATCH,
        'BLOCK',
        BLOCK_MS,
        'STREAMS',
        key,
        '>',
      );
      for (const [, found] of readAnswer.parse(read) ?? []) await relayAll(needs, found);
    }
  };

  const loop = async (): Promise<void> => {
    while (running) {
      try {
        await cycle();
      } catch (error) {
        if (running) log.warn({ err: error }, 'relay interrupted, starting it again');
        await pauseWhile(() => running);
      }
    }
  };

  const done = loop();
  return {
    stop: async () => {
      running = false;
      redis.disconnect();
      await done;
    },
  };
}

/** Keeps a relay that fails at once from spinning. */
async function pauseWhile(running: () => boolean): Promise<void> {
  if (running()) await new Promise((resolve) => setTimeout(resolve, 200));
}

async function ensureGroup(redis: Redis, key: string): Promise<void> {
  try {
    await redis.xgroup('CREATE', key, GROUP, '0', 'MKSTREAM');
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
  }
}

async function abandoned(redis: Redis, key: string, consumer: string): Promise<z.infer<typeof entries>> {
  const claimed = await redis.xautoclaim(key, GROUP, consumer, TAKE_OVER_MS, '0-0', 'COUNT', BATCH);
  return claimAnswer.parse(claimed)[1];
}

async function relayAll(needs: RelayNeeds, found: z.infer<typeof entries>): Promise<void> {
  const key = outboxKey(needs.tenant);
  for (const [id, fields] of found) {
    const item = fields && readItem(fields[1]);
    if (fields && !item) {
      // Left where it is: a newer version of Steward may have written it, and will know what to do with it.
      needs.log.error({ entry: id }, 'an outbox item cannot be read by this version');
      continue;
    }
    if (item) await relayOne(needs, item);
    await needs.redis.multi().xack(key, GROUP, id).xdel(key, id).exec();
  }
}

function readItem(text: string | undefined): OutboxItem | undefined {
  try {
    return outboxItemSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

async function relayOne({ execute, cards }: RelayNeeds, item: OutboxItem): Promise<void> {
  const { kind, ...data } = item;
  const options = { ...JOB_OPTIONS, jobId: jobIdOf(item) };
  switch (kind) {
    case 'execute':
      await execute.add(kind, data, options);
      return;
    case 'cards':
    case 'divergence':
      await cards.add(kind, data, options);
      return;
    default:
      assertNever(kind);
  }
}
