import { DelayedError, type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import * as z from 'zod/v4';
import type { Clock } from '../services/clock.ts';
import type { Log } from '../services/log.ts';
import { QUEUES, workerOptions } from '../services/queue/queues.ts';
import type { DivergenceStore } from '../services/store/divergence-store.ts';
import { type Channel, ChannelError } from './channel.ts';
import { type DrawNeeds, drawCards } from './draw-cards.ts';
import { LATE_ANSWER, sayLate } from './late-answer.ts';
import { postDivergence } from './post-divergence.ts';
import type { ReplyInChannel } from './teams-channel.ts';

const divergenceData = z.strictObject({ objectId: z.guid(), foundHash: z.string() });
const jobData = z.strictObject({ request: z.string(), version: z.number().int().positive() });

export type NotifierNeeds = Omit<DrawNeeds, 'channel'> & {
  readonly channel: Channel & { readonly reply: ReplyInChannel };
  readonly divergences: Pick<DivergenceStore, 'get'>;
  readonly tenant: string;
  readonly redis: Redis;
  readonly clock: Clock;
  readonly log: Log;
};

/** How soon to look again when another bot is drawing the same cards. */
const BUSY_MS = 150;
const CONCURRENCY = 10;

/**
 * Redraws the cards of requests from their committed records. It only ever says what the store says; it decides
 * nothing. The channel's "not now" becomes a later attempt, with the time the channel asked for.
 */
export function startNotifier(needs: NotifierNeeds): Worker {
  const worker = new Worker(QUEUES.cards, (job, token) => runJob(needs, job, token), {
    ...workerOptions(needs.tenant, needs.redis),
    concurrency: CONCURRENCY,
  });
  worker.on('error', (error) => needs.log.warn({ err: error }, 'notifier'));
  return worker;
}

async function runJob(needs: NotifierNeeds, job: Job, token: string | undefined): Promise<void> {
  try {
    if (job.name === LATE_ANSWER) await sayLate(needs.channel.reply, job);
    else if (job.name === 'divergence') await postDivergence(needs, divergenceData.parse(job.data));
    else await draw(needs, job, token);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    needs.log.warn({ job: job.id, code: error.code }, 'the channel did not take a message yet');
    if (error.retryAfter === null) throw error;
    await later({ job, token, wait: error.retryAfter });
  }
}

async function draw(needs: NotifierNeeds, job: Job, token: string | undefined): Promise<void> {
  const { request } = jobData.parse(job.data);
  const lock = await needs.places.lock(request);
  if (!lock) return await later({ job, token, wait: BUSY_MS });
  try {
    await drawCards(needs, request);
  } finally {
    // Whether this gets through decides nothing: the lock ends by itself, and the cards are as they are.
    await lock
      .release()
      .catch((error: unknown) => needs.log.warn({ request, err: error }, 'drawing lock not released'));
  }
}

type Delay = { readonly job: Job; readonly token: string | undefined; readonly wait: number };

/** Puts the job off without counting it as a failed attempt. BullMQ compares with the machine's own clock. */
async function later({ job, token, wait }: Delay): Promise<never> {
  await job.moveToDelayed(Date.now() + wait, token);
  throw new DelayedError();
}
