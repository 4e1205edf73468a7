import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const LAUNCHER = join(import.meta.dirname, '../../demo/main.ts');

/** One run of the launcher as its own process group, as a terminal starts it. */
export type DemoRun = {
  readonly pid: number;
  /** Waits for a line of the output that fits; fails when the run ends before. */
  readonly line: (fits: RegExp) => Promise<string>;
  readonly output: () => string;
  readonly complaints: () => string;
  readonly exit: Promise<number | null>;
  /** The launcher and everything it started, as of now. */
  readonly family: () => readonly number[];
};

export function startDemo(environment: Readonly<Record<string, string>>): DemoRun {
  const child = spawn(process.execPath, [LAUNCHER], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const complained: string[] = [];
  const lines = createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => complained.push(line));
  const exit = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  const output = () => said.join('\n');
  const complaints = () => complained.join('\n');
  return {
    pid: pidOf(child),
    output,
    complaints,
    exit,
    family: () => familyOf(pidOf(child)),
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = said.find((line) => fits.test(line));
          if (found === undefined) return;
          lines.off('line', look);
          resolve(found);
        };
        lines.on('line', look);
        look();
        void exit.then(() => reject(new Error(`The demo ended without saying ${fits}: ${complaints()}`)));
      }),
  };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('The demo could not be started.');
  return child.pid;
}

function familyOf(root: number): readonly number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const family = [root];
  for (const parent of family) {
    family.push(...rows.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : [])));
  }
  return family;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
