import { createServer } from 'node:net';
import { DemoError } from './demo-error.ts';

const HOST = '127.0.0.1';

/** Listens for a moment and tells the port; throws what listening throws. */
async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** A port that nobody listens on. It is not held, so the one who is told it should take it soon. */
export const freePort = (): Promise<number> => listenOnce(0);

/**
 * The page's port is part of every stored service URL, so it is fixed and never replaced by another silently.
 * @throws DemoError when it cannot be had
 */
export async function requireFree(port: number): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason =
      code === 'EACCES' ? 'may not be used by this account' : 'is in use, perhaps by a demo that runs already';
    const other = port < 60_000 ? port + 10 : 3979;
    throw new DemoError(
      `Port ${port} ${reason}: free it, or choose another one, for example "DEMO_PORT=${other} npm run demo".`,
    );
  }
}
