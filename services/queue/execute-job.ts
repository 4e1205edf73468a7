import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import * as z from 'zod/v4';
import { AppError } from '../app-error.ts';
import { freezeInForce } from '../freeze/freeze.ts';
import type { Log } from '../log.ts';
import { advance } from '../request/advance.ts';
import { type ExecuteNeeds, executeRequest, giveUp } from '../request/execute.ts';
import type { RequestSettings } from '../request/wish.ts';
import { ATTEMPTS, backoff, QUEUES, workerOptions } from './queues.ts';

const jobData = z.strictObject({ request: z.string(), version: z.number().int().positive() });

export type ExecuteWorkerNeeds = ExecuteNeeds & {
  readonly tenant: string;
  readonly settings: Pick<RequestSettings, 'policy'>;
  readonly redis: Redis;
  readonly log: Log;
};

/** How many requests one worker has under way; Exchange sees fewer, since its client writes one at a time. */
const CONCURRENCY = 10;
const LOOK_AGAIN_MS = 60_000;

/** Takes `execute` jobs until closed. Closing waits for what is under way. */
export function startExecuteWorker(needs: ExecuteWorkerNeeds): Worker {
  const stopping = new AbortController();
  const worker = new Worker(QUEUES.execute, (job, token) => runJob(needs, { job, token, signal: stopping.signal }), {
    ...workerOptions(needs.tenant, needs.redis),
    concurrency: CONCURRENCY,
  });
  worker.on('error', (error) => needs.log.warn({ err: error }, 'execute worker'));
  worker.on('closing', () => stopping.abort());
  return worker;
}

type Attempt = { readonly job: Job; readonly token?: string | undefined; readonly signal: AbortSignal };

/** One attempt. A failure that may pass is written on the request, so that its cards say what goes on by itself. */
export async function runJob(needs: ExecuteWorkerNeeds, { job, token, signal }: Attempt): Promise<void> {
  const { request } = jobData.parse(job.data);
  try {
    const until = await frozenUntil(needs, request);
    if (until) return await waitFor(needs, { job, token, until });
    await executeRequest(needs, request, signal);
  } catch (error) {
    if (signal.aborted || error instanceof DelayedError) throw error;
    const code = error instanceof AppError ? error.code : 'unexpected';
    needs.log.warn({ request, code, attempt: job.attemptsMade + 1, err: error }, 'request could not be executed yet');
    await stumble(needs, job, { request, code });
    throw error;
  }
}

/** A freeze stops what has not begun. What is running is brought to its end: half-done helps nobody. */
async function frozenUntil(needs: ExecuteWorkerNeeds, id: string): Promise<Date | undefined> {
  const record = await needs.store.get(id);
  if (record?.state !== 'approved') return undefined;
  const freeze = await freezeInForce(needs, needs.settings.policy);
  if (freeze && record.delay?.code !== 'frozen') {
    await advance(needs, id, { kind: 'delay', code: 'frozen', nextAt: freeze.until });
  }
  return freeze?.until;
}

/** Looks again every minute, because a freeze can be ended early. Does not count as a failed attempt. */
async function waitFor(
  { clock }: ExecuteWorkerNeeds,
  { job, token, until }: { readonly job: Job; readonly token: string | undefined; readonly until: Date },
): Promise<never> {
  const wait = Math.min(until.getTime() - clock.now().getTime(), LOOK_AGAIN_MS);
  // BullMQ compares with the machine's own clock.
  await job.moveToDelayed(Date.now() + Math.max(0, wait), token);
  throw new DelayedError();
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
