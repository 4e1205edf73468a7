import { request } from 'undici';
import { startRedis } from '../tests/support/redis.ts';
import { startBenchChannel } from './channel.ts';
import { type Program, startProgram } from './program.ts';
import { inTurns } from './rounds.ts';
import type { Row } from './row.ts';
import { withScratch } from './scratch.ts';
import { stewardSettings } from './steward-settings.ts';

const WARM_UP = 2;
const READY_WITHIN_MS = 30_000;

/**
 * From the start of the process until `/readyz` answers 200, against one that loads the two SDKs and says so. The bot
 * keeps its own compile cache (`enableCompileCache` in bot/main.ts) in the folder for temporary files; it is warm here
 * as on every start but the first after an installation. What the cache alone is worth is shown by the other line.
 */
export const botStart: Row = {
  id: 'P9',
  what: 'bot from start to ready, compile cache warm',
  against: 'importing botbuilder and teams-ai alone',
  unit: 'ms',
  goal: { most: 1.3 },
  rounds: 7,
  open: () =>
    withScratch(async (scratch) => {
      const redis = scratch.keep(await startRedis());
      const channel = scratch.keep(await startBenchChannel());
      const surroundings = { channel, redisUrl: redis.url, archiveFolder: scratch.folder };
      const settings = { ...stewardSettings(surroundings), TMPDIR: scratch.folder };
      const start = () => startedFor('bot/main.ts', settings);
      const load = (environment: NodeJS.ProcessEnv) => startedFor('bench/programs/import-sdks.ts', environment);
      const cached = { NODE_COMPILE_CACHE: `${scratch.folder}/imports` };
      for (let warm = 0; warm < WARM_UP; warm += 1) {
        await start();
        await load({});
        await load(cached);
      }
      return {
        run: async (round) => {
          const { ours, baseline } = await inTurns(round, { ours: start, baseline: () => load({}) });
          return {
            ours,
            baseline,
            also: { 'ratio to the imports with a warm compile cache': ours / (await load(cached)) },
          };
        },
        close: scratch.close,
      };
    }),
};

async function startedFor(file: string, settings: NodeJS.ProcessEnv): Promise<number> {
  const program = await startProgram(file, settings);
  try {
    return program.readyAfterMs + (program.url === '' ? 0 : await untilReady(program));
  } finally {
    await program.stop();
  }
}

async function untilReady({ url }: Program): Promise<number> {
  const begun = performance.now();
  while (performance.now() - begun < READY_WITHIN_MS) {
    const { statusCode, body } = await request(`${url}/readyz`);
    await body.dump();
    if (statusCode === 200) return performance.now() - begun;
  }
  throw new Error('The bot did not become ready.');
}
