import { ExchangeError } from './exchange.ts';
import type { Recipient } from './exchange-tenant.ts';
import type { Invoke } from './invoke.ts';
import { mailboxNameOf } from './mailbox-name.ts';
import { opathLiteral } from './opath.ts';
import { readAll } from './pages.ts';
import { RECIPIENT_PROPERTIES, recipientFromRow } from './recipient-row.ts';
import type { Session } from './session.ts';

export type WantedAddress = { readonly address: string; readonly signal: AbortSignal | undefined };

/** Asked by a filter, not by identity, which would also try names; what comes back is checked against the address. */
export async function findRecipientAt(
  session: Session,
  invoke: Invoke,
  { address, signal }: WantedAddress,
): Promise<Recipient | undefined> {
  const name = mailboxNameOf(address);
  if (name?.kind !== 'address')
    throw new ExchangeError('rejected', 'A recipient is looked up by an SMTP address, such as ada@contoso.com.');
  const call = {
    cmdlet: 'Get-Recipient',
    parameters: { Filter: `EmailAddresses -eq ${opathLiteral(`smtp:${name.text}`)}`, ResultSize: 'Unlimited' },
    select: RECIPIENT_PROPERTIES,
    pageSize: 1000,
    signal,
  } as const;
  const rows = await readAll(session, invoke, { call, most: Number.POSITIVE_INFINITY });
  const wanted = name.text.toLowerCase();
  const holders = rows.map(recipientFromRow).filter(({ smtpAddresses }) => smtpAddresses.includes(wanted));
  if (holders.length > 1) throw new ExchangeError('ambiguous', 'More than one recipient has that address.');
  return holders[0]?.recipient;
}
