import * as z from 'zod/v4';
import type { MailboxSummary } from '../mailbox/mailbox.ts';
import { ExchangeError } from './exchange.ts';
import type { Invoke } from './invoke.ts';
import { type MailboxName, mailboxNameOf } from './mailbox-name.ts';
import { SUMMARY_PROPERTIES, summaryFromRow } from './mailbox-row.ts';
import { opathLiteral } from './opath.ts';
import { readAll } from './pages.ts';
import type { Session } from './session.ts';

const PROPERTIES = [...SUMMARY_PROPERTIES, 'Alias', 'EmailAddresses', 'ExchangeGuid', 'Guid'];
const PAGE_SIZE = 1000;

const namesSchema = z.object({
  ExternalDirectoryObjectId: z.string().nullish(),
  ExchangeGuid: z.string().nullish(),
  Guid: z.string().nullish(),
  UserPrincipalName: z.string().nullish(),
  PrimarySmtpAddress: z.string().nullish(),
  Alias: z.string().nullish(),
  EmailAddresses: z.array(z.string()).nullish(),
});

/**
 * The mailboxes that a text names exactly. Asked by identity first, which is a point read; when Exchange calls that
 * ambiguous, by a filter, which lists the candidates. An identity also matches display names, so what comes back is
 * checked against what was asked.
 */
export async function findMailboxes(
  session: Session,
  invoke: Invoke,
  wanted: { name: string; signal?: AbortSignal | undefined },
): Promise<readonly MailboxSummary[]> {
  const name = mailboxNameOf(wanted.name);
  if (name === undefined) return [];
  const rows = await rowsFor(session, invoke, { name, signal: wanted.signal });
  return rows.filter((row) => isNamed(row, name)).flatMap((row) => summaryFromRow(row) ?? []);
}

type Wanted = { readonly name: MailboxName; readonly signal: AbortSignal | undefined };

async function rowsFor(session: Session, invoke: Invoke, { name, signal }: Wanted): Promise<readonly unknown[]> {
  const common = { cmdlet: 'Get-Mailbox', select: PROPERTIES, signal } as const;
  try {
    return (await invoke({ ...common, parameters: { Identity: name.text } })).rows;
  } catch (error) {
    const errorClass = error instanceof ExchangeError ? error.errorClass : undefined;
    if (errorClass === 'not-found') return [];
    if (errorClass !== 'ambiguous') throw error;
    const call = { ...common, pageSize: PAGE_SIZE, parameters: { Filter: filterFor(name), ResultSize: 'Unlimited' } };
    return readAll(session, invoke, { call, most: Number.POSITIVE_INFINITY });
  }
}

function filterFor({ kind, text }: MailboxName): string {
  const value = opathLiteral(text);
  if (kind === 'guid')
    return `ExternalDirectoryObjectId -eq ${value} -or ExchangeGuid -eq ${value} -or Guid -eq ${value}`;
  if (kind === 'alias') return `Alias -eq ${value}`;
  return `UserPrincipalName -eq ${value} -or EmailAddresses -eq ${opathLiteral(`smtp:${text}`)}`;
}

function isNamed(row: unknown, { text }: MailboxName): boolean {
  const names = namesSchema.safeParse(row).data;
  if (names === undefined) return true; // Unreadable: summaryFromRow says so.
  const wanted = text.toLowerCase();
  const { EmailAddresses: addresses, ...single } = names;
  const known = [...Object.values(single), ...(addresses ?? []).map((address) => address.replace(/^smtp:/i, ''))];
  return known.some((value) => value?.toLowerCase() === wanted);
}
