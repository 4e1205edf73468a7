import { DirectoryError } from '../directory/directory.ts';
import type { DirectoryOnline, SyncedObject } from '../directory/directory-tenant.ts';
import { ExchangeError } from '../exchange/exchange.ts';
import type { ExchangeOnline } from '../exchange/exchange-tenant.ts';
import { mailboxNameOf } from '../exchange/mailbox-name.ts';
import type { MailboxStanding, ObjectFacts } from './object-facts.ts';

export type ObjectSources = {
  readonly directory: Pick<DirectoryOnline, 'membersOf' | 'groupsOf'>;
  readonly exchange: Pick<ExchangeOnline, 'read' | 'recipientAt'>;
};

/** Asks everybody at once what else is true of an object that has just been read. What could not be asked is unknown. */
export async function gatherObjectFacts(
  { directory, exchange }: ObjectSources,
  object: SyncedObject,
  signal?: AbortSignal,
): Promise<Pick<ObjectFacts, 'members' | 'groups' | 'mailbox'>> {
  const [members, groups, mailbox] = await Promise.all([
    object.kind === 'group' ? orUnknown(directory.membersOf(object.objectId, signal)) : [],
    orUnknown(directory.groupsOf(object, signal)),
    object.kind === 'user' ? mailboxStanding(exchange, object, signal) : ('none' as const),
  ]);
  return { members, groups, mailbox };
}

async function orUnknown<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof DirectoryError) return null;
    throw error;
  }
}

/** Where a user's mailbox is, and whether its flag stands, which handing over the whole user would clear. */
async function mailboxStanding(
  exchange: ObjectSources['exchange'],
  { objectId, mail }: SyncedObject,
  signal?: AbortSignal,
): Promise<MailboxStanding> {
  try {
    const mailbox = await exchange.read(objectId, signal);
    if (!mailbox) return (await isOnPremises(exchange, { objectId, mail }, signal)) ? 'on-premises' : 'none';
    if (mailbox.isExchangeCloudManaged === null) return 'unknown';
    return mailbox.isExchangeCloudManaged ? 'cloud-managed' : 'not-cloud-managed';
  } catch (error) {
    if (error instanceof ExchangeError) return 'unknown';
    throw error;
  }
}

/** Exchange Online shows a mailbox that is still on-premises as a mail user with that mailbox's ExchangeGuid. */
async function isOnPremises(
  exchange: ObjectSources['exchange'],
  { objectId, mail }: Pick<SyncedObject, 'objectId' | 'mail'>,
  signal?: AbortSignal,
): Promise<boolean> {
  if (mail === null || mailboxNameOf(mail)?.kind !== 'address') return false;
  const recipient = await exchange.recipientAt(mail, signal);
  return recipient?.objectId === objectId && recipient.exchangeGuid !== null;
}
