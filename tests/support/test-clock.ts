import type { Clock } from '../../services/clock.ts';

/** A clock that a test owns. Short pauses pass at once and move the time; long ones last until the test ends them. */
export type TestClock = Clock & {
  /** The short pauses so far, in milliseconds. */
  readonly pauses: readonly number[];
  readonly advance: (milliseconds: number) => void;
  /** Ends the pauses that are being held: how a test makes a deadline pass. */
  readonly expire: () => void;
};

/** Pauses of at least `heldFrom` milliseconds are held: give deadlines that length to tell them from waits. */
export function testClock(options: { start?: string; heldFrom?: number } = {}): TestClock {
  const { start = '2026-11-22T08:00:00Z', heldFrom = Number.POSITIVE_INFINITY } = options;
  let now = Date.parse(start);
  const pauses: number[] = [];
  const held = new Set<() => void>();

  function hold(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = (): void => {
      held.delete(end);
      resolve();
    };
    held.add(end);
    signal?.addEventListener('abort', end, { once: true });
    return promise;
  }

  return {
    pauses,
    now: () => new Date(now),
    pause: (milliseconds, signal) => {
      if (signal?.aborted) return Promise.resolve();
      if (milliseconds >= heldFrom) return hold(signal);
      pauses.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
    expire: () => {
      for (const end of [...held]) end();
    },
  };
}
