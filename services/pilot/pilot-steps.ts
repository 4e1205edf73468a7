import { dayWords, momentWords } from '../preflight/date-words.ts';
import { after } from '../request/duration.ts';
import type { RequestRecord } from '../request/record.ts';
import type { Rules } from '../rules/rules.ts';
import type { Pilot } from './pilot.ts';

export const PILOT_STEPS = [
  'cohort',
  'waited',
  'snapshot',
  'handed-over',
  'edited',
  'rolled-back',
  'signed-off',
] as const;
export type PilotStepCode = (typeof PILOT_STEPS)[number];

/**
 * One step. `waiting` ends by itself; `open` needs somebody. Nobody ticks a step by hand: what shows that it is done
 * are requests, by their ids, or the clock.
 */
export type PilotStep = {
  readonly code: PilotStepCode;
  readonly state: 'done' | 'waiting' | 'open';
  readonly sentence: string;
  /** The requests that show it, or that it waits for. */
  readonly requests: readonly string[];
};

export type Seen = {
  readonly pilot: Pilot;
  /** Requests for mailboxes of the cohort since the pilot began, oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly rules: Pick<Rules, 'syncCycle' | 'waitAfterChange'>;
  readonly now: Date;
};

/**
 * Microsoft's cautious way ("Enable Exchange attributes cloud management", August 2026: wait a sync cycle and 24 hours
 * after the last on-premises change, begin with a few mailboxes, check after a sync, know the way back), step by step.
 * Pure.
 */
export function pilotSteps(seen: Seen): readonly PilotStep[] {
  const handedOver = handedOverStep(seen);
  const [first] = handedOver.state === 'done' ? handedOver.requests : [];
  const since = seen.requests.find(({ id }) => id === first)?.draftedAt;
  return [
    cohortStep(seen.pilot),
    waitedStep(seen, first),
    snapshotStep(seen.requests),
    handedOver,
    survivedStep(seen.requests, since, EDITED),
    survivedStep(seen.requests, since, ROLLED_BACK),
    signedOffStep(seen.pilot),
  ];
}

/** From then on the cohort may be handed over: nobody has changed it on-premises since it was named. */
export function waitsUntil({ pilot, rules }: Pick<Seen, 'pilot' | 'rules'>): Date {
  return after(after(new Date(pilot.startedAt), rules.syncCycle.value), rules.waitAfterChange.value);
}

const step = (
  code: PilotStepCode,
  state: PilotStep['state'],
  { sentence, requests = [] }: { readonly sentence: string; readonly requests?: readonly string[] },
): PilotStep => ({ code, state, sentence, requests });

function cohortStep({ cohort, startedBy, startedAt }: Pilot): PilotStep {
  const names = cohort.map(({ name }) => name).join(', ');
  const sentence = `${startedBy.name} named ${names} on ${dayWords(startedAt)}. Leave them alone on-premises.`;
  return step('cohort', 'done', { sentence });
}

function waitedStep(seen: Seen, handedOver: string | undefined): PilotStep {
  const until = waitsUntil(seen);
  if (until.getTime() <= seen.now.getTime()) {
    return step('waited', 'done', { sentence: 'A sync cycle and 24 hours have passed since the cohort was named.' });
  }
  if (handedOver !== undefined) {
    const sentence = `When ${handedOver} was asked for, the last on-premises change was long enough ago.`;
    return step('waited', 'done', { sentence, requests: [handedOver] });
  }
  const sentence = `A sync cycle and 24 hours have passed on ${momentWords(until.toISOString())}. A mailbox that was not changed for longer may go before.`;
  return step('waited', 'waiting', { sentence });
}

function snapshotStep(requests: readonly RequestRecord[]): PilotStep {
  const taken = requests.find(({ action }) => action === 'to-cloud');
  return taken
    ? step('snapshot', 'done', {
        sentence: `${taken.id} keeps snapshot ${taken.snapshotHash.slice(0, 8)} of ${taken.subject.name}.`,
        requests: [taken.id],
      })
    : step('snapshot', 'open', { sentence: 'Steward takes it when somebody asks: request a mailbox of the cohort.' });
}

const LAST_CHANGE = /^last_change_(recent|unknown)$/;

/** Asked for after the waiting time, or when the preflight saw that the last change was long enough ago. */
function hasWaited({ draftedAt, findings }: RequestRecord, until: Date): boolean {
  return Date.parse(draftedAt) >= until.getTime() || !findings.some(({ code }) => LAST_CHANGE.test(code));
}

/** Seen again after a directory sync, and not moved back since. */
const hasSurvived = ({ state, readBacks }: RequestRecord): boolean =>
  (state === 'done' || state === 'verified') && readBacks.some(({ stage }) => stage === 'after-sync');

const waitsForSync = ({ state, watch }: RequestRecord): boolean => state === 'done' && watch?.stage === 'after-sync';

function handedOverStep(seen: Seen): PilotStep {
  const all = seen.requests.filter(({ action }) => action === 'to-cloud');
  const until = waitsUntil(seen);
  const inTime = all.filter((record) => hasWaited(record, until));
  const shown = inTime.find(hasSurvived);
  if (shown) {
    const sentence = `${shown.subject.name} was still cloud-managed after a directory sync.`;
    return step('handed-over', 'done', { sentence, requests: [shown.id] });
  }
  const waiting = inTime.find(waitsForSync);
  if (waiting) return step('handed-over', 'waiting', waitingFor(waiting));
  const early = all.find(hasSurvived);
  const sentence = early
    ? `${early.id} was asked for before the waiting time had passed, so it shows nothing: hand another one over.`
    : 'Request one mailbox of the cohort and have it approved.';
  return step('handed-over', 'open', { sentence });
}

const waitingFor = ({ id, subject }: RequestRecord) => ({
  sentence: `${subject.name} is done and waits for the next directory sync.`,
  requests: [id],
});

type Surviving = {
  readonly code: 'edited' | 'rolled-back';
  readonly action: RequestRecord['action'];
  readonly shown: (name: string) => string;
  readonly todo: string;
};

const EDITED: Surviving = {
  code: 'edited',
  action: 'edit',
  shown: (name) => `An edit of ${name} was still there after a directory sync.`,
  todo: 'Change a value of a mailbox that was handed over, and let a directory sync pass.',
};

const ROLLED_BACK: Surviving = {
  code: 'rolled-back',
  action: 'to-on-premises',
  shown: (name) => `${name} was handed back and stayed so after a directory sync.`,
  todo: 'Roll one mailbox back, so that the way is known before it is needed.',
};

/** Counts only what was asked for after the hand-over that was verified. */
function survivedStep(
  requests: readonly RequestRecord[],
  since: string | undefined,
  { code, action, shown, todo }: Surviving,
): PilotStep {
  const later = requests.filter(
    (record) => record.action === action && since !== undefined && Date.parse(record.draftedAt) >= Date.parse(since),
  );
  const survived = later.find(hasSurvived);
  if (survived) return step(code, 'done', { sentence: shown(survived.subject.name), requests: [survived.id] });
  const waiting = later.find(waitsForSync);
  return waiting ? step(code, 'waiting', waitingFor(waiting)) : step(code, 'open', { sentence: todo });
}

function signedOffStep({ signedOff, startedBy }: Pilot): PilotStep {
  if (!signedOff) {
    const sentence = `An approver who did not run it, so not ${startedBy.name}: pilot sign-off --reason "…".`;
    return step('signed-off', 'open', { sentence });
  }
  const sentence = `${signedOff.by.name} signed off on ${dayWords(signedOff.at)}: “${signedOff.reason}”.`;
  return step('signed-off', 'done', { sentence });
}
