import type { AttributeName, Attributes } from '../../services/mailbox/attribute.ts';
import { ATTRIBUTE_NAMES, ATTRIBUTES } from '../../services/mailbox/attribute.ts';
import type { Change } from '../../services/mailbox/diff.ts';
import { pass } from '../../services/mailbox/finding.ts';
import { lossesOf } from '../../services/mailbox/loss.ts';
import type { Mailbox, MailboxSummary } from '../../services/mailbox/mailbox.ts';
import type { MailboxReport } from '../../services/mailbox/report.ts';
import { type Snapshot, snapshotHash, takeSnapshot } from '../../services/mailbox/snapshot.ts';
import type { RequestRecord } from '../../services/request/record.ts';
import type { RequestReport } from '../../services/request/report.ts';
import type { RequestState } from '../../services/request/state.ts';
import { drafted } from '../support/lived-request.ts';

// Plausible values for the tests of cards; each takes what a test wants to differ.

export const OBJECT_ID = '3b1f0c52-77aa-4c1e-9a43-5f0d2b6c8e11';
const DANA = { objectId: '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2001', name: 'Dana Whitfield' };
const PRIYA = { objectId: '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2002', name: 'Priya Raman' };
const LUIS = { objectId: '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2003', name: 'Luis Ortega' };

const hashOf = (digit: string): string => `${digit}f9a12bc`.repeat(8);

/** What Exchange answers for attributes that nobody has set. */
const UNSET: Attributes = Object.fromEntries(
  ATTRIBUTE_NAMES.map((name) => {
    const { form } = ATTRIBUTES[name];
    return [name, form === 'flag' ? false : form === 'text' ? null : []];
  }),
);

export function attributes(changes: Attributes = {}): Attributes {
  return {
    ...UNSET,
    PrimarySmtpAddress: 'alice.meyer@contoso.com',
    WindowsEmailAddress: 'alice.meyer@contoso.com',
    EmailAddresses: [
      'SMTP:alice.meyer@contoso.com',
      'smtp:alice@contoso.com',
      'smtp:a.meyer@contoso.mail.onmicrosoft.com',
      'X500:/o=Contoso/ou=Exchange/cn=Recipients/cn=alice',
    ],
    RecipientTypeDetails: 'UserMailbox',
    Alias: 'alice.meyer',
    CustomAttribute1: 'EMEA',
    CustomAttribute7: 'Cost centre 4711',
    ExtensionCustomAttribute2: ['retention-7y', 'vip'],
    MailTip: 'On parental leave until 1 March',
    AuditEnabled: true,
    ...changes,
  };
}

export function mailbox(changes: Partial<Mailbox> = {}): Mailbox {
  return {
    objectId: OBJECT_ID,
    userPrincipalName: 'alice.meyer@contoso.com',
    displayName: 'Alice Meyer',
    primaryAddress: 'alice.meyer@contoso.com',
    type: 'UserMailbox',
    exchangeGuid: '0a52c3d1-6f0e-4a3e-8a77-b1c2d3e4f505',
    isDirSynced: true,
    isExchangeCloudManaged: false,
    whenChanged: '2026-11-18T07:05:00.000Z',
    isLicensed: true,
    attributes: attributes(),
    ...changes,
  };
}

export function summary(changes: Partial<MailboxSummary> = {}): MailboxSummary {
  const { objectId, userPrincipalName, displayName, primaryAddress, type } = mailbox();
  return { objectId, userPrincipalName, displayName, primaryAddress, type, ...changes };
}

export function snapshot(changes: Partial<Mailbox> = {}): Snapshot {
  return takeSnapshot(mailbox(changes), new Date('2026-11-22T14:30:12.000Z'));
}

export function record(changes: Partial<RequestRecord> = {}): RequestRecord {
  return drafted({
    version: 2,
    tenant: '5d2c7a10-91f4-4b7e-a3c8-0e6f4b1d2a33',
    state: 'pending',
    subject: {
      kind: 'mailbox',
      objectId: OBJECT_ID,
      name: 'alice.meyer@contoso.com',
      displayName: 'Alice Meyer',
      type: 'UserMailbox',
    },
    requester: DANA,
    reason: 'INC-20931: she needs a second alias before the move to the new brand.',
    snapshotHash: snapshotHash(snapshot()),
    planHash: hashOf('b'),
    findings: [pass('synced', 'Synced from on-premises Active Directory.')],
    draftedAt: '2026-11-22T14:30:00.000Z',
    confirmedAt: '2026-11-22T14:32:00.000Z',
    changedAt: '2026-11-22T14:32:00.000Z',
    expiresAt: '2026-11-23T14:32:00.000Z',
    conversation: '19:desk@thread.tacv2',
    ...changes,
  });
}

const APPROVED: Partial<RequestRecord> = {
  version: 3,
  votes: [{ person: PRIYA, decision: 'approve', reason: null, at: '2026-11-22T14:41:00.000Z' }],
  changedAt: '2026-11-22T14:41:00.000Z',
  expiresAt: null,
};

