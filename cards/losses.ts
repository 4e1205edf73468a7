import { ATTRIBUTES } from '../services/mailbox/attribute.ts';
import type { AttributeFate, Fate } from '../services/mailbox/fate.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { linesApart } from './diff.ts';
import { momentText } from './moment.ts';
import { pagedCard, summaryOfPaged } from './paged.ts';
import type { PagedEntry } from './pages.ts';
import { plain } from './plain-text.ts';
import type { Tone } from './rows.ts';
import { wholeValue } from './whole-text.ts';

export type LossesInput = {
  /** The request whose preview it is. */
  readonly id: string;
  readonly mailbox: { readonly objectId: string; readonly userPrincipalName: string };
  readonly fates: readonly AttributeFate[];
  /** When the mailbox went to the cloud and when it was shown, ISO 8601; `null`: there is no snapshot from then. */
  readonly atFlip: string | null;
  readonly shownAt: string;
  readonly page: number;
  /** Whether the reader may have the script made that carries the values back. */
  readonly mayCarry: boolean;
};

const WORDS: Readonly<Record<Fate, { readonly mark: string; readonly tone: Tone }>> = {
  lost: { mark: '✕ Lost at the next sync', tone: 'Warning' },
  unknown: { mark: '? Unknown', tone: 'Warning' },
  'written-back': { mark: '✓ Kept where writeback is healthy', tone: 'Default' },
  kept: { mark: '✓ Kept: the same on both sides', tone: 'Default' },
};

/** What a rollback does to every attribute, with both values whole. */
export function lossesCard(input: LossesInput): AdaptiveCardJson {
  const { id, mailbox, fates, atFlip, shownAt, page, mayCarry } = input;
  const carry = { title: 'Write the script to carry them', verb: 'carry', data: { mailbox: mailbox.objectId } };
  return pagedCard({
    title: titleOf(id),
    notes: [
      `${plain(mailbox.userPrincipalName)}: ${countText(fates)}`,
      atFlip === null
        ? `In the cloud: as shown ${momentText(shownAt)}. There is no snapshot from when it went to the cloud.`
        : `On-premises: as of ${momentText(atFlip)}, when it went to the cloud. In the cloud: as shown ${momentText(shownAt)}.`,
    ],
    entries: entriesOf(fates),
    empty: 'Nothing could be read.',
    page,
    turn: { verb: 'losses', data: { request: id } },
    buttons: [
      ...(mayCarry && fates.some(({ fate }) => fate !== 'kept') ? [carry] : []),
      { title: `Show ${id}`, verb: 'status', data: { request: id } },
    ],
  });
}

export function summaryOfLosses({ id }: Pick<LossesInput, 'id'>): string {
  return summaryOfPaged({ title: titleOf(id) });
}

const titleOf = (id: string): string => `What ${id} would do to each value`;

function countText(fates: readonly AttributeFate[]): string {
  const count = (...wanted: readonly Fate[]): number => fates.filter(({ fate }) => wanted.includes(fate)).length;
  return `${count('lost')} lost, ${count('unknown')} unknown, ${count('written-back', 'kept')} kept`;
}

/**
 * What matters first: what is lost, then what may be lost because nothing writes it back, then the rest. What is not
 * set in the cloud, and not known to be set on-premises, has nothing to lose and stands together at the end.
 */
function entriesOf(fates: readonly AttributeFate[]): readonly PagedEntry[] {
  const unset = fates.filter(hasNothingToLose);
  const weighed = fates.filter((one) => !hasNothingToLose(one)).toSorted((a, b) => rank(a) - rank(b));
  return [
    ...weighed.map(entryOf),
    ...summed(unset, 'unknown', { words: 'not set in the cloud', mark: '? Unknown on-premises', tone: 'Warning' }),
    ...summed(unset, 'kept', { words: 'not set on either side', mark: '✓ Nothing to lose', tone: 'Default' }),
  ];
}

function rank({ name, fate, after }: AttributeFate): number {
  if (fate === 'unknown') return !ATTRIBUTES[name].writtenBack && after !== undefined ? 1 : 2;
  return { lost: 0, 'written-back': 3, kept: 4 }[fate];
}

const hasNothingToLose = ({ fate, before, after }: AttributeFate): boolean =>
  isUnset(after) && (fate === 'kept' || (fate === 'unknown' && before === undefined));

const isUnset = (value: AttributeFate['after']): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

type Sum = { readonly words: string; readonly mark: string; readonly tone: Tone };

function summed(unset: readonly AttributeFate[], wanted: Fate, { words, mark, tone }: Sum): readonly PagedEntry[] {
  const labels = unset.filter(({ fate }) => fate === wanted).map(({ name }) => ATTRIBUTES[name].label);
  if (labels.length === 0) return [];
  const heading = labels.length === 1 ? `1 value is ${words}` : `${labels.length} values are ${words}`;
  return [{ heading, mark, tone, lines: [{ strong: 'These: ', text: labels.join(', ') }], buttons: [] }];
}

function entryOf({ name, fate, before, after }: AttributeFate): PagedEntry {
  const { mark, tone } = WORDS[fate];
  const lines =
    fate === 'kept'
      ? [{ strong: 'Both: ', text: wholeValue(name, after) }]
      : linesApart(name, { label: 'on-premises', value: before }, { label: 'in the cloud', value: after });
  return { heading: `${ATTRIBUTES[name].label} (${name})`, mark, tone, lines, buttons: [] };
}
