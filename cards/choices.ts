import * as z from 'zod/v4';
import type { MailboxSummary } from '../services/mailbox/mailbox.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import template from './choices.json' with { type: 'json' };
import { cardFrom } from './expand.ts';
import { typeWords } from './mailbox-words.ts';
import { clipped, plain } from './plain-text.ts';
import { actionWords } from './request-words.ts';
import { shown } from './rows.ts';
import { target, targetOf } from './target.ts';

const MOST_CHOICES = 6;

const BUTTONS = {
  check: 'Check this one',
  prereqs: 'Look at this one',
  request: actionWords('to-cloud'),
  rollback: actionWords('to-on-premises'),
  history: 'Show its history',
  carry: 'Write its script',
  snapshots: 'Show its snapshots',
  diff: 'Compare it',
  offboard: 'Show its checklist',
} as const;

const WHOLE: Partial<Record<keyof typeof BUTTONS, string>> = {
  request: 'Hand the whole to the cloud',
  rollback: 'Hand the whole back',
};

export const choicesView = z.strictObject({
  question: shown,
  button: shown,
  verb: shown,
  choices: z.array(z.strictObject({ name: shown, identity: shown, data: target })).max(MOST_CHOICES),
  more: z.array(shown).max(1),
});

const fill = cardFrom(template, choicesView);

export type ChoicesInput = {
  /** What was typed. */
  readonly name: string;
  /** None matched, and these come nearest. */
  readonly nearest: boolean;
  readonly verb: keyof typeof BUTTONS;
  readonly choices: readonly MailboxSummary[];
  /** The whole object of the chosen one is meant. */
  readonly whole?: boolean;
};

/** Asks which mailbox is meant: one button each. */
export function choicesCard(input: ChoicesInput): AdaptiveCardJson {
  const more = input.choices.length - MOST_CHOICES;
  return fill({
    question: question(input),
    button: input.whole ? (WHOLE[input.verb] ?? BUTTONS[input.verb]) : BUTTONS[input.verb],
    verb: input.verb,
    choices: input.choices.slice(0, MOST_CHOICES).map((choice) => ({
      name: plain(choice.displayName, 80),
      identity: `${plain(choice.primaryAddress)} · ${typeWords(choice.type)}`,
      data: targetOf(choice.objectId, input.whole === true),
    })),
    more: more > 0 ? [`And ${more} more: write the whole address.`] : [],
  });
}

export function summaryOfChoices(input: ChoicesInput): string {
  return clipped(question({ ...input, name: clipped(input.name, 60) }), 120);
}

function question({ name, nearest, choices }: ChoicesInput): string {
  const quotedName = `“${plain(name, 80)}”`;
  if (nearest) return `No mailbox ${quotedName} was found. Did you mean:`;
  const areMailboxes = choices.every(isMailbox);
  if (choices.length === 1) return `One ${areMailboxes ? 'mailbox' : 'object'} fits ${quotedName}. Is it this one?`;
  return `${choices.length} ${areMailboxes ? 'mailboxes' : 'objects'} fit ${quotedName}. Which one?`;
}

const isMailbox = ({ type }: MailboxSummary): boolean => type.endsWith('Mailbox');
