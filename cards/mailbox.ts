import * as z from 'zod/v4';
import type { Mailbox } from '../services/mailbox/mailbox.ts';
import type { MailboxReport } from '../services/mailbox/report.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { stateInWords } from '../services/request/state-words.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import { aliasCount, forwardingText, furtherAttributes, hiddenText } from './key-attributes.ts';
import template from './mailbox.json' with { type: 'json' };
import { authorityWords, findingLines, typeWords } from './mailbox-words.ts';
import { momentText } from './moment.ts';
import { nextTitle } from './next-title.ts';
import { clipped, plain } from './plain-text.ts';
import { actionWords } from './request-words.ts';
import { type Fact, fact, line, shown, tone } from './rows.ts';

const MOST_FINDINGS = 4;
const MOST_CUSTOM = 8;

export const mailboxView = z.strictObject({
  title: shown,
  identity: shown,
  kind: shown,
  authority: shown,
  tone,
  meaning: shown,
  open: z.array(z.strictObject({ text: shown, request: shown })).max(1),
  findings: z.array(line),
  facts: z.array(fact),
  more: z.array(fact).min(1),
  readAt: shown,
  next: z.array(z.strictObject({ verb: shown, title: shown })).max(3),
  mailbox: z.guid(),
});

const fill = cardFrom(template, mailboxView);

/** Everything that `check` tells about one mailbox, with the buttons for what the asker may do next. */
export function mailboxCard(report: MailboxReport): AdaptiveCardJson {
  const { mailbox, openRequest } = report;
  const authority = authorityWords(report.authority);
  return fill({
    title: plain(mailbox.displayName, 80),
    identity: plain(mailbox.userPrincipalName),
    kind: `${typeWords(mailbox.type)} · object ${mailbox.objectId.slice(0, 8)}`,
    authority: authority.name,
    tone: authority.tone,
    meaning: authority.meaning,
    open: openRequest ? [{ text: requestText(openRequest), request: openRequest.id }] : [],
    findings: findingLines(report.findings, MOST_FINDINGS),
    facts: factsOf(report),
    more: [...furtherAttributes(mailbox.attributes, MOST_CUSTOM), { label: 'Object id', value: mailbox.objectId }],
    readAt: momentText(report.readAt),
    next: report.next.map((verb) => ({ verb, title: nextTitle(verb) })),
    mailbox: mailbox.objectId,
  });
}

/** "Alice Example: cloud-managed", for the notification. */
export function summaryOfMailbox({ mailbox, authority }: MailboxReport): string {
  const words = authorityWords(authority).name.slice(2).toLowerCase();
  return `${clipped(mailbox.displayName, 80)}: ${words}`;
}

function factsOf({ mailbox, lastSyncAt, lastRequest }: MailboxReport): Fact[] {
  return [
    { label: 'Address', value: addressText(mailbox) },
    { label: 'Synced', value: syncText(mailbox.isDirSynced, lastSyncAt) },
    { label: 'Hidden', value: hiddenText(mailbox.attributes) },
    { label: 'Forwarding', value: forwardingText(mailbox.attributes) },
    { label: 'Last change', value: mailbox.whenChanged === null ? 'unknown' : momentText(mailbox.whenChanged) },
    { label: 'Last request', value: lastRequest ? requestText(lastRequest) : 'none' },
  ];
}

function addressText({ primaryAddress, attributes }: Mailbox): string {
  return `${plain(primaryAddress)}, ${aliasCount(attributes)}`;
}

function syncText(isDirSynced: boolean | null, lastSyncAt: string | null): string {
  if (isDirSynced === null) return 'unknown';
  if (!isDirSynced) return 'no';
  return `yes, last sync ${lastSyncAt === null ? 'unknown' : momentText(lastSyncAt)}`;
}

/** "7Q4K-2M · Hand to the cloud · done, 22 Nov 2026, 14:44 UTC". */
export function requestText(record: RequestRecord): string {
  const state = plain(stateInWords(record), 160);
  return `${record.id} · ${actionWords(record.action)} · ${state}, ${momentText(record.changedAt)}`;
}
