import type { Rules } from '../rules/rules.ts';
import { hybridWordChecks, routingChecks } from './attested-checks.ts';
import { type Check, type CheckState, END_STATES, type EndState } from './check.ts';
import { defaultChecks, recountedChecks } from './final-checks.ts';
import { gatherReadinessFacts, type ReadinessSources } from './gather-readiness-facts.ts';
import { cleanupChecks, migrationChecks, orphanChecks } from './hybrid-checks.ts';
import { mailboxChecks } from './mailbox-checks.ts';
import { progressOf, type ReadinessProgress } from './progress.ts';
import type { ReadinessFacts } from './readiness-facts.ts';
import { recipientChecks } from './recipient-checks.ts';
import { writebackChecks } from './writeback-checks.ts';

/** One of the five stages of "Decommission the last Exchange server" (Microsoft Learn, May 2026). */
export type ReadinessStage = {
  readonly number: 1 | 2 | 3 | 4 | 5;
  readonly title: string;
  readonly checks: readonly Check[];
  /** The stage that has to be done first, for at least one of the ends; `null` when its turn has come. */
  readonly waitsFor: number | null;
};

/** How far it is to one end. What comes after the end, stage 5, is not counted. */
export type EndReport = {
  readonly end: EndState;
  readonly title: string;
  /** What to do with the server at this end, and what never. */
  readonly rule: string;
  readonly counts: Readonly<Record<CheckState, number>>;
  /** Nothing is open, nothing unknown. */
  readonly isReady: boolean;
};

/** The last-Exchange-server report. */
export type ReadinessReport = {
  readonly stages: readonly ReadinessStage[];
  /** In the order of `END_STATES`. */
  readonly ends: readonly EndReport[];
  /** By type and by business unit; `null` before the first census. */
  readonly progress: ReadinessProgress | null;
  /** ISO 8601, UTC. */
  readonly asOf: string;
};

export type ReadinessNeeds = ReadinessSources & { readonly rules: Rules };

/** Gathers and judges. What could not be asked is an unknown in the report, never a failure. */
export async function readiness(needs: ReadinessNeeds, signal?: AbortSignal): Promise<ReadinessReport> {
  const facts = await gatherReadinessFacts(needs, signal);
  return readinessReport(facts, { rules: needs.rules, now: needs.clock.now() });
}

/** Pure: the report that these facts make. */
export function readinessReport(
  facts: ReadinessFacts,
  { rules, now }: { readonly rules: Rules; readonly now: Date },
): ReadinessReport {
  const stages = inTurn([
    {
      number: 1,
      title: 'Prerequisites',
      checks: [
        ...mailboxChecks(facts, rules),
        ...recipientChecks(facts),
        ...migrationChecks(facts),
        ...routingChecks(facts),
        ...writebackChecks(facts, { rules, now }),
      ],
    },
    { number: 2, title: 'Verify again just before', checks: recountedChecks(facts, now) },
    {
      number: 3,
      title: 'Remove the hybrid set-up while Exchange runs',
      checks: [...cleanupChecks(facts), ...hybridWordChecks(facts)],
    },
    { number: 4, title: 'Last steps', checks: defaultChecks(facts) },
    { number: 5, title: 'Afterwards in Exchange Online', checks: orphanChecks(facts) },
  ]);
  return {
    stages,
    ends: END_STATES.map((end) => endReport(stages, end)),
    progress:
      facts.census.kind === 'unknown'
        ? null
        : progressOf(facts.census.value, (type) => rules.movableTypes.value.includes(type)),
    asOf: now.toISOString(),
  };
}

/**
 * Microsoft's stages are taken in turn. Some checks belong to one end only, so those before a stage are done when they
 * are for either end.
 */
function inTurn(stages: readonly Omit<ReadinessStage, 'waitsFor'>[]): readonly ReadinessStage[] {
  return stages.map((stage) => {
    const before = stages.filter(({ number }) => number < stage.number);
    const waiting = END_STATES.map((end) => before.find(({ checks }) => checks.some((check) => isLeft(check, end))));
    const [first] = waiting;
    return { ...stage, waitsFor: waiting.includes(undefined) ? null : (first?.number ?? null) };
  });
}

const isLeft = ({ state, ends }: Check, end: EndState): boolean =>
  ends.includes(end) && (state === 'open' || state === 'unknown');

const ENDS: Readonly<Record<EndState, Pick<EndReport, 'title' | 'rule'>>> = {
  uninstall: {
    title: 'Source of authority moved: uninstall',
    rule: 'When nothing is open or unknown, the last server may be uninstalled: Setup /m:Uninstall.',
  },
  'shut-down': {
    title: 'Management tools kept: only shut down',
    rule: 'When nothing is open or unknown, shut the last server down. Never uninstall it: the tools need what Setup would remove.',
  },
};

function endReport(stages: readonly ReadinessStage[], end: EndState): EndReport {
  const checks = stages
    .filter(({ number }) => number < 5)
    .flatMap((stage) => stage.checks)
    .filter(({ ends }) => ends.includes(end));
  const count = (state: CheckState): number => checks.filter((check) => check.state === state).length;
  const counts = { done: count('done'), open: count('open'), attested: count('attested'), unknown: count('unknown') };
  return { end, ...ENDS[end], counts, isReady: counts.open === 0 && counts.unknown === 0 };
}
