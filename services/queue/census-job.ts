import { type Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { AppError } from '../app-error.ts';
import type { UnitSource } from '../census/business-unit.ts';
import { isCensusDue } from '../census/census-due.ts';
import type { CensusStore } from '../census/census-store.ts';
import type { CensusSummary } from '../census/census-summary.ts';
import { runCensus } from '../census/run-census.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { ExchangeTenant } from '../exchange/exchange-tenant.ts';
import type { Log } from '../log.ts';
import type { Divergence } from '../sentinel/divergence.ts';
import type { SentinelNeeds } from '../sentinel/examine-suspect.ts';
import { openSentinel } from '../sentinel/watch-census.ts';
import { openQueue, QUEUES, workerOptions } from './queues.ts';

/** How often a worker looks whether a census is due or asked for. */
const LOOK_EVERY_MS = 2_000;

export type CensusJobNeeds = SentinelNeeds & {
  readonly exchange: Pick<Exchange, 'read'> & Pick<ExchangeTenant, 'mailboxes'>;
  readonly census: CensusStore;
  readonly unit: UnitSource;
  readonly log: Log;
  /** Told of each divergence when it is first found, after it is in the store. Not told again when it throws. */
  readonly onDivergence?: (divergence: Divergence) => Promise<void>;
  /** What else is counted while the tenant is looked at. A failure of it is not one of the census. */
  readonly besides?: (signal: AbortSignal) => Promise<void>;
};

export type CensusWorkerNeeds = CensusJobNeeds & {
  readonly redis: Redis;
  /** ISO 8601 duration. */
  readonly every: string;
};

/**
 * Takes censuses until stopped, one at a time for the tenant however many workers there are. What a killed worker
 * leaves is begun again by the next one within seconds.
 */
export async function startCensusWorker(needs: CensusWorkerNeeds): Promise<{ readonly stop: () => Promise<void> }> {
  const { tenant, redis, census, clock, every, log } = needs;
  const queue: Queue = openQueue('census', tenant, redis);
  queue.on('error', (error) => log.warn({ err: error }, 'census queue'));
  const stopping = new AbortController();
  await census.schedule(clock.now(), every);
  await queue.setGlobalConcurrency(1);
  const opts = { removeOnComplete: true, removeOnFail: true };
  await queue.upsertJobScheduler('look', { every: LOOK_EVERY_MS }, { opts });
  const worker = new Worker(QUEUES.census, () => censusIfDue(needs, stopping.signal), workerOptions(tenant, redis));
  worker.on('error', (error) => log.warn({ err: error }, 'census worker'));
  await worker.waitUntilReady();
  return {
    stop: async () => {
      stopping.abort();
      await worker.close();
      await queue.close();
    },
  };
}

/**
 * Takes a census when one is due; answers with its summary. A failure is noted for people to see, and the schedule
 * rests for an hour; a run that was stopped is begun again by the next worker.
 */
export async function censusIfDue(needs: CensusJobNeeds, signal: AbortSignal): Promise<CensusSummary | undefined> {
  const { census, clock, log } = needs;
  const now = clock.now();
  const [state, [latest]] = await Promise.all([census.state(now), census.history(1)]);
  if (!isCensusDue({ state, latest }, now)) return undefined;
  try {
    return await takeCensus(needs, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    const code = error instanceof AppError ? error.code : 'unexpected';
    log.warn({ code, err: error }, 'the census failed');
    await census.failed(clock.now(), code);
    return undefined;
  }
}

async function takeCensus(needs: CensusJobNeeds, signal: AbortSignal): Promise<CensusSummary> {
  const { census, clock, exchange, unit, log } = needs;
  const sentinel = openSentinel(needs);
  const { mailboxes } = exchange;
  const summary = await runCensus({ mailboxes, census, clock, unit, watch: sentinel.watch }, signal);
  log.info({ run: summary.run, total: summary.total, suspects: summary.suspects }, 'census taken');
  await needs.besides?.(signal).catch((error: unknown) => log.warn({ err: error }, 'nothing else could be counted'));
  try {
    await sentinel.examine(async (examined) => {
      if (examined.is === 'open') await needs.onDivergence?.(examined.divergence);
    }, signal);
  } catch (error) {
    // The census itself is whole. What was not looked at has its turn after the next one.
    log.warn({ err: error }, 'the sentinel did not get through its suspects');
  }
  return summary;
}
