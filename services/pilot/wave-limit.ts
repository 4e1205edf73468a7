import type { Clock } from '../clock.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { RequestSettings, Wish } from '../request/wish.ts';
import type { RequestReader } from '../store/request-reader.ts';
import { type Pilot, pilotOf } from './pilot.ts';

/** The span over which hand-overs are counted. */
const WINDOW_MS = 24 * 60 * 60_000;

type Counted = {
  /** Mailboxes outside the cohort that were handed over, or are on their way, within the last 24 hours. */
  readonly count: number;
  /** How many may be; `null`: there is no limit. */
  readonly limit: number | null;
};

/** Whether one more mailbox outside the cohort may be handed over to the cloud. Pure. */
export function mayHandOver({ count, limit }: Counted, pilot: Pick<Pilot, 'signedOff'> | undefined): boolean {
  return limit === null || Boolean(pilot?.signedOff) || count < limit;
}

export type WaveNeeds = {
  readonly store: Pick<RequestReader, 'setting' | 'handOversSince'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: Pick<RequestSettings, 'pilotWaveLimit'>;
};

/** How many mailboxes besides these count against the limit. Costs the same however many requests there are. */
export async function waveCount(
  { store, clock }: Pick<WaveNeeds, 'store' | 'clock'>,
  besides: readonly string[],
): Promise<number> {
  return await store.handOversSince(new Date(clock.now().getTime() - WINDOW_MS), besides);
}

/**
 * Refuses a hand-over to the cloud that would make a wave before a pilot was signed off. Emergencies are not stopped:
 * breaking the glass counts and is never refused here. Requests that are drafted in the same instant do not see each
 * other, so a wave may be larger by as many as those.
 */
export async function waveRefusal(
  needs: WaveNeeds,
  { action, objectId, breakGlass }: Pick<Wish, 'action' | 'objectId' | 'breakGlass'>,
): Promise<Refusal | undefined> {
  const limit = needs.settings.pilotWaveLimit;
  if (limit === null || action !== 'to-cloud' || breakGlass) return undefined;
  const pilot = await pilotOf(needs.store);
  const cohort = pilot?.cohort.map((mailbox) => mailbox.objectId) ?? [];
  if (pilot?.signedOff || cohort.includes(objectId)) return undefined;
  const count = await waveCount(needs, [...cohort, objectId]);
  return mayHandOver({ count, limit }, pilot) ? undefined : refuse('pilot_first', { limit: String(limit) });
}
