import * as z from 'zod/v4';
import type { MailboxSummary } from '../services/mailbox/mailbox.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import template from './choices.json' with { type: 'json' };
import { cardFrom } from './expand.ts';
import { typeWords } from './mailbox-words.ts';
import { clipped, plain } from './plain-text.ts';
import { actionWords } from './request-words.ts';
import { shown } from './rows.ts';

const MOST_CHOICES = 6;

const BUTTONS = {
  check: 'Check this one',
  request: actionWords('to-cloud'),
  rollback: actionWords('to-on-premises'),
  history: 'Show its history',
} as const;

export const choicesView = z.strictObject({
  question: shown,
  button: shown,
  verb: shown,
  choices: z.array(z.strictObject({ name: shown, identity: shown, mailbox: z.guid() })).max(MOST_CHOICES),
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
};

/** Asks which mailbox is meant: one button each. */
export function choicesCard(input: ChoicesInput): AdaptiveCardJson {
  const more = input.choices.length - MOST_CHOICES;
  return fill({
    question: question(input),
    button: BUTTONS[input.verb],
    verb: input.verb,
    choices: input.choices.slice(0, MOST_CHOICES).map((choice) => ({
      name: plain(choice.displayName, 80),
      identity: `${plain(choice.primaryAddress)} · ${typeWords(choice.type)}`,
      mailbox: choice.objectId,
    })),
    more: more > 0 ? [`And ${more} more: write the whole address.`] : [],
  });
}

export function summaryOfChoices(input: ChoicesInput): string {
  return clipped(question({ ...input, name: clipped(input.name, 60) }), 120);
}

function question({ name, nearest, choices }: ChoicesInput): string {
  const quotedName = `“${plain(name, 80)}”`;
  return nearest
    ? `No mailbox ${quotedName} was found. Did you mean:`
    : `${choices.length} mailboxes fit ${quotedName}. Which one?`;
}
