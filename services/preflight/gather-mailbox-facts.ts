import type { Directory } from '../directory/directory.ts';
import type { DirectoryTenant } from '../directory/directory-tenant.ts';
import type { ExchangeTenant } from '../exchange/exchange-tenant.ts';
import { authorityOf } from '../mailbox/authority.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { askedFor, known } from './fact.ts';
import type { MailboxFacts } from './mailbox-facts.ts';

export type MailboxSources = {
  readonly exchange: Pick<ExchangeTenant, 'movesOf'>;
  readonly directory: Pick<Directory, 'isObjectCloudManaged'> & Pick<DirectoryTenant, 'object'>;
};

/**
 * Asks everybody at once what else is true of a mailbox that has just been read. Whoever does not answer makes their
 * part unknown, with the reason.
 */
export async function gatherMailboxFacts(
  { exchange, directory }: MailboxSources,
  mailbox: Mailbox,
  signal?: AbortSignal,
): Promise<MailboxFacts> {
  const { objectId } = mailbox;
  const [isObjectCloudManaged, object, moves] = await Promise.all([
    // The flag of a mailbox that is synced is what counts; the whole object can have moved only when it is not.
    mailbox.isDirSynced === false ? askedFor(() => directory.isObjectCloudManaged(objectId, signal)) : known(false),
    askedFor(async () => (await directory.object({ kind: 'user', objectId }, signal)) ?? null),
    askedFor(() => exchange.movesOf(objectId, signal)),
  ]);
  const evidence = isObjectCloudManaged.kind === 'unknown' ? null : isObjectCloudManaged.value;
  return { mailbox, authority: authorityOf({ ...mailbox, isObjectCloudManaged: evidence }), object, moves };
}
