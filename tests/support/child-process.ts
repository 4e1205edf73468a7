import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A bot or worker as the real process it is in production. */
export type Process = {
  /** The fields of the log line that said it is ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** As `kill -9`: nothing is finished, nothing is said. */
  readonly kill: () => Promise<void>;
  /** As an orderly stop; resolves to the exit code. */
  readonly terminate: () => Promise<number | null>;
};

const PROGRAMS = { bot: 'bot/main.ts', worker: 'services/worker.ts' } as const;
const READY = { bot: 'bot ready', worker: 'worker ready' } as const;
export type ProgramName = keyof typeof PROGRAMS;

function launch(name: ProgramName, environment: NodeJS.ProcessEnv): ChildProcess {
  const program = fileURLToPath(new URL(`../../${PROGRAMS[name]}`, import.meta.url));
  return spawn(process.execPath, [program], {
    env: { ...environment, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const exited = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

/** Starts it and resolves when it says that it is ready; rejects with what it complained about when it ends before. */
export async function startProcess(name: ProgramName, environment: NodeJS.ProcessEnv): Promise<Process> {
  const child = launch(name, environment);
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
  const ready = await Promise.race([readyLine(child, READY[name]), exited(child)]);
  if (typeof ready !== 'object' || ready === null) throw new Error(`The ${name} ended: ${complaints.join('')}`);
  return {
    ready,
    kill: async () => {
      child.kill('SIGKILL');
      await exited(child);
    },
    terminate: async () => {
      child.kill('SIGTERM');
      return await exited(child);
    },
  };
}

/** Runs it to its end, for starts that must not succeed. */
export async function failedStart(
  name: ProgramName,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly complaint: string }> {
  const child = launch(name, environment);
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
  child.stdout?.resume();
  const code = await exited(child);
  return { code, complaint: complaints.join('').trim() };
}

async function readyLine(child: ChildProcess, message: string): Promise<Readonly<Record<string, unknown>>> {
  return await new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface(child.stdout).on('line', (line) => {
      const fields: unknown = line.startsWith('{') ? JSON.parse(line) : null;
      if (typeof fields === 'object' && fields !== null && 'msg' in fields && fields.msg === message)
        resolve({ ...fields });
    });
  });
}
