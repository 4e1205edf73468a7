import type { AdaptiveCardJson } from '../../cards/card-schema.ts';
import { choicesCard } from '../../cards/choices.ts';
import { helpCard } from '../../cards/help.ts';
import { mailboxCard } from '../../cards/mailbox.ts';
import { noticeCard } from '../../cards/notice.ts';
import { outcomeCard } from '../../cards/outcome.ts';
import { requestCard } from '../../cards/request.ts';
import { requestsCard } from '../../cards/requests.ts';
import { AUTHORITIES } from '../../services/mailbox/authority.ts';
import { ACTIONS } from '../../services/request/action.ts';
import { isOpen, STATES } from '../../services/request/state.ts';
import { CENSUS_EXHIBITS } from './census-samples.ts';
import { OBJECT_EXHIBITS } from './object-exhibits.ts';
import { PILOT_EXHIBITS } from './pilot-exhibits.ts';
import { PREFLIGHTS } from './preflight-exhibits.ts';
import { READINESS_EXHIBITS } from './readiness-exhibits.ts';
import { attributes, mailbox, mailboxReport, record, recordIn, report, SINCE, summary } from './samples.ts';
import { SHIFT_EXHIBITS } from './shift-exhibits.ts';
import { VALUE_EXHIBITS } from './value-exhibits.ts';

// Every card in every state, audience and action, by name: what the tests check and the browser photographs.

export type Exhibit = { readonly name: string; readonly card: AdaptiveCardJson };

const AUDIENCES = ['everyone', 'requester', 'approver', 'reader'] as const;

/** As long as Teams' own. */
const HANDLES = Array.from({ length: 60 }, (_, index) => `29:${String(index).padStart(86, 'x')}`);

const requests: readonly Exhibit[] = ACTIONS.flatMap((action) =>
  STATES.flatMap((state) =>
    AUDIENCES.map((audience) => ({
      name: `request-${action}-${state}-${audience}`,
      card: requestCard({ report: report(state, { action }), audience, notice: null }),
    })),
  ),
);

const MANY_FINDINGS = [
  {
    code: 'recent_change',
    level: 'warn',
    sentence: 'It was changed on-premises less than 24 hours ago.',
    remedy: null,
    override: 'requester',
  },
  {
    code: 'sync_unknown',
    level: 'unknown',
    sentence: 'When the directory last synced could not be read.',
    remedy: null,
    override: 'requester',
  },
  {
    code: 'not_synced',
    level: 'block',
    sentence: 'Not synced from on-premises: it was created in the cloud.',
    remedy: null,
    override: 'nobody',
  },
] as const;

const rollback = report('pending', { action: 'to-on-premises' });

const specialRequests: readonly Exhibit[] = [
  {
    name: 'request-sixty-people',
    card: requestCard({ report: rollback, audience: 'everyone', notice: null, refreshFor: HANDLES }),
  },
  {
    name: 'request-notice',
    card: requestCard({
      report: report('approved'),
      audience: 'approver',
      notice: 'That card was out of date: 7Q4K-2M is approved by Priya Raman. This is how it stands now.',
    }),
  },
  {
    name: 'request-rollback-without-baseline',
    card: requestCard({
      report: { ...rollback, record: { ...rollback.record, baselineHash: null }, losses: null },
      audience: 'approver',
      notice: null,
    }),
  },
  {
    name: 'request-rollback-nothing-lost',
    card: requestCard({ report: { ...rollback, losses: [] }, audience: 'approver', notice: null }),
  },
  {
    name: 'request-archive-unread',
    card: requestCard({ report: { ...rollback, snapshot: null, losses: null }, audience: 'approver', notice: null }),
  },
  {
    name: 'request-drift-unread',
    card: requestCard({ report: { ...report('drifted'), drift: null }, audience: 'requester', notice: null }),
  },
  {
    name: 'request-findings',
    card: requestCard({
      report: report('pending', { findings: MANY_FINDINGS, approvalsRequired: 2, reason: null }),
      audience: 'approver',
      notice: null,
    }),
  },
  {
    name: 'request-done-with-error',
    card: requestCard({
      report: report('done', { writeError: 'exchange_rejected' }),
      audience: 'requester',
      notice: null,
    }),
  },
];

