import type { Clock } from '../clock.ts';
import type { DirectoryTenant, SyncedObject } from '../directory/directory-tenant.ts';
import type { ExchangeTenant, Recipient } from '../exchange/exchange-tenant.ts';
import { askedFor, type Fact } from '../preflight/fact.ts';
import type { CountedFact, ObjectCounts, RecipientCounts, TenantCount } from './tenant-count.ts';

export type CountSources = {
  readonly exchange: Pick<ExchangeTenant, 'recipients'>;
  readonly directory: Pick<DirectoryTenant, 'objects'>;
  readonly clock: Pick<Clock, 'now'>;
};

/** `RecipientTypeDetails` by what they count as. */
const KIND_OF = {
  MailUser: 'mailUser',
  MailUniversalDistributionGroup: 'distributionGroups',
  MailNonUniversalGroup: 'distributionGroups',
  MailUniversalSecurityGroup: 'securityGroups',
  MailContact: 'contacts',
  PublicFolder: 'publicFolders',
} as const;
const KINDS: ReadonlyMap<string, (typeof KIND_OF)[keyof typeof KIND_OF]> = new Map(Object.entries(KIND_OF));

/**
 * Counts recipients and objects page by page and keeps nothing else of them, so memory does not grow with the tenant.
 * Where one of the two cannot be asked, its part is unknown with the reason. Throws once `signal` is aborted.
 */
export async function countTenant(sources: CountSources, signal?: AbortSignal): Promise<TenantCount> {
  const [recipients, objects] = await Promise.all([
    askedFor(() => countRecipients(sources, signal)),
    askedFor(() => countObjects(sources, signal)),
  ]);
  signal?.throwIfAborted();
  const at = sources.clock.now().toISOString();
  return { schema: 1, at, recipients: plainFact(recipients), objects: plainFact(objects) };
}

/** Nobody gives their word for a count, so one that is not read is unknown. */
function plainFact<Value>(fact: Fact<Value>): CountedFact<Value> {
  return fact.kind === 'known' ? fact : { kind: 'unknown', why: fact.kind === 'unknown' ? fact.why : 'Not counted.' };
}

type Counting = { synced: number; unread: number };
const nothing = (): Counting => ({ synced: 0, unread: 0 });

/** `null` is "not told", and never counts as "not synced". */
function take(counting: Counting, isSynced: boolean | null): void {
  if (isSynced === null) counting.unread += 1;
  else if (isSynced) counting.synced += 1;
}

type CountingRecipients = Record<
  'onPremisesMailboxes' | Exclude<(typeof KIND_OF)[keyof typeof KIND_OF], 'mailUser'>,
  Counting
> & {
  archives: number;
};

async function countRecipients({ exchange }: CountSources, signal?: AbortSignal): Promise<RecipientCounts> {
  const counts: CountingRecipients = {
    onPremisesMailboxes: nothing(),
    archives: 0,
    distributionGroups: nothing(),
    securityGroups: nothing(),
    contacts: nothing(),
    publicFolders: nothing(),
  };
  for await (const page of exchange.recipients(Object.keys(KIND_OF), signal)) {
    for (const recipient of page) takeRecipient(counts, recipient);
  }
  return counts;
}

function takeRecipient(counts: CountingRecipients, recipient: Recipient): void {
  const kind = KINDS.get(recipient.type);
  if (kind === undefined) return;
  if (kind !== 'mailUser') {
    take(counts[kind], recipient.isDirSynced);
    return;
  }
  if (!isOnPremisesMailbox(recipient)) return;
  take(counts.onPremisesMailboxes, recipient.isDirSynced);
  if (recipient.archiveGuid !== null) counts.archives += 1;
}

/** A mail user has no mailbox in the cloud; with an Exchange GUID it has one elsewhere, and if synced, on-premises. */
const isOnPremisesMailbox = ({ exchangeGuid, isDirSynced }: Recipient): boolean =>
  exchangeGuid !== null && isDirSynced !== false;

async function countObjects({ directory }: CountSources, signal?: AbortSignal): Promise<ObjectCounts> {
  const counts = { distributionGroups: nothing(), securityGroups: nothing(), contacts: nothing() };
  for await (const page of directory.objects('group', signal)) {
    for (const group of page) if (group.isSynced) takeGroup(counts, group);
  }
  for await (const page of directory.objects('contact', signal)) {
    for (const contact of page) take(counts.contacts, contact.isSynced);
  }
  return counts;
}

/** A synced group that does not tell what it is may be either. */
function takeGroup(
  { distributionGroups, securityGroups }: Record<'distributionGroups' | 'securityGroups', Counting>,
  { isMailEnabled, isSecurityEnabled }: SyncedObject,
): void {
  if (isMailEnabled === false) return;
  if (isMailEnabled === null || isSecurityEnabled === null) {
    distributionGroups.unread += 1;
    securityGroups.unread += 1;
    return;
  }
  take(isSecurityEnabled ? securityGroups : distributionGroups, true);
}
