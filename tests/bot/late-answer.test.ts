import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { Undelivered } from '../../bot/app.ts';
import { CHANNEL_ERROR_CLASSES, ChannelError, type ChannelErrorClass } from '../../bot/channel.ts';
import type { Answer } from '../../bot/inbound.ts';
import { keepAnswer, sayLate } from '../../bot/late-answer.ts';
import type { ReplyInChannel } from '../../bot/teams-channel.ts';
import { openQueue } from '../../services/queue/queues.ts';
import { recordingLog } from '../support/recording-log.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

let server: TestRedis;
let redis: Redis;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket, { maxRetriesPerRequest: null });
});
after(async () => {
  redis.disconnect();
  await server.stop();
});

const TEXT: Answer = { kind: 'text', text: 'done' };

function lost(answer: Answer, errorClass: ChannelErrorClass, retryAfter: number | null = null): Undelivered {
  const place = {
    id: 'a:1',
    replyTo: 'a:1;messageid=7',
    kind: 'personal' as const,
    serviceUrl: 'https://x/',
    botId: '28:b',
  };
  return {
    origin: { place, activityId: '7' },
    inbound: null,
    answer,
    error: new ChannelError(errorClass, 'The fake fails.', { retryAfter }),
  };
}

async function kept(what: Undelivered) {
  const queue = openQueue('cards', randomUUID(), redis);
  const log = recordingLog();
  await keepAnswer({ queue, log })(what);
  const [job] = await queue.getJobs();
  await queue.close();
  return { job, log };
}

describe('An answer that did not get through', () => {
  for (const errorClass of CHANNEL_ERROR_CLASSES) {
    const isKept = errorClass === 'throttled' || errorClass === 'busy';
    it(`(${errorClass}) is ${isKept ? 'kept' : 'given up, and the log says so'}`, async () => {
      const { job, log } = await kept(lost(TEXT, errorClass));
      assert.equal(job !== undefined, isKept);
      assert.equal(log.lines.length, isKept ? 0 : 1);
    });
  }

  it('is said again when the channel asked for it, not earlier', async () => {
    assert.equal((await kept(lost(TEXT, 'throttled', 12_000))).job?.opts.delay, 12_000);
    assert.equal((await kept(lost(TEXT, 'busy'))).job?.opts.delay, 1_000);
  });

  it('that was nothing is not kept', async () => {
    assert.equal((await kept(lost({ kind: 'none' }, 'throttled'))).job, undefined);
  });

  const answers: readonly Answer[] = [TEXT, { kind: 'card', card: { type: 'AdaptiveCard' }, summary: 'a card' }];
  for (const answer of answers) {
    it(`is said where it was asked for: a ${answer.kind}`, async () => {
      const { job } = await kept(lost(answer, 'throttled'));
      assert.ok(job);
      const said: Parameters<ReplyInChannel>[] = [];
      await sayLate(async (...args) => {
        said.push(args);
        return 'm1';
      }, job);
      assert.deepEqual(said[0]?.[0], {
        serviceUrl: 'https://x/',
        conversation: 'a:1;messageid=7',
        botId: '28:b',
        activityId: '7',
      });
      const sent = JSON.stringify(said[0]?.[1]);
      assert.ok(sent.includes(answer.kind === 'card' ? 'AdaptiveCard' : 'done'));
    });
  }
});
