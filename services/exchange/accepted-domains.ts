import * as z from 'zod/v4';
import type { Invoke } from './invoke.ts';
import { readAll } from './pages.ts';
import { parseRow } from './parse-row.ts';
import type { Session } from './session.ts';

const schema = z.object({ DomainName: z.string().min(1) });

export async function readAcceptedDomains(
  session: Session,
  invoke: Invoke,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const call = {
    cmdlet: 'Get-AcceptedDomain',
    parameters: {},
    select: ['DomainName'],
    pageSize: 1000,
    signal,
  } as const;
  const rows = await readAll(session, invoke, { call, most: Number.POSITIVE_INFINITY });
  return rows.map((row) => parseRow(schema, row, 'an accepted domain').DomainName.toLowerCase());
}
