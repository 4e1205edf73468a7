import { AppError } from './app-error.ts';
import type { Log } from './log.ts';

/** Longest time to finish what is under way before the process goes anyway. */
const STOP_MS = 10_000;

/**
 * Starts a process and stops it in an orderly way on SIGTERM or SIGINT. What hinders the start is one sentence on
 * stderr and exit code 1.
 */
export async function runProcess(
  start: () => Promise<{ readonly stop: () => Promise<void> }>,
  log: Log,
): Promise<void> {
  try {
    const running = await start();
    const stop = once(async () => {
      const late = setTimeout(() => process.exit(1), STOP_MS);
      await running.stop();
      clearTimeout(late);
      process.exit(0);
    });
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, 'the process does not start');
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

function once(action: () => Promise<void>): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    void action();
  };
}
