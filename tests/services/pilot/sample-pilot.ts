import type { Pilot } from '../../../services/pilot/pilot.ts';
import type { PilotReport } from '../../../services/pilot/pilot-report.ts';
import { pilotSteps, type Seen } from '../../../services/pilot/pilot-steps.ts';
import type { RequestRecord } from '../../../services/request/record.ts';
import { RULES } from '../../../services/rules/rules.ts';
import { ANNA, drafted, OBJECT_ID } from '../../support/lived-request.ts';

// A pilot that Anna began with Jane's mailbox, and the requests of one that went well.

export const STARTED = '2026-11-20T08:00:00.000Z';
/** A sync cycle and 24 hours later. */
export const WAITED = '2026-11-21T08:30:00.000Z';

export const pilot = (change: Partial<Pilot> = {}): Pilot => ({
  startedAt: STARTED,
  startedBy: ANNA,
  cohort: [{ objectId: OBJECT_ID, name: 'jane@contoso.example', displayName: 'Jane Doe' }],
  signedOff: null,
  ...change,
});

const readBacks = [
  { stage: 'at-once', at: '2026-11-21T10:00:00.000Z' },
  { stage: 'after-sync', at: '2026-11-21T10:40:00.000Z' },
] as const;

/** A confirmed request, made and seen again after a sync. */
export const request = (id: string, at: string, change: Partial<RequestRecord> = {}): RequestRecord =>
  drafted({ id, draftedAt: at, confirmedAt: at, changedAt: at, expiresAt: null, state: 'done', readBacks, ...change });

export const TO_CLOUD = request('AAAA-11', '2026-11-21T09:00:00.000Z');
export const EDIT = request('BBBB-22', '2026-11-21T11:00:00.000Z', { action: 'edit' });
export const BACK = request('CCCC-33', '2026-11-21T12:00:00.000Z', { action: 'to-on-premises' });

export const seen = (change: Partial<Seen> = {}): Seen => ({
  pilot: pilot(),
  requests: [TO_CLOUD, EDIT, BACK],
  rules: RULES,
  now: new Date('2026-11-22T09:00:00.000Z'),
  ...change,
});

export const reportOn = (
  change: Partial<Seen> = {},
  wave: PilotReport['wave'] = { count: 3, limit: 20 },
): PilotReport => {
  const given = seen(change);
  return {
    pilot: given.pilot,
    steps: pilotSteps(given),
    runners: [ANNA],
    wave: given.pilot.signedOff ? null : wave,
    asOf: given.now.toISOString(),
  };
};
