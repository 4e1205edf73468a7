import * as z from 'zod/v4';
import type { Divergence } from '../services/sentinel/divergence.ts';
import type { NotLookedAt } from '../services/sentinel/not-looked-at.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { kindWords } from './divergence-words.ts';
import template from './divergences.json' with { type: 'json' };
import { cardFrom } from './expand.ts';
import { ageText, momentText } from './moment.ts';
import { clipped, grouped, plain } from './plain-text.ts';
import { shown } from './rows.ts';

const MOST_ROWS = 10;
const MOST_BUTTONS = 5;

export const divergencesView = z.strictObject({
  title: shown,
  rows: z
    .array(
      z.strictObject({
        name: shown,
        what: shown,
        when: shown,
        mailboxes: z.array(z.strictObject({ name: shown, mailbox: z.guid() })).max(1),
      }),
    )
    .max(MOST_ROWS),
  doubts: z.array(shown).max(2),
  ends: z.array(shown),
});

const fill = cardFrom(template, divergencesView);

export type DivergencesInput = {
  /** The longest open first. */
  readonly divergences: readonly Divergence[];
  readonly total: number;
  readonly notLookedAt: NotLookedAt;
  /** When the last census ended, ISO 8601; `null` when there was none. */
  readonly lookedAt: string | null;
  /** ISO 8601: for ages. */
  readonly asOf: string;
};

/** Mailboxes that are not as people approved them: the first few with a button. */
export function divergencesCard(input: DivergencesInput): AdaptiveCardJson {
  const rows = input.divergences.slice(0, MOST_ROWS).map((divergence, index) => {
    const name = plain(divergence.userPrincipalName, 100);
    return {
      name,
      what: `! ${kindWords(divergence)}`,
      when: `noticed ${agoText(divergence.foundAt, input.asOf)}`,
      mailboxes: index < MOST_BUTTONS ? [{ name, mailbox: divergence.objectId }] : [],
    };
  });
  return fill({ title: titleOf(input), rows, doubts: doubtsOf(input), ends: endsOf(input, rows.length) });
}

export function summaryOfDivergences(input: DivergencesInput): string {
  return clipped(titleOf(input), 120);
}

function titleOf({ total, notLookedAt, lookedAt }: DivergencesInput): string {
  const left = notLookedAt.running + notLookedAt.waiting;
  if (total === 0 && left > 0) return `${mailboxes(left)} not looked at`;
  if (total === 0) return lookedAt === null ? 'Not known: no census yet' : 'Nothing was changed past Steward';
  return `${mailboxes(total)} not as approved`;
}

const mailboxes = (count: number): string => (count === 1 ? '1 mailbox is' : `${grouped(count)} mailboxes are`);

/** What nobody has looked at is never told of as fine. */
function doubtsOf({ notLookedAt: { running, waiting } }: DivergencesInput): string[] {
  const [one, many] = ['1 mailbox was not looked at', 'mailboxes were not looked at'];
  const were = (count: number): string => (count === 1 ? one : `${grouped(count)} ${many}`);
  return [
    ...(running > 0 ? [`? ${were(running)}: a request is running.`] : []),
    ...(waiting > 0 ? [`? ${were(waiting)} yet: it is done after the next census.`] : []),
  ];
}

function agoText(iso: string, asOf: string): string {
  const age = ageText(iso, asOf);
  return age === 'just now' || age === 'unknown' ? age : `${age} ago`;
}

function endsOf({ total, lookedAt }: DivergencesInput, rows: number): string[] {
  const more = total > rows ? [`And ${grouped(total - rows)} more.`] : [];
  const hint = rows > MOST_BUTTONS ? ['Type sentinel and an address to look at any of them.'] : [];
  const looked =
    lookedAt === null
      ? 'No census has been taken yet, so nobody has looked.'
      : `As of the census of ${momentText(lookedAt)}.`;
  return [[...more, ...hint, looked].join(' ')];
}
