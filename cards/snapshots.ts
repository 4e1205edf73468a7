import { shortHash } from '../services/mailbox/canonical.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { momentText } from './moment.ts';
import { pagedCard, summaryOfPaged } from './paged.ts';
import type { PagedEntry } from './pages.ts';
import { grouped, plain } from './plain-text.ts';

export type SnapshotRow = {
  readonly hash: string;
  /** ISO 8601 and the flag at that time; `null`: its file was changed after it was written. */
  readonly taken: { readonly at: string; readonly isExchangeCloudManaged: boolean | null } | null;
  /** Why it was taken, where that is known. */
  readonly why: readonly string[];
};

export type SnapshotsInput = {
  readonly mailbox: { readonly objectId: string; readonly userPrincipalName: string };
  readonly rows: readonly SnapshotRow[];
  /** There are more than are listed. */
  readonly more: boolean;
  readonly page: number;
};

/** The archived snapshots of a mailbox, newest first, each with a button to compare it with the mailbox as it is. */
export function snapshotsCard(input: SnapshotsInput): AdaptiveCardJson {
  const { mailbox, rows, more, page } = input;
  return pagedCard({
    title: titleOf(input),
    notes: [
      plain(mailbox.userPrincipalName),
      ...(more ? [`There are more than ${grouped(rows.length)}: these are some of them.`] : []),
    ],
    entries: rows.map((row) => entryOf(row, mailbox.objectId)),
    empty: 'There is none yet: Steward takes one with each request.',
    page,
    turn: { verb: 'snapshots', data: { mailbox: mailbox.objectId } },
  });
}

export function summaryOfSnapshots(input: SnapshotsInput): string {
  return summaryOfPaged({ title: titleOf(input) });
}

function titleOf({ rows }: Pick<SnapshotsInput, 'rows'>): string {
  return rows.length === 1 ? '1 snapshot' : `${grouped(rows.length)} snapshots`;
}

function entryOf({ hash, taken, why }: SnapshotRow, mailbox: string): PagedEntry {
  const name = shortHash(hash);
  if (taken === null) {
    const mark = 'Its file was changed after it was written: it is not believed.';
    return { heading: name, mark, tone: 'Attention', lines: [], buttons: [] };
  }
  return {
    heading: `${name} · ${momentText(taken.at)}`,
    mark: authorityText(taken.isExchangeCloudManaged),
    tone: 'Default',
    lines: why.map((text) => ({ strong: 'Taken: ', text: plain(text, 200) })),
    buttons: [{ title: 'Compare with now', verb: 'diff', data: { mailbox, from: name, to: 'live' } }],
  };
}

function authorityText(flag: boolean | null): string {
  if (flag === null) return 'Who managed it is unknown';
  return flag ? 'Cloud-managed then' : 'Managed on-premises then';
}
