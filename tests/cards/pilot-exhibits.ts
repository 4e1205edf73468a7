import type { AdaptiveCardJson } from '../../cards/card-schema.ts';
import { pilotCard } from '../../cards/pilot.ts';
import type { PilotReport } from '../../services/pilot/pilot-report.ts';
import { pilot, reportOn } from '../services/pilot/sample-pilot.ts';
import { BEN } from '../support/lived-request.ts';

export const noPilot: PilotReport = {
  ...{ pilot: null, steps: [], runners: [], wave: { count: 3, limit: 20 }, asOf: '2026-11-22T09:00:00.000Z' },
};

const signedOff = { at: '2026-11-22T08:00:00.000Z', by: BEN, reason: 'It went well for two weeks' };

/** The cards of the pilot, by name. */
export const PILOT_EXHIBITS: readonly { readonly name: string; readonly card: AdaptiveCardJson }[] = [
  { name: 'pilot-none', card: pilotCard(noPilot) },
  { name: 'pilot-begun', card: pilotCard(reportOn({ requests: [], now: new Date('2026-11-20T08:05:00.000Z') })) },
  { name: 'pilot-to-sign-off', card: pilotCard(reportOn()) },
  { name: 'pilot-signed-off', card: pilotCard(reportOn({ pilot: pilot({ signedOff }) })) },
];
