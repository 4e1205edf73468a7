import type { Job, Queue } from 'bullmq';
import * as z from 'zod/v4';
import type { Log } from '../services/log.ts';
import { JOB_OPTIONS } from '../services/queue/queues.ts';
import type { Undelivered } from './app.ts';
import type { ChannelErrorClass } from './channel.ts';
import { cardActivity, textActivity } from './outgoing-activity.ts';
import type { ReplyInChannel } from './teams-channel.ts';

/** The name of the jobs in the queue of cards that are answers to deliver late. */
export const LATE_ANSWER = 'answer';

const lateAnswerSchema = z.strictObject({
  target: z.strictObject({
    serviceUrl: z.string(),
    conversation: z.string(),
    activityId: z.string().optional(),
    botId: z.string(),
  }),
  answer: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('card'), card: z.record(z.string(), z.unknown()), summary: z.string() }),
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
  ]),
});

/** Refusals of the channel that are not for good, and after which the answer surely was not shown. */
const WORTH_KEEPING: ReadonlySet<ChannelErrorClass> = new Set(['throttled', 'busy']);

/** An answer that the channel did not take just now is kept and said later; one it will never take is logged as lost. */
export function keepAnswer({ queue, log }: { readonly queue: Queue; readonly log: Log }) {
  return async ({ origin, answer, error }: Undelivered): Promise<void> => {
    if (!WORTH_KEEPING.has(error.errorClass) || answer.kind === 'none') {
      log.error({ code: error.code }, 'an answer could not be delivered and is not repeated');
      return;
    }
    const { serviceUrl, replyTo, botId } = origin.place;
    const target = { serviceUrl, conversation: replyTo, botId, activityId: origin.activityId };
    await queue.add(LATE_ANSWER, { target, answer }, { ...JOB_OPTIONS, delay: error.retryAfter ?? 1_000 });
  };
}

/** Says a kept answer. Throws `ChannelError`. */
export async function sayLate(reply: ReplyInChannel, job: Job): Promise<void> {
  const { target, answer } = lateAnswerSchema.parse(job.data);
  const activity = answer.kind === 'card' ? cardActivity(answer) : textActivity(answer.text);
  await reply({ ...target, activityId: target.activityId }, activity);
}
