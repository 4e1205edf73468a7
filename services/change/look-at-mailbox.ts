import type { Mailbox } from '../mailbox/mailbox.ts';
import { takeSnapshot } from '../mailbox/snapshot.ts';
import type { Subject } from '../request/subject.ts';
import type { ChangeWorld, Order, Seen } from './change.ts';

/** The mailbox of an order, read afresh. */
export async function lookAtMailbox(
  { exchange, clock }: ChangeWorld,
  { subject }: Order,
  signal?: AbortSignal,
): Promise<Seen | undefined> {
  const mailbox = await exchange.read(subject.objectId, signal);
  return mailbox && { subject: subjectOf(mailbox), snapshot: takeSnapshot(mailbox, clock.now()), mailbox };
}

function subjectOf({ objectId, userPrincipalName, displayName, type }: Mailbox): Subject {
  return { kind: 'mailbox', objectId, name: userPrincipalName, displayName, type };
}
