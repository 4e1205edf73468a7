import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Invoke } from './invoke.ts';
import { MAILBOX_PROPERTIES, mailboxFromRow } from './mailbox-row.ts';
import { readPages } from './pages.ts';
import type { Session } from './session.ts';

/**
 * Without a filter: one on `IsExchangeCloudManaged` is not documented to work, and one on `IsDirSynced` would hide the
 * mailboxes that changed hands as whole objects.
 */
export async function* readMailboxes(
  session: Session,
  invoke: Invoke,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Mailbox[], void, void> {
  const call = {
    cmdlet: 'Get-Mailbox',
    parameters: { ResultSize: 'Unlimited' },
    select: MAILBOX_PROPERTIES,
    pageSize: 1000,
    signal,
  } as const;
  for await (const page of readPages(session, invoke, call)) {
    const mailboxes = page.flatMap((row) => mailboxFromRow(row) ?? []);
    if (mailboxes.length > 0) yield mailboxes;
  }
}
