import { startRedis } from '../tests/support/redis.ts';
import { message } from '../tests/support/teams-activities.ts';
import { type BenchChannel, echoSettings, startBenchChannel } from './channel.ts';
import { personally } from './crowd.ts';
import { openPreparing } from './prepared-requests.ts';
import { type Program, startMeasured, startProgram } from './program.ts';
import { inTurns } from './rounds.ts';
import type { Row } from './row.ts';
import { type Scratch, withScratch } from './scratch.ts';
import { stewardSettings } from './steward-settings.ts';

const WARM_UP = 1_500;
const TURNS = 500;

/** One turn after the other, as one process of its own measures itself: everything the bot does counts. */
export const statusTurn: Row = {
  id: 'P1',
  what: 'bot CPU of a "status" turn',
  against: 'stock teams-ai echo with JWT',
  unit: 'ms CPU a turn',
  goal: { most: 1 },
  open: () =>
    withScratch(async (scratch) => {
      const channel = scratch.keep(await startBenchChannel());
      const echo = scratch.keep(await startMeasured('bench/programs/stock-echo.ts', echoSettings(channel)));
      const bot = await startStewardWithOneRequest(scratch, channel);
      const ask = (program: Program) => cpuOfTurns(channel, program);
      for (const program of [echo, bot]) await turns(channel, program, WARM_UP);
      return {
        run: (round) => inTurns(round, { ours: () => ask(bot), baseline: () => ask(echo) }),
        close: scratch.close,
      };
    }),
};

async function startStewardWithOneRequest(scratch: Scratch, channel: BenchChannel): Promise<Program> {
  const redis = scratch.keep(await startRedis());
  const graph = scratch.keep(await startProgram('demo/tenant/main.ts'));
  const places = { redisUrl: redis.url, archiveFolder: scratch.folder, graphUrl: graph.url };
  const settings = stewardSettings({ channel, ...places });
  const preparing = scratch.keep(openPreparing(settings));
  await preparing.prepare(1);
  const bot = scratch.keep(await startMeasured('bot/main.ts', settings));
  await preparing.cardsDrawn();
  return bot;
}

async function cpuOfTurns(channel: BenchChannel, program: Program): Promise<number> {
  const before = await program.cpu();
  await turns(channel, program, TURNS);
  return ((await program.cpu()) - before) / TURNS;
}

const statusOf = (turn: number): Record<string, unknown> =>
  message('status', { id: String(1_700_000_000_000 + turn), ...personally(turn) });

/** Fails unless each turn was answered and brought exactly one message to the connector. */
async function turns(channel: BenchChannel, { url }: Program, count: number): Promise<void> {
  channel.forget();
  for (let turn = 0; turn < count; turn += 1) {
    const { status } = await channel.deliver(url, statusOf(turn));
    if (status !== 200) throw new Error(`A turn was answered ${status}.`);
  }
  if (channel.posts() !== count) throw new Error(`${count} turns brought ${channel.posts()} messages.`);
}
