import type { RequestRecord } from '../services/request/record.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { momentText } from './moment.ts';
import { clipped, plain } from './plain-text.ts';
import { requestNote } from './request-note.ts';
import { endingOf } from './request-outcome.ts';

/** Tells whoever is on call what needs a person now: a change that did not stay, an approval that is overdue. */
export function alertCard(record: RequestRecord): AdaptiveCardJson {
  return requestNote(record, { sentences: sentencesOf(record), verb: 'review' });
}

export function summaryOfAlert(record: RequestRecord): string {
  return clipped(`${record.id}: ${sentencesOf(record)[0] ?? ''}`, 120);
}

function sentencesOf(record: RequestRecord): string[] {
  const moved = record.state === 'reverted' ? [endingOf(record)] : [];
  return record.debt?.overdue ? [...moved, overdue(record, record.debt.dueAt)] : moved;
}

function overdue({ requester }: RequestRecord, dueAt: string): string {
  return `${plain(requester.name, 60)} broke the glass, and nobody approved it by ${momentText(dueAt)}. Somebody who did not ask still has to.`;
}
