import * as z from 'zod/v4';
import { assertNever } from '../services/assert-never.ts';
import type { OffboardNext, OffboardReport, OffboardStep, StepState } from '../services/offboard/offboard-report.ts';
import { type AdaptiveCardJson, cardBytes, MAX_CARD_BYTES } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import { requestText } from './mailbox.ts';
import { momentText } from './moment.ts';
import template from './offboard.json' with { type: 'json' };
import { clipped, plain } from './plain-text.ts';
import { actionWords } from './request-words.ts';
import { line, shown, type Tone, tone } from './rows.ts';
import { target, targetOf } from './target.ts';

const spaced = line.extend({ spacing: z.enum(['None', 'Small']) });
type Spaced = z.infer<typeof spaced>;

/** How many steps are shown, and how long their texts may be; more are counted. */
type Room = { readonly steps: number; readonly sentence: number; readonly remedy: number; readonly line: number };

const FULL: Room = { steps: 16, sentence: 260, remedy: 200, line: 160 };
/** For the rare card that would be too large. */
const SHORT: Room = { steps: 10, sentence: 150, remedy: 100, line: 100 };

export const offboardView = z.strictObject({
  title: shown,
  identity: shown,
  verdict: shown,
  tone,
  open: z.array(z.strictObject({ text: shown, request: shown })).max(1),
  lines: z.array(spaced).min(1),
  readAt: shown,
  next: z.array(z.strictObject({ verb: shown, title: shown, data: target })).max(3),
});

const fill = cardFrom(template, offboardView);

/** A checklist for moving one mailbox back on-premises: what is done, what is open, what only people can tell. */
export function offboardCard(report: OffboardReport): AdaptiveCardJson {
  const full = drawn(report, FULL);
  return cardBytes(full) <= MAX_CARD_BYTES ? full : drawn(report, SHORT);
}

function drawn(report: OffboardReport, room: Room): AdaptiveCardJson {
  const { mailbox, openRequest, steps } = report;
  const more = steps.length - room.steps;
  const rest: Spaced[] = more > 0 ? [{ spacing: 'Small', strong: '… ', text: `and ${more} more` }] : [];
  return fill({
    title: `Back on-premises: ${plain(mailbox.displayName, 80)}`,
    identity: plain(mailbox.userPrincipalName),
    ...verdictOf(steps),
    open: openRequest ? [{ text: requestText(openRequest), request: openRequest.id }] : [],
    lines: [...steps.slice(0, room.steps).flatMap((step) => linesOf(step, room)), ...rest],
    readAt: momentText(report.readAt),
    next: report.next.map((step) => ({
      ...BUTTONS[step],
      data: targetOf(mailbox.objectId, step === 'rollback-whole'),
    })),
  });
}

/** "Alice Meyer: not yet, 3 steps are open", for the notification. */
export function summaryOfOffboard({ mailbox, steps }: OffboardReport): string {
  const words = verdictOf(steps).verdict.slice(2);
  return `${clipped(mailbox.displayName, 60)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

function verdictOf(steps: readonly OffboardStep[]): { readonly verdict: string; readonly tone: Tone } {
  const count = (state: StepState): number => steps.filter((step) => step.state === state).length;
  const [open, unknown] = [count('open'), count('unknown')];
  if (open > 0) return { verdict: `✕ Not yet: ${stepsAre(open)} open`, tone: 'Attention' };
  if (unknown > 0)
    return { verdict: `? Nothing is open, but ${stepsAre(unknown)} for you to make sure of`, tone: 'Warning' };
  return { verdict: '✓ It can move back on-premises', tone: 'Good' };
}

const stepsAre = (count: number): string => (count === 1 ? '1 step is' : `${count} steps are`);

/** What is so, below it what to do, and the line that helps. */
function linesOf({ state, sentence, remedy, line: typed }: OffboardStep, room: Room): Spaced[] {
  return [
    { spacing: 'Small', strong: signOf(state), text: plain(sentence, room.sentence) },
    ...(remedy === null ? [] : [{ spacing: 'None' as const, strong: '→ ', text: plain(remedy, room.remedy) }]),
    ...(typed === null ? [] : [{ spacing: 'None' as const, strong: '→ type: ', text: plain(typed, room.line) }]),
  ];
}

function signOf(state: StepState): string {
  switch (state) {
    case 'done':
      return '✓ Done: ';
    case 'open':
      return '✕ Open: ';
    case 'unknown':
      return '? Unknown: ';
    default:
      return assertNever(state);
  }
}

const BUTTONS: Readonly<Record<OffboardNext, { readonly verb: string; readonly title: string }>> = {
  rollback: { verb: 'rollback', title: actionWords('to-on-premises') },
  'rollback-whole': { verb: 'rollback', title: actionWords('to-on-premises') },
  carry: { verb: 'carry', title: 'Write the script' },
  offboard: { verb: 'offboard', title: 'Look again' },
};
