import * as z from 'zod/v4';
import type { MailboxSummary } from '../mailbox/mailbox.ts';
import type { Invoke } from './invoke.ts';
import { SUMMARY_PROPERTIES, summaryFromRow } from './mailbox-row.ts';
import { opathPrefix, UNQUOTABLE } from './opath.ts';
import { readAll } from './pages.ts';
import type { Session } from './session.ts';

const PROPERTIES = [...SUMMARY_PROPERTIES, 'Alias'];
const SEARCHED = ['DisplayName', 'Alias', 'UserPrincipalName'] as const;
const LONGEST_PREFIX = 256;
const MOST_RESULTS = 1000;

const namesSchema = z.object({ DisplayName: z.string(), Alias: z.string(), UserPrincipalName: z.string() }).partial();

/**
 * Mailboxes whose display name, alias or UPN begins with the prefix. An empty prefix, or one that no name can have,
 * finds nothing: the whole tenant is not the answer to a search.
 */
export async function searchMailboxes(
  session: Session,
  invoke: Invoke,
  wanted: { prefix: string; limit: number; signal?: AbortSignal | undefined },
): Promise<readonly MailboxSummary[]> {
  const prefix = wanted.prefix.trim();
  const most = Math.min(Math.max(Math.floor(wanted.limit), 0), MOST_RESULTS);
  if (prefix === '' || prefix.length > LONGEST_PREFIX || UNQUOTABLE.test(prefix) || !(most > 0)) return [];
  const pattern = opathPrefix(prefix);
  const filter = SEARCHED.map((property) => `${property} -like ${pattern}`).join(' -or ');
  const parameters = { Filter: filter, ResultSize: most };
  const call = {
    cmdlet: 'Get-Mailbox',
    parameters,
    select: PROPERTIES,
    pageSize: most,
    signal: wanted.signal,
  } as const;
  const rows = await readAll(session, invoke, { call, most });
  return rows.filter((row) => beginsWith(row, prefix)).flatMap((row) => summaryFromRow(row) ?? []);
}

/** Exchange's reading of wildcards and quotes is not documented to the last character: what it finds is checked. */
function beginsWith(row: unknown, prefix: string): boolean {
  const names = namesSchema.safeParse(row).data;
  if (names === undefined) return true; // Unreadable: summaryFromRow says so.
  return SEARCHED.some((property) => names[property]?.toLowerCase().startsWith(prefix.toLowerCase()) ?? false);
}
