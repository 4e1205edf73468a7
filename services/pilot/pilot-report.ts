import type { Clock } from '../clock.ts';
import { isSamePerson, type Person, type RequestRecord } from '../request/record.ts';
import type { RequestSettings } from '../request/wish.ts';
import type { Rules } from '../rules/rules.ts';
import type { RequestReader } from '../store/request-reader.ts';
import { type Pilot, pilotOf } from './pilot.ts';
import { type PilotStep, pilotSteps } from './pilot-steps.ts';
import { waveCount } from './wave-limit.ts';

/** So many requests of one mailbox are looked through, the newest ones. */
const LOOKED_THROUGH = 50;

/** Where the pilot of the tenant stands. */
export type PilotReport = {
  /** `null`: there is none. */
  readonly pilot: Pilot | null;
  /** Empty where there is no pilot. */
  readonly steps: readonly PilotStep[];
  /** Those who asked for what shows the steps, and who began it: they do not sign it off. */
  readonly runners: readonly Person[];
  /** Mailboxes outside the cohort within 24 hours: how many there were and may be; `null` where nothing limits them. */
  readonly wave: { readonly count: number; readonly limit: number } | null;
  /** ISO 8601, UTC. */
  readonly asOf: string;
};

export type PilotNeeds = {
  readonly store: Pick<RequestReader, 'setting' | 'historyOf' | 'handOversSince'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: Pick<RequestSettings, 'pilotWaveLimit'>;
  readonly rules: Rules;
};

/** Reads the requests of the cohort, five mailboxes at most. Throws `StoreError`. */
export async function pilotReport(needs: PilotNeeds): Promise<PilotReport> {
  const { store, rules } = needs;
  const now = needs.clock.now();
  const pilot = await pilotOf(store);
  const asOf = now.toISOString();
  const wave = await waveOf(needs, pilot);
  if (!pilot) return { pilot: null, steps: [], runners: [], wave, asOf };
  const requests = await requestsOf(store, pilot);
  const steps = pilotSteps({ pilot, requests, rules, now });
  return { pilot, steps, runners: runnersOf(pilot, steps, requests), wave, asOf };
}

async function waveOf(needs: PilotNeeds, pilot: Pilot | undefined): Promise<PilotReport['wave']> {
  const limit = needs.settings.pilotWaveLimit;
  if (limit === null || pilot?.signedOff) return null;
  const cohort = pilot?.cohort.map(({ objectId }) => objectId) ?? [];
  return { limit, count: await waveCount(needs, cohort) };
}

async function requestsOf(store: PilotNeeds['store'], pilot: Pilot): Promise<readonly RequestRecord[]> {
  const pages = await Promise.all(pilot.cohort.map(({ objectId }) => store.historyOf(objectId, LOOKED_THROUGH)));
  const began = Date.parse(pilot.startedAt);
  return (
    pages
      .flatMap(({ records }) => records)
      // A draft is its requester's alone until it is confirmed.
      .filter(({ draftedAt, confirmedAt }) => confirmedAt !== null && Date.parse(draftedAt) >= began)
      .toSorted((one, other) => Date.parse(one.draftedAt) - Date.parse(other.draftedAt))
  );
}

function runnersOf(pilot: Pilot, steps: readonly PilotStep[], requests: readonly RequestRecord[]): readonly Person[] {
  const evidence = new Set(steps.flatMap((each) => each.requests));
  const all = [pilot.startedBy, ...requests.filter(({ id }) => evidence.has(id)).map(({ requester }) => requester)];
  return all.filter((person, index) => all.findIndex((other) => isSamePerson(other, person)) === index);
}
