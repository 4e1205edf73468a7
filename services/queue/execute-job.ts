import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import * as z from 'zod/v4';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import { advance } from '../request/advance.ts';
import { type ExecuteNeeds, executeRequest, giveUp } from '../request/execute.ts';
import { ATTEMPTS, backoff, QUEUES, workerOptions } from './queues.ts';

const jobData = z.strictObject({ request: z.string(), version: z.number().int().positive() });

export type ExecuteWorkerNeeds = ExecuteNeeds & {
  readonly tenant: string;
  readonly redis: Redis;
  readonly log: Log;
};

/** How many requests one worker has under way; Exchange sees fewer, since its client writes one at a time. */
const CONCURRENCY = 10;

/** Takes `execute` jobs until closed. Closing waits for what is under way. */
export function startExecuteWorker(needs: ExecuteWorkerNeeds): Worker {
  const stopping = new AbortController();
  const worker = new Worker(QUEUES.execute, (job) => runJob(needs, job, stopping.signal), {
    ...workerOptions(needs.tenant, needs.redis),
    concurrency: CONCURRENCY,
  });
  worker.on('error', (error) => needs.log.warn({ err: error }, 'execute worker'));
  worker.on('closing', () => stopping.abort());
  return worker;
}

/** One attempt. A failure that may pass is written on the request, so that its cards say what goes on by itself. */
export async function runJob(needs: ExecuteWorkerNeeds, job: Job, signal: AbortSignal): Promise<void> {
  const { request } = jobData.parse(job.data);
  try {
    await executeRequest(needs, request, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const code = error instanceof AppError ? error.code : 'unexpected';
    needs.log.warn({ request, code, attempt: job.attemptsMade + 1, err: error }, 'request could not be executed yet');
    await stumble(needs, job, { request, code });
    throw error;
  }
}

async function stumble(
  needs: ExecuteWorkerNeeds,
  job: Job,
  { request, code }: { readonly request: string; readonly code: string },
): Promise<void> {
  const attempt = job.attemptsMade + 1;
  if (attempt >= ATTEMPTS) {
    await giveUp(needs, request, code);
    throw new UnrecoverableError(`Gave up on ${request} after ${attempt} attempts: ${code}.`);
  }
  const nextAt = new Date(needs.clock.now().getTime() + backoff(attempt));
  await advance(needs, request, { kind: 'delay', code, nextAt });
}
