import * as z from 'zod/v4';
import { shortHash } from '../services/mailbox/canonical.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import template from './carry.json' with { type: 'json' };
import { cardFrom } from './expand.ts';
import { clipped, grouped, plain } from './plain-text.ts';
import { shown } from './rows.ts';

export const carryView = z.strictObject({
  title: shown,
  notes: z.array(shown),
  lines: z.array(shown).min(1),
  rest: shown,
});

const fill = cardFrom(template, carryView);

export type CarryCardInput = {
  readonly mailbox: { readonly objectId: string; readonly userPrincipalName: string };
  /** The snapshot whose values are carried. */
  readonly hash: string;
  readonly fileName: string;
  /** Printable ASCII, lines ended by CR LF. */
  readonly script: string;
  readonly carried: number;
  readonly byHand: number;
  /** Whether what differs could be told: without a baseline everything is carried. */
  readonly hasBaseline: boolean;
  /** The mailbox is managed on-premises again. */
  readonly isHandedBack: boolean;
  /** Whether the file is on offer in the personal chat. */
  readonly fileOffered: boolean;
};

/** Characters of JSON for the script: with the rest the card stays below its limit. */
const SCRIPT_ROOM = 10_900;
/** What a line costs besides its words. */
const LINE_COST = 108;

/** What the script does, and behind a button its text, as much of it as a card has room for. The file is whole. */
export function carryCard(input: CarryCardInput): AdaptiveCardJson {
  // Lines without words only take room here, and Teams does not draw an empty text.
  const all = input.script.split('\r\n').filter((line) => !/^[#\s]*$/.test(line));
  const lines = beginning(all);
  return fill({
    title: titleOf(input),
    notes: [
      `${grouped(input.carried)} ${input.carried === 1 ? 'value is' : 'values are'} set by the script, ${grouped(input.byHand)} left to do by hand. Snapshot ${shortHash(input.hash)}.`,
      ...(input.hasBaseline
        ? []
        : ['What would be lost is unknown, so it carries every value that is configured in the cloud.']),
      input.fileOffered
        ? `Take the file ${plain(input.fileName, 80)}, read it, and have it run on-premises${input.isHandedBack ? '' : ' before the rollback'}.`
        : 'Teams did not take the offer of a file just now: type the line again to get one.',
    ],
    lines: [...lines],
    rest:
      lines.length < all.length
        ? `… and ${grouped(all.length - lines.length)} more lines: the file is whole.`
        : 'That is all of it.',
  });
}

export function summaryOfCarry(input: CarryCardInput): string {
  return clipped(titleOf(input), 120);
}

const titleOf = ({ mailbox }: CarryCardInput): string => `Script for ${plain(mailbox.userPrincipalName, 90)}`;

function beginning(lines: readonly string[]): readonly string[] {
  let room = SCRIPT_ROOM;
  const end = lines.findIndex((line) => {
    room -= LINE_COST + JSON.stringify(line).length;
    return room < 0;
  });
  return end < 0 ? lines : lines.slice(0, end);
}
