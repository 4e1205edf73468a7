import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { queuePrefix } from '../store/keys.ts';
import type { OutboxItem } from './outbox-item.ts';

/** `execute`: done by workers. `cards`: done by bots. `sweep` and `census`: by any worker. */
export const QUEUES = { execute: 'execute', cards: 'cards', sweep: 'sweep', census: 'census' } as const;

export type JobData = { readonly request: string; readonly version: number };

/** First two seconds, doubling, at most five minutes: with 60 attempts a job outlives an outage of about five hours. */
export function backoff(attemptsMade: number): number {
  return Math.min(2_000 * 2 ** Math.max(0, attemptsMade - 1), 300_000);
}

export const ATTEMPTS = 60;

/** Jobs are small and their truth is elsewhere, so ended ones go; a failed one stays a week to be looked at. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  removeOnFail: { age: 7 * 86_400 },
};

/**
 * Options for every BullMQ worker here. A crash is noticed within seconds. `maxStalledCount` is high on purpose:
 * every step is safe to run again, so a second crash must not cost the request.
 */
export function workerOptions(tenant: string, connection: Redis) {
  return {
    connection,
    prefix: queuePrefix(tenant),
    lockDuration: 5_000,
    stalledInterval: 2_000,
    maxStalledCount: 50,
    settings: { backoffStrategy: backoff },
  };
}

export function openQueue(name: keyof typeof QUEUES, tenant: string, connection: Redis): Queue {
  return new Queue(name, { connection, prefix: queuePrefix(tenant) });
}

/** A job id may not contain a colon. One item, one id: adding it twice is harmless while the first one exists. */
export function jobIdOf(item: OutboxItem): string {
  return item.kind === 'divergence'
    ? `${item.objectId}.${item.foundHash.slice(0, 16)}`
    : `${item.request}.${item.version}`;
}
