import { Worker } from 'bullmq';
import { type Clock, systemClock } from './clock.ts';
import { readServicesConfiguration } from './configuration.ts';
import type { Log } from './log.ts';
import { openServices } from './open-services.ts';
import { attend } from './queue/attend.ts';
import { startCensusWorker } from './queue/census-job.ts';
import { startExecuteWorker } from './queue/execute-job.ts';
import { openQueue, QUEUES, workerOptions } from './queue/queues.ts';
import { startRelay } from './queue/relay.ts';
import { countTenant } from './readiness/count-tenant.ts';
import { connectForQueues, connectForStores, requireNoEviction, whenReady } from './store/redis.ts';
import { VERSION } from './version.ts';

/** How often overdue requests are looked for. Their cards are late by this much at most; the truth is not. */
const SWEEP_EVERY_MS = 5_000;

/** Nobody waits at a screen for what a worker asks of the directory. */
const DIRECTORY_TIMEOUT_MS = 60_000;

export type RunningWorker = { readonly stop: () => Promise<void> };

/**
 * A worker process: relays the outbox, carries out approved requests, ends overdue ones. Any number may run. Resolves
 * when it takes work; `stop` finishes what is under way.
 */
export async function startWorker(
  environment: NodeJS.ProcessEnv,
  { log, clock = systemClock }: { readonly log: Log; readonly clock?: Clock },
): Promise<RunningWorker> {
  const configuration = readServicesConfiguration(environment);
  const redis = connectForQueues(configuration.REDIS_URL);
  const stores = connectForStores(configuration.REDIS_URL);
  for (const connection of [redis, stores]) {
    connection.on('error', (error) =>
      log.warn({ err: error }, 'Redis cannot be reached; work goes on by itself when it is back'),
    );
  }
  await Promise.all([requireNoEviction(redis), whenReady(stores)]).catch((error: unknown) => {
    redis.disconnect();
    stores.disconnect();
    throw error;
  });
  const services = openServices({
    ...{ configuration, environment, redis: stores, clock, log },
    directoryTimeoutMs: DIRECTORY_TIMEOUT_MS,
  });
  const { tenant } = services;

  const execute = openQueue('execute', tenant, redis);
  const cards = openQueue('cards', tenant, redis);
  const sweep = openQueue('sweep', tenant, redis);
  for (const queue of [execute, cards, sweep]) queue.on('error', (error) => log.warn({ err: error }, 'queue'));
  const relay = startRelay({
    tenant,
    redis: redis.duplicate(),
    execute,
    cards,
    consumer: crypto.randomUUID(),
    log,
  });
  const executing = startExecuteWorker({ ...services, tenant, redis, log, version: VERSION });
  await sweep.upsertJobScheduler('expiry', { every: SWEEP_EVERY_MS });
  const sweeping = new Worker(QUEUES.sweep, () => attend({ ...services, log }), workerOptions(tenant, redis));
  sweeping.on('error', (error) => log.warn({ err: error }, 'sweep'));
  const [every, unit] = [configuration.CENSUS_EVERY, configuration.CENSUS_UNIT_ATTRIBUTE];
  const counting = await startCensusWorker({
    ...{ ...services, redis, every, unit, log },
    besides: async (signal) => services.tenantCounts.keep(await countTenant(services, signal)),
  });
  await Promise.all([executing.waitUntilReady(), sweeping.waitUntilReady()]);
  log.info({ tenant }, 'worker ready');

  return {
    stop: async () => {
      await relay.stop();
      await Promise.all([executing.close(), sweeping.close(), counting.stop()]);
      await Promise.all([execute.close(), cards.close(), sweep.close(), services.close()]);
      redis.disconnect();
      stores.disconnect();
    },
  };
}
