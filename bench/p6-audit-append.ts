import type { Redis } from 'ioredis';
import { type AuditDraft, chain, EMPTY_HEAD } from '../services/audit/entry.ts';
import { connectForStores } from '../services/store/redis.ts';
import { openRequestStore } from '../services/store/request-store.ts';
import { startRedis } from '../tests/support/redis.ts';
import { ALICE_ID, TENANT_ID } from '../tests/support/teams-activities.ts';
import { inTurns } from './rounds.ts';
import type { Row } from './row.ts';
import { type Scratch, withScratch } from './scratch.ts';

const BLOCK = 300;
const SEQUENTIAL: Load = { inFlight: 1, blocks: 10 };
/** Each writer that loses the race for the head tries again, so this takes far longer: fewer of them. */
const CROWDED: Load = { inFlight: 50, blocks: 1 };

type Load = { readonly inFlight: number; readonly blocks: number };

type Append = () => Promise<unknown>;

/** The same entry both times, as text of the same length; one after the other, each waited for. */
export const auditAppend: Row = {
  id: 'P6',
  what: 'audit append, one after the other',
  against: 'plain XADD of the same entry',
  unit: 'entries a second',
  goal: { least: 0.7 },
  open: () =>
    withScratch(async (scratch) => {
      const redis = scratch.keep(await startRedis());
      const store = openRequestStore(await connected(scratch, redis.url), TENANT_ID);
      const plain = await connected(scratch, redis.url);
      const entry = chain(EMPTY_HEAD, draft());
      const sides = {
        ours: () => store.appendAudit(draft()),
        baseline: () => plain.xadd('plain', '*', 'entry', JSON.stringify({ ...entry })),
      };
      await compare(0, sides, SEQUENTIAL);
      return {
        run: async (round) => {
          const sequential = await compare(round, sides, SEQUENTIAL);
          const crowded = await compare(round, sides, CROWDED);
          return {
            ...sequential,
            also: { [`ratio at ${CROWDED.inFlight} in flight`]: crowded.ours / crowded.baseline },
          };
        },
        close: scratch.close,
      };
    }),
};

function draft(): AuditDraft {
  return {
    at: new Date().toISOString(),
    tenant: TENANT_ID,
    kind: 'approved',
    request: '7Q4K-2M',
    version: 3,
    actor: ALICE_ID,
    from: 'pending',
    to: 'approved',
    facts: { votes: 1, plan: '1'.repeat(64) },
  };
}

async function connected(scratch: Scratch, url: string): Promise<Redis> {
  const redis = connectForStores(url);
  scratch.keep({ stop: async () => redis.disconnect() });
  await new Promise<void>((resolve) => redis.once('ready', () => resolve()));
  return redis;
}

type Sides = { readonly ours: Append; readonly baseline: Append };
type Rates = { readonly ours: number; readonly baseline: number };

/** In small blocks by turns, so that both sides meet the same minute of the machine. */
async function compare(round: number, sides: Sides, { inFlight, blocks }: Load): Promise<Rates> {
  const taken = { ours: 0, baseline: 0 };
  for (let block = 0; block < blocks; block += 1) {
    const { ours, baseline } = await inTurns(round + block, {
      ours: () => timed(sides.ours, inFlight),
      baseline: () => timed(sides.baseline, inFlight),
    });
    taken.ours += ours;
    taken.baseline += baseline;
  }
  const seconds = (ms: number): number => (blocks * BLOCK * 1000) / ms;
  return { ours: seconds(taken.ours), baseline: seconds(taken.baseline) };
}

async function timed(append: Append, inFlight: number): Promise<number> {
  let left = BLOCK;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await append();
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, one));
  return performance.now() - begun;
}
