import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/v4';
import { ROOT } from './places.ts';

const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 12_000;
const LIVES_AT_MOST_MS = 1_800_000;

/** A Node program as a process of its own, as `node <file>` starts it. */
export type Program = {
  /** Where it listens, from the line that said that it is ready; empty when it does not listen. */
  readonly url: string;
  /** From the start of the process until that line. */
  readonly readyAfterMs: number;
  /** Processor time since its start, in milliseconds, asked beside whatever it is doing. */
  readonly cpu: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

const usage = z.object({ user: z.number(), system: z.number() });

/** Starts it and resolves when it prints a line with "ready". Rejects with its complaints when it ends before that. */
export async function startProgram(file: string, environment: NodeJS.ProcessEnv = {}): Promise<Program> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(ROOT, file)], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    timeout: LIVES_AT_MOST_MS,
  });
  try {
    const line = await readyLine(child, file);
    return {
      url: /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '',
      readyAfterMs: performance.now() - begun,
      cpu: () => cpuOf(child),
      stop: () => end(child),
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** The same, with a helper loaded first that answers `cpu`. */
export async function startMeasured(file: string, environment: NodeJS.ProcessEnv): Promise<Program> {
  const helper = new URL('programs/answer-cpu.ts', import.meta.url).href;
  return await startProgram(file, { ...environment, NODE_OPTIONS: `--import=${helper}` });
}

function readyLine(child: ChildProcess, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const complaints: string[] = [];
    const late = setTimeout(() => reject(new Error(`${file} was not ready in time.`)), STARTS_WITHIN_MS);
    child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
    child.once('exit', () => reject(new Error(`${file} ended: ${complaints.join('').slice(-1000)}`)));
    if (child.stdout) {
      createInterface(child.stdout).on('line', (line) => {
        if (!/ ready\b/.test(line)) return;
        clearTimeout(late);
        resolve(line);
      });
    }
    child.once('exit', () => clearTimeout(late));
  });
}

function cpuOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => {
      const { user, system } = usage.parse(answer);
      resolve((user + system) / 1000);
    });
    child.send('cpu', (error) => {
      if (error) reject(error);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const late = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(late);
}
