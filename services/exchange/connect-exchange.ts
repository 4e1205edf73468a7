import { isGuid, sameGuid } from '../http/guid.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { type Exchange, ExchangeError } from './exchange.ts';
import { exchangeError } from './failure.ts';
import { findMailboxes } from './find-mailboxes.ts';
import { createInvoke, type Invoke } from './invoke.ts';
import { MAILBOX_PROPERTIES, mailboxFromRow } from './mailbox-row.ts';
import { searchMailboxes } from './search-mailboxes.ts';
import { type ExchangeOptions, openSession } from './session.ts';

/**
 * Exchange Online over the REST interface of its own PowerShell module (`/adminapi/beta/{tenant}/InvokeCommand`). The
 * interface is not supported by Microsoft for others; it is the only one that can set `IsExchangeCloudManaged`
 * without PowerShell (the documented v2.0 preview cannot, page of 25 September 2026). Needs the application
 * permission `Exchange.ManageAsApp` and an Exchange or Entra role.
 * @throws AppError for a URL or tenant that cannot be meant.
 */
export function connectExchange(options: ExchangeOptions): Exchange & { readonly close: () => Promise<void> } {
  const session = openSession(options);
  const invoke = createInvoke(session, {
    reads: { start: options.mostReads ?? 4, most: options.mostReads ?? 4 },
    writes: { start: 1, most: options.mostWrites ?? 1 },
  });
  return {
    read: (objectId, signal) => readMailbox(invoke, objectId, signal),
    find: (name, signal) => findMailboxes(session, invoke, { name, signal }),
    search: (prefix, limit, signal) => searchMailboxes(session, invoke, { prefix, limit, signal }),
    setCloudManaged: async (objectId, value, signal) => {
      const parameters = { Identity: addressable(objectId), IsExchangeCloudManaged: value };
      // A warning that nothing was modified means that it is already so: a success like any other.
      await invoke({ cmdlet: 'Set-Mailbox', parameters, signal });
    },
    close: () => session.channel.close(),
  };
}

async function readMailbox(
  invoke: Invoke,
  objectId: string,
  signal: AbortSignal | undefined,
): Promise<Mailbox | undefined> {
  const identity = addressable(objectId);
  try {
    const { rows } = await invoke({
      cmdlet: 'Get-Mailbox',
      parameters: { Identity: identity },
      select: MAILBOX_PROPERTIES,
      signal,
    });
    const mailbox = rows.length === 1 ? mailboxFromRow(rows[0]) : undefined;
    // A GUID can also be another object's ExchangeGuid: what came back must be what was asked for, and alone.
    if (mailbox === undefined || !sameGuid(mailbox.objectId, identity))
      throw exchangeError('protocol', 'unexpected-row', { rows: rows.length });
    return mailbox;
  } catch (error) {
    if (error instanceof ExchangeError && error.errorClass === 'not-found') return undefined;
    throw error;
  }
}

function addressable(objectId: string): string {
  if (!isGuid(objectId)) throw new ExchangeError('rejected', 'A mailbox is addressed by its Entra object id.');
  return objectId.toLowerCase();
}
