import { attempt } from './attempt.ts';
import { type CmdletCall, isWrite } from './cmdlet-call.ts';
import type { Envelope } from './envelope.ts';
import { exchangeError, exchangeErrorFrom } from './failure.ts';
import { type LaneSize, openLane, type Place } from './lane.ts';
import { waitBeforeRetry } from './retry-policy.ts';
import type { Session } from './session.ts';

/** Runs one cmdlet to its end: in its lane, repeated as far as that is safe. @throws ExchangeError */
export type Invoke = (call: CmdletCall) => Promise<Envelope>;

export type Lanes = { readonly reads: LaneSize; readonly writes: LaneSize };

/**
 * Reads and writes have lanes of their own, so that a wave of changes does not keep people waiting for a `check`.
 * A call keeps its place while it waits to be repeated: that is what slows the others down.
 */
export function createInvoke(session: Session, lanes: Lanes): Invoke {
  const reads = openLane(lanes.reads);
  const writes = openLane(lanes.writes);
  return async (call) => {
    const place = await (isWrite(call) ? writes : reads).enter(call.signal);
    if (place === undefined) throw exchangeError('unavailable', 'cancelled', { cmdlet: call.cmdlet });
    try {
      return await runToEnd(session, call, place);
    } finally {
      place.leave();
    }
  };
}

async function runToEnd(session: Session, call: CmdletCall, place: Place): Promise<Envelope> {
  for (let retries = 0; ; retries += 1) {
    const result = await attempt(session, call);
    if (result.ok) {
      if (result.strained) place.crowded();
      else place.succeeded();
      return result.envelope;
    }
    if (result.failure.crowded) place.crowded();
    const wait = waitBeforeRetry(result.failure, retries);
    if (wait !== undefined) await session.clock.pause(wait, call.signal);
    if (wait === undefined || call.signal?.aborted) throw exchangeErrorFrom(result.failure);
  }
}
