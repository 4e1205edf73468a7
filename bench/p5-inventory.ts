import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/v4';
import { startRedis } from '../tests/support/redis.ts';
import { TENANT_ID } from '../tests/support/teams-activities.ts';
import { ROOT } from './places.ts';
import { startProgram } from './program.ts';
import { inTurns } from './rounds.ts';
import type { Row } from './row.ts';
import { withScratch } from './scratch.ts';

const USUAL = 200_000;
const LARGE = 600_000;
const SMALL = 50_000;
/** As long as every call to the slow tenants of the other rows; the real service takes seconds for such a page. */
const PAGE_TAKES_MS = 50;
const LIVES_AT_MOST_MS = 1_800_000;

/**
 * What docs/operations.md advises for a worker of a large tenant. The live data of a census is about 20 MB; without
 * these bounds V8 lets dead pages lie for as long as there is room.
 */
const HEAP = ['--max-semi-space-size=8', '--max-old-space-size=128'];

const run = promisify(execFile);
const foundSchema = z.strictObject({ tookMs: z.number(), peakMegabytes: z.number() });
type Found = z.infer<typeof foundSchema>;

type Reading = { readonly mode: 'census' | 'drop'; readonly size: number; readonly pageTakesMs: number };

/**
 * A census reads all pages with the client that Steward uses, hashes each mailbox, compares it with its approved state
 * and with the census before, against the same client reading the same pages and dropping them. Each side is a process
 * of its own and so is the tenant. The first round also reads three times as many, and once without any latency.
 */
export const inventory: Row = {
  id: 'P5',
  what: 'inventory of 200,000 mailboxes, hashed and compared',
  against: 'reading the pages and dropping them',
  unit: 'ms',
  goal: { most: 1.15 },
  open: () =>
    withScratch(async (scratch) => {
      const redis = scratch.keep(await startRedis());
      const exchange = scratch.keep(await startProgram('bench/programs/endless-exchange.ts'));
      const read = (reading: Reading): Promise<Found> => readTenant(reading, exchange.url, redis.url);
      // The first census has none before it to be compared with.
      await read({ mode: 'census', size: USUAL, pageTakesMs: 0 });
      return {
        run: async (round) => {
          const { ours, baseline } = await compared(read, round, { size: USUAL, pageTakesMs: PAGE_TAKES_MS });
          const also = round === 0 ? await once(read, ours) : {};
          const peaks = { 'peak MB': ours.peakMegabytes, 'peak MB of the other': baseline.peakMegabytes };
          return { ours: ours.tookMs, baseline: baseline.tookMs, also: { ...peaks, ...also } };
        },
        close: scratch.close,
      };
    }),
};

type Read = (reading: Reading) => Promise<Found>;

function compared(
  read: Read,
  round: number,
  reading: Omit<Reading, 'mode'>,
): Promise<{ readonly ours: Found; readonly baseline: Found }> {
  return inTurns(round, {
    ours: () => read({ ...reading, mode: 'census' }),
    baseline: () => read({ ...reading, mode: 'drop' }),
  });
}

async function once(read: Read, usual: Found): Promise<Readonly<Record<string, number>>> {
  const large = await read({ mode: 'census', size: LARGE, pageTakesMs: 0 });
  const bare = await compared(read, 0, { size: SMALL, pageTakesMs: 0 });
  return {
    'peak at 600,000 against that at 200,000': large.peakMegabytes / usual.peakMegabytes,
    'ratio where pages take no time': bare.ours.tookMs / bare.baseline.tookMs,
  };
}

async function readTenant({ mode, size, pageTakesMs }: Reading, url: string, redisUrl: string): Promise<Found> {
  const { stdout } = await run(process.execPath, [...HEAP, join(ROOT, 'bench/programs/read-tenant.ts')], {
    timeout: LIVES_AT_MOST_MS,
    env: {
      PATH: process.env.PATH,
      MODE: mode,
      SIZE: String(size),
      PAGE_TAKES_MS: String(pageTakesMs),
      EXCHANGE_URL: url,
      REDIS_URL: redisUrl,
      TENANT: TENANT_ID,
    },
  });
  return foundSchema.parse(JSON.parse(stdout));
}
