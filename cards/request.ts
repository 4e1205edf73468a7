import * as z from 'zod/v4';
import { shortHash } from '../services/mailbox/canonical.ts';
import { towardsCloud } from '../services/request/action.ts';
import type { RequestRecord } from '../services/request/record.ts';
import type { RequestReport } from '../services/request/report.ts';
import { isOpen } from '../services/request/state.ts';
import { isMailboxSnapshot, type SubjectSnapshot } from '../services/snapshot/subject-snapshot.ts';
import { type AdaptiveCardJson, cardBytes, MAX_CARD_BYTES } from './card-schema.ts';
import { changeLines } from './change-lines.ts';
import { type Detail, FULL, SHORT } from './detail.ts';
import { cardFrom } from './expand.ts';
import { keyAttributes } from './key-attributes.ts';
import { typeWords } from './mailbox-words.ts';
import { momentText } from './moment.ts';
import { editable, plain } from './plain-text.ts';
import { withFewerPeople, withRefresh } from './refresh.ts';
import template from './request.json' with { type: 'json' };
import { type Audience, buttonsFor } from './request-buttons.ts';
import { sentencesFor } from './request-outcome.ts';
import { sectionsFor } from './request-sections.ts';
import { stateText, summaryOf, titleOf, toneOf } from './request-words.ts';
import { type Fact, fact, section, shown, tone } from './rows.ts';
import { target, targetOf } from './target.ts';

const MOST_REASON = 1000;
const ROOM_FOR_ESCAPES = 100;

export const requestView = z.strictObject({
  notices: z.array(shown).max(1),
  id: shown,
  version: z.number().int().positive(),
  title: shown,
  state: shown,
  tone,
  sentences: z.array(shown),
  changes: z.array(shown),
  facts: z.array(fact),
  sections: z.array(section),
  hasSnapshot: z.boolean(),
  snapshot: z.array(fact),
  /** What is in the input field at first; may be empty. */
  reason: z.string(),
  reasonLabel: shown,
  canConfirm: z.boolean(),
  canDecide: z.boolean(),
  canCancel: z.boolean(),
  canAskAgain: z.boolean(),
  canReview: z.boolean(),
  canHold: z.boolean(),
  canRelease: z.boolean(),
  canSettle: z.boolean(),
  canSeeLosses: z.boolean(),
  /** What has to be typed to confirm, for what concerns the whole organisation. */
  typed: z.array(shown).max(1),
  againVerb: z.enum(['request', 'rollback']),
  again: target,
});

const fill = cardFrom(template, requestView);

export type RequestInput = {
  readonly report: RequestReport;
  readonly audience: Audience;
  /** A line on top for this one reader, for example why a click had no effect. */
  readonly notice: string | null;
  /** Teams' handles of people whose own view Teams asks for by itself; without a list the card has no refresh. */
  readonly refreshFor?: readonly string[] | undefined;
};

/** A request as it stands: the one card for every state of it, with the buttons of its audience. */
export function requestCard(input: RequestInput): AdaptiveCardJson {
  const full = drawn(input, FULL);
  return cardBytes(full) <= MAX_CARD_BYTES ? full : withFewerPeople(drawn(input, SHORT));
}

function drawn(input: RequestInput, detail: Detail): AdaptiveCardJson {
  const card = fill(viewOf(input, detail));
  return input.refreshFor ? withRefresh(card, input.report.record.id, input.refreshFor) : card;
}

function viewOf({ report, audience, notice }: RequestInput, detail: Detail): z.input<typeof requestView> {
  const { record, snapshot } = report;
  return {
    notices: notice === null ? [] : [plain(notice, 400)],
    id: record.id,
    version: record.version,
    title: titleOf(record),
    state: stateText(record),
    tone: toneOf(record.state),
    sentences: sentencesFor(record, audience),
    changes: changeLines(record, snapshot),
    facts: factsOf(report, audience),
    sections: sectionsFor(report, detail),
    hasSnapshot: snapshot !== null,
    snapshot: snapshot ? snapshotFacts(record, snapshot, detail) : [],
    reasonLabel: record.approvalsRequired === 0 ? 'Reason' : 'Reason (the approvers read it)',
    reason: editable(record.reason ?? '', MOST_REASON),
    ...buttonsFor(record, audience),
    canSeeLosses: record.action === 'to-on-premises' && isOpen(record.state),
    typed: typedName(record, audience),
    againVerb: towardsCloud(record.action) === false ? 'rollback' : 'request',
    again: targetOf(record.subject.objectId, record.subject.kind === 'user'),
  };
}

export function summaryOfRequest({ report }: Pick<RequestInput, 'report'>): string {
  return summaryOf(report.record);
}

/** The default of the organisation is changed only by somebody who types which organisation it is. */
function typedName(record: RequestRecord, audience: Audience): string[] {
  const { canConfirm } = buttonsFor(record, audience);
  return canConfirm && record.subject.kind === 'organization' ? [plain(record.subject.name, 100)] : [];
}

function factsOf({ record, snapshot }: RequestReport, audience: Audience): Fact[] {
  const { subject, requester, receipts } = record;
  const edits = buttonsFor(record, audience).canConfirm;
  return [
    { label: subjectWord(record), value: `${plain(subject.displayName, 80)} · ${typeWords(subject.type)}` },
    { label: 'Asked by', value: plain(requester.name, 60) },
    { label: 'Asked', value: momentText(record.draftedAt) },
    ...(edits
      ? []
      : [
          {
            label: 'Reason',
            value: record.reason ? plain(record.reason, MOST_REASON + ROOM_FOR_ESCAPES) : 'none given',
          },
        ]),
    ...(record.expiresAt ? [{ label: expiryLabel(record), value: momentText(record.expiresAt) }] : []),
    ...(record.closingReason
      ? [{ label: record.state === 'held' ? 'Why held' : 'Why not', value: plain(record.closingReason, 300) }]
      : []),
    ...(receipts.after ? [{ label: 'Receipts', value: receiptsText(receipts) }] : []),
    ...(snapshot === null ? unreadFacts(record) : []),
  ];
}

/** What the subject is, as the label beside its name. */
function subjectWord({ subject }: RequestRecord): string {
  return { mailbox: 'Mailbox', user: 'User', group: 'Group', contact: 'Contact', organization: 'Tenant' }[subject.kind];
}

const expiryLabel = ({ state }: RequestRecord): string => (state === 'drafted' ? 'Confirm by' : 'Decide by');

function receiptsText({ before, after }: RequestRecord['receipts']): string {
  return `before ${before === null ? 'none' : shortHash(before)}, after ${after === null ? 'none' : shortHash(after)}`;
}

/** Without the archive the hash still says what is approved, and the object id to whom it is done. */
function unreadFacts({ subject, snapshotHash }: RequestRecord): Fact[] {
  return [
    { label: 'Object id', value: subject.objectId },
    { label: 'Snapshot', value: `${shortHash(snapshotHash)}, could not be read just now` },
  ];
}

function snapshotFacts({ snapshotHash }: RequestRecord, snapshot: SubjectSnapshot, { custom }: Detail): Fact[] {
  return [
    { label: 'Snapshot', value: `${shortHash(snapshotHash)}, taken ${momentText(snapshot.takenAt)}` },
    { label: 'Object id', value: snapshot.objectId },
    ...(custom === null || !isMailboxSnapshot(snapshot) ? [] : keyAttributes(snapshot.attributes, custom)),
  ];
}