/** What is true of a request in each state. */
const IN_STATE: Readonly<Record<RequestState, Partial<RequestRecord>>> = {
  drafted: { version: 1, confirmedAt: null, expiresAt: '2026-11-22T14:45:00.000Z' },
  pending: {},
  approved: { ...APPROVED },
  held: { ...APPROVED, version: 5, heldFrom: 'approved', closedBy: LUIS, closingReason: 'Mail flow incident' },
  running: {
    ...APPROVED,
    version: 5,
    delay: { code: 'exchange_unavailable', nextAt: '2026-11-22T14:43:30.000Z' },
    receipts: { before: hashOf('4'), after: null },
  },
  done: {
    ...APPROVED,
    version: 6,
    changedAt: '2026-11-22T14:44:00.000Z',
    receipts: { before: hashOf('4'), after: hashOf('c') },
    readBacks: [{ stage: 'at-once', at: '2026-11-22T14:44:00.000Z' }],
    watch: { stage: 'after-sync', nextAt: '2026-11-22T14:45:00.000Z', syncedBefore: null },
  },
  verified: {
    ...APPROVED,
    version: 8,
    changedAt: '2026-11-23T14:44:00.000Z',
    receipts: { before: hashOf('4'), after: hashOf('c') },
    readBacks: [
      { stage: 'at-once', at: '2026-11-22T14:44:00.000Z' },
      { stage: 'after-sync', at: '2026-11-22T15:02:00.000Z' },
      { stage: 'after-a-day', at: '2026-11-23T14:44:00.000Z' },
    ],
  },
  reverted: {
    ...APPROVED,
    version: 7,
    changedAt: '2026-11-22T15:02:00.000Z',
    receipts: { before: hashOf('4'), after: hashOf('c') },
    readBacks: [{ stage: 'at-once', at: '2026-11-22T14:44:00.000Z' }],
    driftHash: hashOf('e'),
  },
  failed: { ...APPROVED, version: 5, failure: 'exchange_permission', changedAt: '2026-11-22T14:44:00.000Z' },
  cancelled: { version: 3, closedBy: DANA, expiresAt: null },
  denied: {
    version: 3,
    votes: [{ person: LUIS, decision: 'deny', reason: 'Wait', at: '2026-11-22T15:00:00.000Z' }],
    closedBy: LUIS,
    closingReason: 'Wait until the freeze ends on Friday.',
    changedAt: '2026-11-22T15:00:00.000Z',
    expiresAt: null,
  },
  expired: { version: 3, changedAt: '2026-11-23T14:32:00.000Z', expiresAt: null },
  drifted: { ...APPROVED, version: 4, driftHash: hashOf('d'), changedAt: '2026-11-22T14:42:00.000Z' },
};

export function recordIn(state: RequestState, changes: Partial<RequestRecord> = {}): RequestRecord {
  return record({ state, ...IN_STATE[state], ...changes });
}

const DRIFT: readonly Change[] = [
  { name: 'MailTip', before: 'On parental leave until 1 March', after: null },
  {
    name: 'EmailAddresses',
    before: ['SMTP:alice.meyer@contoso.com', 'smtp:alice@contoso.com'],
    after: ['SMTP:alice.meyer@contoso.com', 'smtp:alice@contoso.com', 'smtp:ameyer@fabrikam.com'],
  },
  { name: 'HiddenFromAddressListsEnabled', before: false, after: undefined },
];

/** How a mailbox looked when it went to the cloud, and what has been changed there since. */
export const AT_FLIP = snapshot();
export const SINCE: Attributes = attributes({
  HiddenFromAddressListsEnabled: true,
  ForwardingSmtpAddress: 'smtp:alice@fabrikam.com',
  MailTip: 'Left the company; write to sales@contoso.com',
  GrantSendOnBehalfTo: ['Bob Stone', 'Carla Diaz'],
  CustomAttribute7: 'Cost centre 5000',
  EmailAddresses: ['SMTP:alice.meyer@contoso.com', 'smtp:alice@contoso.com', 'smtp:alice.meyer@fabrikam.com'],
});

/** A request in a state as its card gets it: a move to the cloud, or a rollback with something to lose. */
export function report(state: RequestState, changes: Partial<RequestRecord> = {}): RequestReport {
  const made = recordIn(state, changes);
  const drift = state === 'drifted' || state === 'reverted' ? DRIFT : null;
  if (made.action === 'to-cloud') return { record: made, snapshot: snapshot(), losses: [], drift };
  const now = snapshot({ isExchangeCloudManaged: true, attributes: SINCE });
  const flip = snapshotHash(AT_FLIP);
  return {
    record: { ...made, baselineHash: flip, snapshotHash: snapshotHash(now) },
    snapshot: now,
    losses: lossesOf(AT_FLIP, now) ?? null,
    drift,
  };
}

export function mailboxReport(changes: Partial<MailboxReport> = {}): MailboxReport {
  return {
    mailbox: mailbox(),
    authority: 'on-premises',
    findings: [
      {
        code: 'synced',
        level: 'pass',
        sentence: 'Synced from on-premises Active Directory.',
        remedy: null,
        override: 'nobody',
      },
    ],
    lastSyncAt: '2026-11-22T14:10:00.000Z',
    openRequest: null,
    lastRequest: null,
    next: ['request', 'history'],
    readAt: '2026-11-22T14:32:00.000Z',
    ...changes,
  };
}

/** What people with bad intentions, or bad luck, put into every field that is theirs. */
export const HOSTILE = [
  '[Approve](https://evil.example) **bold** _under_ `code` # head',
  '${secret} ${$root.id} \\${5}',
  '<at>Priya Raman</at> <b>x</b> &amp;',
  '\u202eriver\u202c \u2066\u200b\u200d\ufeff\u0000\u0007',
  '"\\'.repeat(2_500),
  'x'.repeat(5_000),
  '👩‍💻'.repeat(400),
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '\ud83d',
  '   \n\t  ',
  '→ yes, not set, unknown”',
] as const;

/** Every attribute filled with the same text, lists with 300 of it. */
export function filledWith(text: string): Attributes {
  const value = (name: AttributeName): Attributes[AttributeName] => {
    switch (ATTRIBUTES[name].form) {
      case 'flag':
        return true;
      case 'text':
        return text;
      default:
        return Array.from({ length: 300 }, (_, index) => `smtp:${text.slice(0, 300)}${index}`);
    }
  };
  return Object.fromEntries(ATTRIBUTE_NAMES.map((name) => [name, value(name)]));
}
