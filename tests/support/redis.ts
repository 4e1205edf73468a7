import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A real redis-server of its own for one test file: append-only file, unix socket, nothing shared. */
export type TestRedis = {
  /** For `new Redis(url)` and REDIS_URL. */
  readonly url: string;
  readonly socket: string;
  readonly stop: () => Promise<void>;
  /** As `kill -9`. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same files; does nothing while it runs. */
  readonly restart: () => Promise<void>;
};

function launch(folder: string, port: number, socket: string): ChildProcess {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--unixsocket', socket, '--dir', folder];
  const durable = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  const name = process.env.STEWARD_REDIS ?? 'redis-server';
  return spawn(name, [...args, ...durable, '--loglevel', 'warning'], { stdio: 'ignore' });
}

async function untilAnswering(socket: string): Promise<void> {
  const probe = new Redis(socket, { retryStrategy: () => 10, maxRetriesPerRequest: null });
  probe.on('error', () => undefined);
  await probe.ping();
  probe.disconnect();
}

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** Starts one on a free port. The folder goes away with `stop`. */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-redis-'));
  const socket = join(folder, 'redis.sock');
  const port = await freePort();
  let child = launch(folder, port, socket);
  await untilAnswering(socket);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited(child);
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    socket,
    kill,
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
    restart: async () => {
      if (child.exitCode === null && child.signalCode === null) return;
      child = launch(folder, port, socket);
      await untilAnswering(socket);
    },
  };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No port could be found.');
  return address.port;
}
