import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { DemoError } from './demo-error.ts';
import { ROOT } from './demo-settings.ts';

const FOLLOW = pathToFileURL(join(import.meta.dirname, 'follow-launcher.ts')).href;
const READY_WITHIN_MS = 60_000;
const KILL_AFTER_MS = 12_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** One that ran this long was well: the next pause is short again. */
const WELL_AFTER_MS = 60_000;

export type Part = {
  /** It says this word and "ready" when it is. */
  readonly name: string;
  /** What it is called in a sentence. */
  readonly title: string;
  /** The Node program, from the root of the project. */
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: { readonly path: string; readonly shown: string };
  /** Called with a sentence when something happened that a person should know. */
  readonly note: (sentence: string) => void;
};

export type KeptProcess = {
  /** Resolves when the process says that it is ready. Rejects with DemoError when it ends before that. */
  readonly start: () => Promise<void>;
  /** Resolves when the process is gone, whether it was up, starting, or waiting for its next start. */
  readonly stop: () => Promise<void>;
};

/** One process of the demo: started, watched, started again when it dies, stopped. Its words go to its log file. */
export function keepProcess(part: Part): KeptProcess {
  const log = createWriteStream(part.log.path, { flags: 'w', mode: 0o600 });
  log.on('error', () => undefined);
  let child: ChildProcess | undefined;
  let pause: NodeJS.Timeout | undefined;
  let stopping = false;
  let deaths = 0;

  const launch = (): ReturnType<typeof run> => {
    const begun = Date.now();
    const running = run(part, log);
    child = running.child;
    void running.ended.then(() => {
      child = undefined;
      deaths = Date.now() - begun > WELL_AFTER_MS ? 0 : deaths;
    });
    return running;
  };
  const again = (): void => {
    if (stopping) return;
    part.note(`${part.title} ended unexpectedly and is started again; its log is ${part.log.shown}.`);
    pause = setTimeout(() => watch(launch()), Math.min(FIRST_PAUSE_MS * 2 ** deaths, LONGEST_PAUSE_MS));
    deaths += 1;
  };
  const watch = ({ ready, ended }: ReturnType<typeof run>): void => {
    ready.catch(() => undefined);
    void ended.then(again);
  };
  return {
    start: async () => {
      const running = launch();
      await running.ready;
      watch(running);
    },
    stop: async () => {
      stopping = true;
      clearTimeout(pause);
      if (child) await end(child);
      log.end();
    },
  };
}

function run(part: Part, log: WriteStream) {
  // In a process group of its own: Ctrl-C reaches the launcher only, which then stops its parts in the right order.
  const child = spawn(process.execPath, ['--import', FOLLOW, join(ROOT, part.file)], {
    cwd: ROOT,
    env: part.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const complaints: string[] = [];
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const ready = new Promise<void>((resolve, reject) => {
    const settle = (failed?: string): void => {
      clearTimeout(late);
      if (failed === undefined) resolve();
      else reject(new DemoError(failed));
    };
    const isLate = `${part.title} is not ready after a minute: its log is ${part.log.shown}.`;
    const late = setTimeout(() => settle(isLate), READY_WITHIN_MS);
    listen(child, { log, complaints, said: (line) => line.includes(`${part.name} ready`) && settle() });
    void ended.then(() => settle(failure(part, complaints)));
  });
  return { child, ready, ended };
}

type Ears = { readonly log: WriteStream; readonly complaints: string[]; readonly said: (line: string) => void };

function listen(child: ChildProcess, { log, complaints, said }: Ears): void {
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.write(`${line}\n`);
      said(line);
    });
  }
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.write(`${line}\n`);
      if (line.trim() !== '') complaints.push(line.trim());
    });
  }
}

/** A process that knows what hinders it says one sentence; anything longer is for its log. */
function failure(part: Part, complaints: readonly string[]): string {
  const [sentence] = complaints;
  if (sentence !== undefined && complaints.length === 1) return sentence;
  return `${part.title} did not start: its log, ${part.log.shown}, says why.`;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const late = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(late);
}
