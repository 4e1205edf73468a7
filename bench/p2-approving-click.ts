import { startRedis } from '../tests/support/redis.ts';
import { CHANNEL, channelMessage, execute, message, TENANT_ID } from '../tests/support/teams-activities.ts';
import { type BenchChannel, echoSettings, startBenchChannel } from './channel.ts';
import { sender } from './crowd.ts';
import { type HangingExchange, startHangingExchange } from './hanging-exchange.ts';
import { openPreparing, type Prepared, type Preparing } from './prepared-requests.ts';
import { type Program, startProgram } from './program.ts';
import { inTurns } from './rounds.ts';
import type { Row } from './row.ts';
import { type Scratch, withScratch } from './scratch.ts';
import { quantile } from './statistics.ts';
import { stewardSettings } from './steward-settings.ts';

const CLICKS = 400;
const WARM_UP = 600;
/** Half the time after which the bot gives up waiting for Exchange. */
const WAITED_MS = 4_000;

type Scene = {
  readonly channel: BenchChannel;
  readonly exchange: HangingExchange;
  readonly preparing: Preparing;
  readonly bot: Program;
  readonly echo: Program;
};

/**
 * Ten people in turn approve one request after the other by the button on its card, while Exchange answers nothing. A worker
 * runs and hangs on the requests that were approved; the bot redraws cards behind the clicks. Both are part of it.
 */
export const approvingClick: Row = {
  id: 'P2',
  what: 'p99 of an approving click, Exchange hanging',
  against: 'p99 of the stock echo with JWT',
  unit: 'ms',
  goal: { most: 2 },
  open: () =>
    withScratch(async (scratch) => {
      const scene = await openScene(scratch);
      await clicks(scene, await prepared(scene, WARM_UP));
      await echoes(scene, WARM_UP);
      return {
        run: async (round) => {
          const requests = await prepared(scene, CLICKS);
          const { ours, baseline } = await inTurns(round, {
            ours: () => clicks(scene, requests),
            baseline: () => echoes(scene, CLICKS),
          });
          return {
            ours: quantile(ours, 0.99),
            baseline: quantile(baseline, 0.99),
            also: { 'median click, ms': quantile(ours, 0.5), 'median echo, ms': quantile(baseline, 0.5) },
          };
        },
        close: scratch.close,
      };
    }),
};

async function openScene(scratch: Scratch): Promise<Scene> {
  const redis = scratch.keep(await startRedis());
  const channel = scratch.keep(await startBenchChannel());
  const exchange = scratch.keep(await startHangingExchange());
  const graph = scratch.keep(await startProgram('demo/tenant/main.ts'));
  const places = { redisUrl: redis.url, archiveFolder: scratch.folder };
  const settings = stewardSettings({ channel, ...places, exchangeUrl: exchange.url, graphUrl: graph.url });
  const preparing = scratch.keep(openPreparing(settings));
  const bot = scratch.keep(await startProgram('bot/main.ts', settings));
  scratch.keep(await startProgram('services/worker.ts', settings));
  const echo = scratch.keep(await startProgram('bench/programs/stock-echo.ts', echoSettings(channel)));
  // The bot learns where Alice's chat and the approvals channel are, so it has cards to draw.
  for (const hello of [message('help'), channelMessage('help')]) await channel.deliver(bot.url, hello);
  return { channel, exchange, preparing, bot, echo };
}

/** Ready to be approved, with every card drawn and nothing else under way. */
async function prepared({ preparing, channel }: Scene, count: number): Promise<readonly Prepared[]> {
  const requests = await preparing.prepare(count);
  await preparing.cardsDrawn();
  channel.forget();
  return requests;
}

/**
 * How long each click took. Exchange has answered nobody by then, so no click can have waited for its answer; this
 * fails where one was not answered as approved, or took as long as if it had waited and given up.
 */
async function clicks(scene: Scene, requests: readonly Prepared[]): Promise<readonly number[]> {
  const { channel, bot, preparing, exchange } = scene;
  const taken: number[] = [];
  for (const [turn, { id, version }] of requests.entries()) {
    const answer = await channel.deliver(bot.url, approval(turn, id, version));
    if (answer.status !== 200 || !answer.text.includes('Approved'))
      throw new Error(`The click on ${id} was answered ${answer.status} ${answer.text.slice(0, 300)}`);
    taken.push(answer.ms);
  }
  if (exchange.calls() === 0) throw new Error('Exchange was not asked for anything.');
  if (Math.max(...taken) > WAITED_MS) throw new Error(`A click took ${Math.max(...taken)} ms.`);
  await preparing.cardsDrawn();
  return taken;
}

const approval = (turn: number, request: string, version: number): Record<string, unknown> =>
  execute(
    'approve',
    { request, version },
    {
      id: `f:${request}`,
      ...sender(turn),
      conversation: { isGroup: true, conversationType: 'channel', tenantId: TENANT_ID, id: CHANNEL },
    },
  );

async function echoes({ channel, echo }: Scene, count: number): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const answer = await channel.deliver(echo.url, message('status', { id: String(1_700_000_000_000 + turn) }));
    if (answer.status !== 200) throw new Error(`The echo answered ${answer.status}.`);
    taken.push(answer.ms);
  }
  return taken;
}
