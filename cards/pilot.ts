import * as z from 'zod/v4';
import type { PilotReport } from '../services/pilot/pilot-report.ts';
import type { PilotStep, PilotStepCode } from '../services/pilot/pilot-steps.ts';
import { type AdaptiveCardJson, MAX_ACTIONS } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import { momentText } from './moment.ts';
import template from './pilot.json' with { type: 'json' };
import { clipped, grouped, plain } from './plain-text.ts';
import { line, shown, type Tone, tone } from './rows.ts';

export const pilotView = z.strictObject({
  title: shown,
  notes: z.array(shown),
  steps: z.array(line.extend({ tone })),
  remarks: z.array(shown),
  buttons: z.array(z.strictObject({ title: shown, request: shown })).max(MAX_ACTIONS),
});

const fill = cardFrom(template, pilotView);

const TITLES: Readonly<Record<PilotStepCode, string>> = {
  cohort: 'Cohort named',
  waited: 'Waiting time passed',
  snapshot: 'Snapshot taken',
  'handed-over': 'One mailbox handed over, seen after a sync',
  edited: 'A test edit survived a sync',
  'rolled-back': 'Rollback practised',
  'signed-off': 'Signed off by somebody else',
};

/** Where the pilot stands, what shows it, and what is next. */
export function pilotCard({ pilot, steps, wave, asOf }: PilotReport): AdaptiveCardJson {
  const next = steps.find(({ state }) => state !== 'done');
  return fill({
    title: titleOf({ pilot, steps }),
    notes: pilot ? [] : [WHAT_IT_IS],
    steps: steps.map((step) => stepLine(step, step === next)),
    remarks: [...waveText(wave), `As of ${momentText(asOf)}.`],
    buttons: evidenceOf(steps).map((request) => ({ title: request, request })),
  });
}

export function summaryOfPilot(report: PilotReport): string {
  return clipped(titleOf(report), 120);
}

const WHAT_IT_IS =
  'A pilot tries the way with one to five mailboxes: wait, hand one over, edit it, roll it back, and have somebody else sign it off. A requester begins one with: pilot start alice@contoso.com';

function titleOf({ pilot, steps }: Pick<PilotReport, 'pilot' | 'steps'>): string {
  if (!pilot) return 'There is no pilot';
  if (pilot.signedOff) return '✓ The pilot is signed off';
  return `Pilot: ${steps.filter(({ state }) => state === 'done').length} of ${steps.length} steps done`;
}

function stepLine({ code, state, sentence }: PilotStep, isNext: boolean) {
  const { mark, tone: colour } = markOf(state, isNext);
  return { strong: `${mark} ${TITLES[code]}: `, text: plain(sentence, 400), tone: colour };
}

/** The mark says it without the colour. */
function markOf(state: PilotStep['state'], isNext: boolean): { readonly mark: string; readonly tone: Tone } {
  if (state === 'done') return { mark: '✓', tone: 'Good' };
  if (state === 'waiting') return { mark: '○ Waiting:', tone: 'Accent' };
  return isNext ? { mark: '→ Next:', tone: 'Accent' } : { mark: '·', tone: 'Default' };
}

function evidenceOf(steps: readonly PilotStep[]): readonly string[] {
  return [...new Set(steps.flatMap(({ requests }) => requests))].slice(0, MAX_ACTIONS);
}

function waveText(wave: PilotReport['wave']): string[] {
  if (!wave) return [];
  const { count, limit } = wave;
  return [
    `Until a pilot is signed off, mailboxes outside it may be handed over at most ${grouped(limit)} in 24 hours; ${grouped(count)} so far.`,
  ];
}
