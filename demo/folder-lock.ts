import { once } from 'node:events';
import { unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { DemoError } from './demo-error.ts';

// Two Redis processes on one folder would ruin its file. The lock is a socket that somebody listens on, so a process
// that was killed holds it no longer.

/** How long an earlier demo may take to finish. */
const PATIENCE_MS = 8_000;

/** Takes the lock for as long as this process lives; waits for an earlier demo that is about to end. */
export async function lockFolder(path: string): Promise<void> {
  await holderGone(path);
  const server = createServer();
  server.listen(path);
  await once(server, 'listening').catch(() => {
    throw new DemoError(
      `The data folder cannot be locked (${path}): make it writable, or choose another with DEMO_DATA.`,
    );
  });
  server.unref();
}

/** Resolves when nobody listens there; a connection to a holder is closed by its death. */
async function holderGone(path: string): Promise<void> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } catch {
    removeStale(path);
    return;
  }
  try {
    await once(socket.resume(), 'close', { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new DemoError('A demo is running on this data folder already: stop it, or choose another with DEMO_DATA.');
  } finally {
    socket.destroy();
  }
  removeStale(path);
}

function removeStale(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Nothing was left behind.
  }
}