const mailboxes: readonly Exhibit[] = [
  ...AUTHORITIES.map((authority) => ({
    name: `mailbox-${authority}`,
    card: mailboxCard(
      mailboxReport({ authority, next: authority === 'cloud' ? ['rollback', 'history'] : ['history'] }),
    ),
  })),
  { name: 'mailbox', card: mailboxCard(mailboxReport()) },
  {
    name: 'mailbox-busy',
    card: mailboxCard(
      mailboxReport({
        authority: 'cloud',
        mailbox: mailbox({ type: 'SharedMailbox', isExchangeCloudManaged: true, attributes: SINCE }),
        openRequest: record({ id: 'M3TR-8W', action: 'to-on-premises' }),
        lastRequest: recordIn('done'),
        findings: MANY_FINDINGS,
        next: ['rollback', 'history'],
      }),
    ),
  },
  {
    name: 'mailbox-unread',
    card: mailboxCard(
      mailboxReport({
        authority: 'unknown',
        mailbox: mailbox({
          type: 'LegacyMailbox',
          isDirSynced: null,
          isExchangeCloudManaged: null,
          whenChanged: null,
          exchangeGuid: null,
          attributes: {},
        }),
        findings: [
          {
            code: 'authority_unknown',
            level: 'block',
            sentence: 'Its authority could not be read.',
            remedy: null,
            override: 'nobody',
          },
        ],
        lastSyncAt: null,
        next: [],
      }),
    ),
  },
  {
    name: 'mailbox-many-addresses',
    card: mailboxCard(
      mailboxReport({
        mailbox: mailbox({
          attributes: attributes({
            EmailAddresses: Array.from({ length: 300 }, (_, index) => `smtp:alias${index}@contoso.com`),
            ForwardingSmtpAddress: 'smtp:alice@fabrikam.com',
            DeliverToMailboxAndForward: true,
          }),
        }),
      }),
    ),
  },
];

const PEOPLE = [
  summary({ displayName: 'Alex Kim', primaryAddress: 'alex.kim@contoso.com' }),
  summary({
    displayName: 'Alexandra Kimberley-Throckmorton',
    primaryAddress: 'alexandra.kimberley-throckmorton@emea.contoso.com',
  }),
  summary({ displayName: 'Alex (front desk)', primaryAddress: 'alex.desk@contoso.com', type: 'SharedMailbox' }),
  summary({ displayName: 'Alexander Room 4.11', primaryAddress: 'alexander@contoso.com', type: 'RoomMailbox' }),
];

const RECORDS = STATES.map((state, index) =>
  recordIn(state, {
    id: `7Q4K-${index}M`,
    action: index % 3 === 1 ? 'to-on-premises' : 'to-cloud',
    draftedAt: new Date(Date.parse('2026-11-22T14:31:00Z') - index ** 4 * 60_000).toISOString(),
  }),
);

const HELP = [
  { name: 'check', usage: 'check <mailbox>', summary: 'Shows who manages a mailbox and whether it can change hands.' },
  { name: 'request', usage: 'request <mailbox> [--reason "…"]', summary: 'Asks to hand a mailbox to the cloud.' },
  { name: 'rollback', usage: 'rollback <mailbox> [--reason "…"]', summary: 'Asks to hand a mailbox back on-premises.' },
  { name: 'status', usage: 'status [<request>]', summary: 'Shows one request, or all of yours.' },
  { name: 'pending', usage: 'pending', summary: 'Lists what waits for a decision.' },
  { name: 'approve', usage: 'approve <request>', summary: 'Approves what a request shows.' },
].map((entry) => ({
  ...entry,
  aliases: entry.name === 'request' ? ['cloud'] : [],
  examples: [`${entry.name} alice@contoso.com`],
}));

const others: readonly Exhibit[] = [
  { name: 'choices', card: choicesCard({ name: 'alex', nearest: false, verb: 'check', choices: PEOPLE }) },
  {
    name: 'choices-nearest',
    card: choicesCard({ name: 'alxe', nearest: true, verb: 'request', choices: PEOPLE.slice(0, 2) }),
  },
  {
    name: 'choices-many',
    card: choicesCard({ name: 'a', nearest: false, verb: 'rollback', choices: [...PEOPLE, ...PEOPLE] }),
  },
  {
    name: 'requests',
    card: requestsCard({
      title: 'Waiting for a decision',
      empty: 'Nothing waits for a decision.',
      records: RECORDS,
      total: 22,
      asOf: '2026-11-22T14:32:00Z',
    }),
  },
  {
    name: 'requests-none',
    card: requestsCard({
      title: 'Waiting for a decision',
      empty: 'Nothing waits for a decision.',
      records: [],
      total: 0,
      asOf: '2026-11-22T14:32:00Z',
    }),
  },
  { name: 'help', card: helpCard({ entries: HELP, detailed: false }) },
  { name: 'help-one', card: helpCard({ entries: HELP.slice(1, 2), detailed: true }) },
  { name: 'notice', card: noticeCard('You asked for 7Q4K-2M yourself, so somebody else has to decide it.') },
  ...STATES.filter((state) => !isOpen(state)).map((state) => ({
    name: `outcome-${state}`,
    card: outcomeCard(recordIn(state)),
  })),
  { name: 'outcome-done-rollback', card: outcomeCard(recordIn('done', { action: 'to-on-premises' })) },
];

export const GALLERY: readonly Exhibit[] = [
  ...requests,
  ...specialRequests,
  ...mailboxes,
  ...PREFLIGHTS,
  ...OBJECT_EXHIBITS,
  ...others,
  ...CENSUS_EXHIBITS,
  ...READINESS_EXHIBITS,
  ...PILOT_EXHIBITS,
  ...SHIFT_EXHIBITS,
  ...VALUE_EXHIBITS,
];
