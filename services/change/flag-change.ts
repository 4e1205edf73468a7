import type { Finding } from '../mailbox/finding.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { preflight } from '../preflight/preflight.ts';
import { type Refusal, type RefusalCode, refuse } from '../refusal.ts';
import { towardsCloud } from '../request/action.ts';
import { isMailboxSnapshot } from '../snapshot/subject-snapshot.ts';
import type { ChangeKind, Order } from './change.ts';
import { summedUp, telling, whyNot } from './findings.ts';
import { lookAtMailbox } from './look-at-mailbox.ts';

const flagOf = ({ action }: Order): boolean => towardsCloud(action) === true;

/** The authority over a mailbox's Exchange attributes: `IsExchangeCloudManaged`. */
export const flagChange: ChangeKind = {
  look: lookAtMailbox,
  inspect: async (world, { order, seen: { mailbox } }, signal) => {
    if (!mailbox) throw new Error('A mailbox was looked at and none was found.');
    const direction = flagOf(order) ? 'to-cloud' : 'to-on-premises';
    const report = await preflight(world, { mailbox, direction, signal });
    const findings = telling([...report.mailboxFindings, ...summedUp(report.tenantFindings)]);
    return { findings, refusal: blocked(mailbox, [...report.mailboxFindings, ...report.tenantFindings]) ?? null };
  },
  isMade: (order, snapshot) => isMailboxSnapshot(snapshot) && snapshot.isExchangeCloudManaged === flagOf(order),
  make: ({ exchange }, order, signal) => exchange.setCloudManaged(order.subject.objectId, flagOf(order), signal),
};

/** Findings that have a sentence of their own among the refusals. */
const BLOCKING: Readonly<Record<string, RefusalCode>> = {
  not_synced: 'not_synced',
  whole_object: 'whole_object',
  authority_unknown: 'authority_unknown',
  type_cannot_move: 'type_cannot_move',
  already_cloud: 'already_cloud',
  already_on_premises: 'already_on_premises',
};

function blocked(mailbox: Mailbox, findings: readonly Finding[]): Refusal | undefined {
  const finding = findings.find(({ level }) => level === 'block');
  if (!finding) return undefined;
  const code = BLOCKING[finding.code];
  const name = mailbox.userPrincipalName;
  return code
    ? refuse(code, { mailbox: name, type: mailbox.type })
    : refuse('preflight_blocked', { mailbox: name, why: whyNot(finding) });
}
