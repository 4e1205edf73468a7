import { sameGuid } from '../http/guid.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { readAcceptedDomains } from './accepted-domains.ts';
import { readMailboxes } from './all-mailboxes.ts';
import { editMailbox } from './edit-mailbox.ts';
import { ExchangeError } from './exchange.ts';
import type { ExchangeOnline, ExchangeTenant } from './exchange-tenant.ts';
import { exchangeError } from './failure.ts';
import { findMailboxes } from './find-mailboxes.ts';
import { readHybridParts } from './hybrid-parts.ts';
import { createInvoke, type Invoke } from './invoke.ts';
import { MAILBOX_PROPERTIES, mailboxFromRow } from './mailbox-row.ts';
import { readMoves } from './moves.ts';
import { objectKey } from './object-key.ts';
import { readOrganization, setCloudManagedByDefault } from './organization.ts';
import { readPermittedCmdlets } from './permitted-cmdlets.ts';
import { findRecipientAt } from './recipient-at.ts';
import { readRecipients } from './recipients.ts';
import { searchMailboxes } from './search-mailboxes.ts';
import { type ExchangeOptions, openSession, type Session } from './session.ts';

/**
 * Exchange Online over the REST interface of its own PowerShell module (`/adminapi/beta/{tenant}/InvokeCommand`). The
 * interface is not supported by Microsoft for others; it is the only one that can set `IsExchangeCloudManaged`
 * without PowerShell (the documented v2.0 preview cannot, page of 25 September 2026). Needs the application
 * permission `Exchange.ManageAsApp` and an Exchange or Entra role.
 * @throws AppError for a URL or tenant that cannot be meant.
 */
export function connectExchange(options: ExchangeOptions): ExchangeOnline & { readonly close: () => Promise<void> } {
  const session = openSession(options);
  const invoke = createInvoke(session, {
    reads: { start: options.mostReads ?? 4, most: options.mostReads ?? 4 },
    writes: { start: 1, most: options.mostWrites ?? 1 },
  });
  return {
    ...tenantCalls(session, invoke),
    read: (objectId, signal) => readMailbox(invoke, objectId, signal),
    find: (name, signal) => findMailboxes(session, invoke, { name, signal }),
    search: (prefix, limit, signal) => searchMailboxes(session, invoke, { prefix, limit, signal }),
    setCloudManaged: async (objectId, value, signal) => {
      const parameters = { Identity: objectKey(objectId), IsExchangeCloudManaged: value };
      // A warning that nothing was modified means that it is already so: a success like any other.
      await invoke({ cmdlet: 'Set-Mailbox', parameters, signal });
    },
    close: () => session.channel.close(),
  };
}

function tenantCalls(session: Session, invoke: Invoke): ExchangeTenant {
  return {
    organization: (signal) => readOrganization(invoke, signal),
    setCloudManagedByDefault: (value, signal) => setCloudManagedByDefault(invoke, value, signal),
    acceptedDomains: (signal) => readAcceptedDomains(session, invoke, signal),
    permittedCmdlets: (signal) => readPermittedCmdlets(invoke, signal),
    movesOf: (objectId, signal) => readMoves(invoke, objectId, signal),
    recipientAt: (address, signal) => findRecipientAt(session, invoke, { address, signal }),
    recipients: (types, signal) => readRecipients(session, invoke, { types, signal }),
    hybridParts: (signal) => readHybridParts(session, invoke, signal),
    mailboxes: (signal) => readMailboxes(session, invoke, signal),
    edit: (objectId, edits, signal) => editMailbox(invoke, objectId, { edits, signal }),
  };
}

async function readMailbox(
  invoke: Invoke,
  objectId: string,
  signal: AbortSignal | undefined,
): Promise<Mailbox | undefined> {
  const identity = objectKey(objectId);
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
