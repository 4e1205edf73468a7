import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeptProcess, keepProcess } from './child-process.ts';
import { DemoError } from './demo-error.ts';
import { type DemoSettings, environments, type PartName } from './demo-settings.ts';
import { freePort, requireFree } from './ports.ts';
import { findRedis } from './redis-program.ts';

const PROGRAMS: Readonly<Record<PartName, { readonly title: string; readonly file: string }>> = {
  redis: { title: 'Redis', file: 'demo/redis-process.ts' },
  tenant: { title: 'The demo tenant', file: 'demo/tenant/main.ts' },
  chat: { title: 'The chat', file: 'demo/chat/main.ts' },
  worker: { title: 'The worker', file: 'services/worker.ts' },
  bot: { title: 'The bot', file: 'bot/main.ts' },
};

/** The store is there before anybody needs it. */
const STARTED: readonly (readonly PartName[])[] = [['redis'], ['tenant', 'chat', 'worker', 'bot']];
/** Steward finishes what is under way while the channel and the tenant still answer; the store goes last. */
const STOPPED: readonly (readonly PartName[])[] = [['bot', 'worker'], ['chat', 'tenant'], ['redis']];

export type Demo = {
  /** Resolves with the page's address when everything is ready. Rejects with DemoError; then `stop` ends what began. */
  readonly start: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** The whole demo: Redis, tenant, chat, worker and bot as processes that keep their state in one folder. */
export function createDemo(settings: DemoSettings, note: (sentence: string) => void): Demo {
  const kept = new Map<PartName, KeptProcess>();
  let stopping = false;

  const startPart = async (name: PartName, environment: NodeJS.ProcessEnv): Promise<void> => {
    if (stopping) return;
    const log = { path: join(settings.folder, `${name}.log`), shown: join(settings.folderName, `${name}.log`) };
    const process = keepProcess({ name, ...PROGRAMS[name], environment, log, note });
    kept.set(name, process);
    await process.start();
  };

  return {
    start: async () => {
      const redis = findRedis();
      makeFolders(settings);
      await requireFree(settings.pagePort);
      const [botPort, tenantPort] = [await freePort(), await freePort()];
      const told = environments({ ...settings, redis, botPort, tenantPort });
      keepForTools(settings, told.worker);
      for (const names of STARTED) await Promise.all(names.map((name) => startPart(name, told[name])));
      return `http://127.0.0.1:${settings.pagePort}`;
    },
    stop: async () => {
      stopping = true;
      for (const names of STOPPED) await Promise.all(names.map((name) => kept.get(name)?.stop()));
    },
  };
}

function makeFolders({ folder, folderName }: DemoSettings): void {
  try {
    mkdirSync(join(folder, 'redis'), { recursive: true, mode: 0o700 });
  } catch {
    throw new DemoError(`The folder ${folderName} cannot be made: make it writable, or choose another with DEMO_DATA.`);
  }
}

/** So that `npm run audit` and its like can look at the demo: `node --env-file=data/demo/steward.env …`. */
function keepForTools({ folder }: DemoSettings, environment: NodeJS.ProcessEnv): void {
  const lines = Object.entries(environment)
    .filter(([name]) => !['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'].includes(name))
    .map(([name, value]) => `${name}="${value}"`);
  writeFileSync(join(folder, 'steward.env'), `${lines.join('\n')}\n`, { mode: 0o600 });
}
