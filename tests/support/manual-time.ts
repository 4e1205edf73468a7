import { type Clock, systemClock } from '../../services/clock.ts';

/** Time that a test moves: it starts at the present moment and runs on, plus whatever was added. */
export type ManualTime = {
  /** For a bot: waits between repeats pass at once, deadlines (8 s and more) never do. */
  readonly bot: Clock;
  /** For a worker: waits pass at once, also those between read-backs; deadlines (a minute and more) never do. */
  readonly worker: Clock;
  readonly advance: (milliseconds: number) => void;
  /** Makes every deadline that is running now pass: how a test ends somebody's patience. */
  readonly expire: () => void;
  /** Resolves when a deadline is running. */
  readonly awaited: () => Promise<void>;
};

export const MINUTE = 60_000;

export function manualTime(): ManualTime {
  let added = 0;
  const held = new Set<() => void>();
  let tell: (() => void)[] = [];

  function hold(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = (): void => {
      held.delete(end);
      resolve();
    };
    held.add(end);
    signal?.addEventListener('abort', end, { once: true });
    for (const one of tell) one();
    tell = [];
    return promise;
  }

  const clock = (shortestDeadline: number): Clock => ({
    now: () => new Date(Date.now() + added),
    pause: (milliseconds, signal) => {
      if (signal?.aborted) return Promise.resolve();
      // One turn of the event loop, so that repeating for ever still lets others work.
      if (milliseconds < shortestDeadline) return systemClock.pause(0, signal);
      return hold(signal);
    },
  });

  return {
    bot: clock(8_000),
    worker: clock(MINUTE),
    advance: (milliseconds) => {
      added += milliseconds;
    },
    expire: () => {
      for (const end of [...held]) end();
    },
    awaited: () => (held.size > 0 ? Promise.resolve() : new Promise((resolve) => tell.push(resolve))),
  };
}
