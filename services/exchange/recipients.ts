import { ExchangeError } from './exchange.ts';
import type { Recipient } from './exchange-tenant.ts';
import type { Invoke } from './invoke.ts';
import { readPages } from './pages.ts';
import { RECIPIENT_PROPERTIES, recipientFromRow } from './recipient-row.ts';
import type { Session } from './session.ts';

const TYPE = /^[A-Za-z]+$/;

export type WantedRecipients = { readonly types: readonly string[]; readonly signal: AbortSignal | undefined };

/** Without a type Exchange would list the whole tenant, so no types are answered here. */
export async function* readRecipients(
  session: Session,
  invoke: Invoke,
  { types, signal }: WantedRecipients,
): AsyncGenerator<readonly Recipient[], void, void> {
  if (!types.every((type) => TYPE.test(type)))
    throw new ExchangeError('rejected', 'A recipient type is one word, such as MailUser.');
  if (types.length === 0) return;
  const wanted = new Set(types.map((type) => type.toLowerCase()));
  const call = {
    cmdlet: 'Get-Recipient',
    parameters: { RecipientTypeDetails: types, ResultSize: 'Unlimited' },
    select: RECIPIENT_PROPERTIES,
    pageSize: 1000,
    signal,
  } as const;
  for await (const page of readPages(session, invoke, call)) {
    const recipients = page.map((row) => recipientFromRow(row).recipient);
    // Exchange completes a type that is only the beginning of a name: what it adds was not asked for.
    const asked = recipients.filter(({ type }) => wanted.has(type.toLowerCase()));
    if (asked.length > 0) yield asked;
  }
}
