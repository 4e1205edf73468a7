import * as z from 'zod/v4';
import { labelOf } from '../services/mailbox/diff.ts';
import type { DivergenceReport } from '../services/sentinel/describe-divergence.ts';
import { changeText } from './attribute-text.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import template from './divergence.json' with { type: 'json' };
import { kindWords } from './divergence-words.ts';
import { cardFrom } from './expand.ts';
import { momentText } from './moment.ts';
import { clipped, plain } from './plain-text.ts';
import { capped, line, shown } from './rows.ts';

const MOST_CHANGES = 8;
const VALUE_LIMIT = 80;

export const divergenceView = z.strictObject({
  name: shown,
  what: shown,
  facts: z.array(shown),
  sections: z.array(z.strictObject({ heading: shown, lines: z.array(line).min(1) })).max(1),
  next: shown,
  mailbox: z.guid(),
  found: shown,
  canReview: z.boolean(),
  canDecide: z.boolean(),
  canRollBack: z.boolean(),
});

const fill = cardFrom(template, divergenceView);

export type DivergenceInput = {
  readonly report: DivergenceReport;
  /** The reader may adopt or ignore. */
  readonly canDecide: boolean;
  /** The reader may make requests. */
  readonly canAsk: boolean;
  /** Several people look at it, as in the approvals conversation: each gets their own view by a button. */
  readonly isShared?: boolean;
};

/** One mailbox that is not as people approved it, and what can be done about that. Every click is checked again. */
export function divergenceCard(input: DivergenceInput): AdaptiveCardJson {
  const { divergence } = input.report;
  const isShared = input.isShared ?? false;
  return fill({
    name: plain(divergence.userPrincipalName, 100),
    what: `! ${kindWords(divergence)}`,
    facts: factsOf(input.report),
    sections: sectionsOf(input.report),
    next: nextOf(input),
    mailbox: divergence.objectId,
    found: divergence.foundHash,
    canReview: isShared,
    canDecide: input.canDecide && !isShared,
    canRollBack: input.canAsk && divergence.isCloudManaged && !isShared,
  });
}

export function summaryOfDivergence({ report: { divergence } }: DivergenceInput): string {
  return clipped(`${clipped(divergence.userPrincipalName, 60)}: ${kindWords(divergence)}`, 120);
}

function factsOf({ divergence }: DivergenceReport): string[] {
  const { request, approvedHash, foundAt } = divergence;
  const approved =
    approvedHash === null
      ? 'Nothing was ever approved for it.'
      : `Approved last: ${request === null ? 'by adopting what was found' : `with ${plain(request, 20)}`}.`;
  return [`Noticed ${momentText(foundAt)}.`, approved];
}

function sectionsOf({ divergence, changes }: DivergenceReport): z.input<typeof divergenceView>['sections'] {
  if (divergence.approvedHash === null) return [];
  if (changes === null) {
    const text = 'one of the two snapshots is not in the archive, or could not be read just now.';
    return [{ heading: 'What differs', lines: [{ strong: 'Unknown: ', text }] }];
  }
  const lines = capped(changes, MOST_CHANGES, (change) => ({
    strong: `${labelOf(change.name)}: `,
    text: changeText(change, 'before-after', VALUE_LIMIT),
  }));
  return lines.length === 0 ? [] : [{ heading: 'Approved → found', lines }];
}

function nextOf({ report, canDecide, isShared }: DivergenceInput): string {
  if (isShared)
    return 'An approver decides: adopt what was found, propose a rollback, or leave it alone with a reason.';
  if (!canDecide) return 'An approver can adopt what was found, or leave it alone with a reason.';
  return report.divergence.isCloudManaged
    ? 'Adopt it if it is right, propose a rollback if it is not, or leave it alone with a reason.'
    : 'Adopt it if it is right, make a request if it is not, or leave it alone with a reason.';
}
