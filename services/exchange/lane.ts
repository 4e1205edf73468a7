/**
 * How many calls of one kind run at once. Others wait in the order in which they came. The number grows by one for
 * each full round of successes and is halved when the service says that it is too much, once per round: the calls
 * that were already under way when it was halved do not halve it again.
 */
export type Lane = {
  /** A place, or `undefined` when the signal aborted first. */
  readonly enter: (signal?: AbortSignal) => Promise<Place | undefined>;
  readonly limit: () => number;
};

export type Place = {
  readonly succeeded: () => void;
  readonly crowded: () => void;
  /** Must be called exactly once, whatever happened. */
  readonly leave: () => void;
};

export type LaneSize = { readonly start: number; readonly most: number };

type Waiting = { readonly admit: (place: Place) => void };

export function openLane({ start, most }: LaneSize): Lane {
  let limit = start;
  let running = 0;
  let successes = 0;
  let round = 0;
  const queue = new Set<Waiting>();

  function admitNext(): void {
    for (const waiting of queue) {
      if (running >= limit) return;
      queue.delete(waiting);
      waiting.admit(takePlace());
    }
  }

  function takePlace(): Place {
    running += 1;
    let seenRound = round;
    return {
      succeeded: () => {
        seenRound = round;
        successes += 1;
        if (successes < limit) return;
        successes = 0;
        limit = Math.min(limit + 1, most);
        admitNext();
      },
      crowded: () => {
        if (seenRound === round) {
          round += 1;
          limit = Math.max(1, Math.floor(limit / 2));
          successes = 0;
        }
        seenRound = round;
      },
      leave: () => {
        running -= 1;
        admitNext();
      },
    };
  }

  return {
    limit: () => limit,
    enter: (signal) => (running < limit && queue.size === 0 ? Promise.resolve(takePlace()) : queueUp(queue, signal)),
  };
}

function queueUp(queue: Set<Waiting>, signal: AbortSignal | undefined): Promise<Place | undefined> {
  if (signal?.aborted) return Promise.resolve(undefined);
  const { promise, resolve } = Promise.withResolvers<Place | undefined>();
  const waiting: Waiting = {
    admit: (place) => {
      signal?.removeEventListener('abort', abandon);
      resolve(place);
    },
  };
  function abandon(): void {
    queue.delete(waiting);
    resolve(undefined);
  }
  queue.add(waiting);
  signal?.addEventListener('abort', abandon, { once: true });
  return promise;
}
