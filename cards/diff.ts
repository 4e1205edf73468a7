import { ATTRIBUTES, type AttributeValue } from '../services/mailbox/attribute.ts';
import { type Change, labelOf } from '../services/mailbox/diff.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { momentText } from './moment.ts';
import { pagedCard, summaryOfPaged } from './paged.ts';
import type { PagedEntry } from './pages.ts';
import { grouped, plain } from './plain-text.ts';
import type { Line } from './rows.ts';
import { isAttribute, listsApart, wholeList, wholeValue } from './whole-text.ts';

/** One of the two things compared: a snapshot by the beginning of its hash, or the mailbox as it is. */
export type DiffSide = { readonly name: string; readonly takenAt: string };

export type DiffInput = {
  readonly mailbox: { readonly objectId: string; readonly userPrincipalName: string };
  readonly from: DiffSide;
  readonly to: DiffSide;
  readonly changes: readonly Change[];
  readonly page: number;
  /** The live side as this was first shown, so that the next page is a page of the same list; `null` without one. */
  readonly seen: string | null;
  /** It changed since the page before, so this begins again. */
  readonly restarted: boolean;
};

/** Every difference between two snapshots of a mailbox, each with both values whole. */
export function diffCard(input: DiffInput): AdaptiveCardJson {
  const { mailbox, from, to, changes, page, seen, restarted } = input;
  return pagedCard({
    title: titleOf(input),
    notes: [
      ...(restarted ? ['The mailbox has changed since the page before, so this begins again.'] : []),
      plain(mailbox.userPrincipalName),
      `From ${sideText(from)} to ${sideText(to)}`,
    ],
    entries: changes.map((change) => entryOf(change, from, to)),
    empty: 'Nothing differs.',
    page,
    turn: {
      verb: 'diff',
      data: { mailbox: mailbox.objectId, from: from.name, to: to.name, ...(seen === null ? {} : { seen }) },
    },
  });
}

export function summaryOfDiff(input: DiffInput): string {
  return summaryOfPaged({ title: titleOf(input) });
}

function titleOf({ changes }: Pick<DiffInput, 'changes'>): string {
  if (changes.length === 0) return 'Nothing differs';
  return changes.length === 1 ? '1 difference' : `${grouped(changes.length)} differences`;
}

function sideText({ name, takenAt }: DiffSide): string {
  return name === 'live' ? `live, read ${momentText(takenAt)}` : `snapshot ${name}, taken ${momentText(takenAt)}`;
}

function entryOf({ name, before, after }: Change, from: DiffSide, to: DiffSide): PagedEntry {
  const title = `${labelOf(name)} (${name})`;
  return {
    heading: title,
    mark: markOf(name),
    tone: isAttribute(name) && !ATTRIBUTES[name].writtenBack ? 'Warning' : 'Default',
    lines: linesApart(name, { label: from.name, value: before }, { label: to.name, value: after }),
    buttons: [],
  };
}

function markOf(name: Change['name']): string {
  if (!isAttribute(name)) return 'Says which mailbox it is, or who is its authority';
  return ATTRIBUTES[name].writtenBack ? 'Written back to Active Directory' : 'Not written back';
}

type Told = { readonly label: string; readonly value: AttributeValue | undefined };

/** Both values whole; of two lists what only one has, what only the other has, and what both have. */
export function linesApart(name: Change['name'], one: Told, other: Told): readonly Line[] {
  if (isAttribute(name) && Array.isArray(one.value) && Array.isArray(other.value)) {
    const { onlyBefore, onlyAfter, both } = listsApart(name, one.value, other.value);
    return [
      { strong: `Only ${one.label}: `, text: wholeList(onlyBefore) },
      { strong: `Only ${other.label}: `, text: wholeList(onlyAfter) },
      { strong: 'Both: ', text: wholeList(both) },
    ];
  }
  return [one, other].map(({ label, value }) => ({ strong: `${label}: `, text: wholeValue(name, value) }));
}
