/**
 * Time as the program sees it. Everything that asks for the time or waits takes a clock, so that tests decide what
 * time it is and nothing waits for real.
 */
export type Clock = {
  readonly now: () => Date;
  /** Resolves after `milliseconds`, or at once when the signal aborts; never rejects. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => new Date(),
  pause: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(done, milliseconds);
      function done(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      }
      signal?.addEventListener('abort', done);
    }),
};
