// The demo's own Redis: durable, on a socket that only this account can open, and never alive longer than this process.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { lockFolder } from './folder-lock.ts';

const STOP_MS = 8_000;

const { REDIS_PROGRAM: program = 'redis-server', REDIS_FOLDER: folder = '.', REDIS_SOCKET: socket = '' } = process.env;

/** As the product asks of its Redis: every write in a file within a second, and nothing is ever evicted. */
function launch(): ChildProcess {
  const place = ['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', '.'];
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
  const args = [...place, ...durable, '--loglevel', 'warning'];
  const redis = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  redis.stdout.pipe(process.stdout);
  redis.stderr.pipe(process.stderr);
  return redis;
}

/** Ends Redis even when this process is killed without a word: the guard's input ends with it. */
function guard(pid: number): ChildProcess {
  return spawn('sh', ['-c', 'read -r _; kill "$0"', String(pid)], { stdio: ['pipe', 'ignore', 'ignore'] });
}

async function untilAnswering(): Promise<void> {
  const probe = new Redis(socket, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  probe.on('error', () => undefined);
  await probe.ping();
  probe.disconnect();
}

/** A Redis whose keeper was killed still serves the folder; it writes what it has and goes. */
async function endOrphan(): Promise<void> {
  const orphan = new Redis(socket, { retryStrategy: () => null, maxRetriesPerRequest: 0, lazyConnect: true });
  orphan.on('error', () => undefined);
  try {
    await orphan.connect();
    const gone = once(orphan, 'end');
    await orphan.shutdown();
    await gone;
  } catch {
    // Nobody answered there, or it went while it was asked to.
  }
  orphan.disconnect();
}

function keep(redis: ChildProcess): void {
  let stopping = false;
  const stop = (): void => {
    stopping = true;
    setTimeout(() => redis.kill('SIGKILL'), STOP_MS).unref();
    redis.kill('SIGTERM');
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  redis.once('error', (error) => fail(`"${program}" could not be started: ${error.message}.`));
  if (redis.pid === undefined) return;
  const guardian = guard(redis.pid);
  redis.once('exit', () => {
    guardian.once('exit', () => process.exit(stopping ? 0 : 1));
    guardian.kill('SIGKILL');
  });
}

function fail(sentence: string): void {
  console.error(sentence);
  process.exit(1);
}

try {
  process.chdir(folder);
  await lockFolder('lock');
  await endOrphan();
  keep(launch());
  await untilAnswering();
  console.log('redis ready');
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
