import * as z from 'zod/v4';
import { sameGuid } from '../http/guid.ts';
import type { CmdletName } from './cmdlet-call.ts';
import { ExchangeError } from './exchange.ts';
import type { Move, Recipient } from './exchange-tenant.ts';
import { exchangeError } from './failure.ts';
import type { Invoke } from './invoke.ts';
import { objectKey } from './object-key.ts';
import { parseRow } from './parse-row.ts';
import { RECIPIENT_PROPERTIES, recipientFromRow } from './recipient-row.ts';

const KINDS = { 'move-request': 'Get-MoveRequest', 'migration-user': 'Get-MigrationUser' } as const;

const schema = z.object({ Status: z.string().min(1), Guid: z.string().nullish() });

type Asked = {
  readonly kind: Move['kind'];
  readonly parameters: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
};

/**
 * A move request answers to any identity of its mailbox. A migration user answers only to the address it was enrolled
 * with, which may have changed since, so it is also asked for by the GUID of the mailbox (Microsoft Learn,
 * Get-MigrationUser, `-Identity` and `-MailboxGuid`). While a mailbox is on its way into the cloud there is a mail user
 * in its place, so the names come from the recipient.
 */
export async function readMoves(
  invoke: Invoke,
  objectId: string,
  signal: AbortSignal | undefined,
): Promise<readonly Move[]> {
  const identity = objectKey(objectId);
  const recipient = await recipientOf(invoke, identity, signal);
  if (recipient === undefined) return [];
  const { primaryAddress, exchangeGuid } = recipient;
  const [requests, byAddress, byGuid] = await Promise.all([
    ask(invoke, { kind: 'move-request', parameters: { Identity: identity }, signal }),
    primaryAddress === ''
      ? []
      : ask(invoke, { kind: 'migration-user', parameters: { Identity: primaryAddress }, signal }),
    exchangeGuid === null
      ? []
      : ask(invoke, { kind: 'migration-user', parameters: { MailboxGuid: exchangeGuid }, signal }),
  ]);
  const known = new Set(byAddress.map(({ guid }) => guid));
  const users = [...byAddress, ...byGuid.filter(({ guid }) => guid === null || !known.has(guid))];
  return [...requests, ...users].map(({ move }) => move);
}

async function recipientOf(
  invoke: Invoke,
  identity: string,
  signal: AbortSignal | undefined,
): Promise<Recipient | undefined> {
  const parameters = { Identity: identity };
  const rows = await rowsIfFound(invoke, { cmdlet: 'Get-Recipient', parameters, select: RECIPIENT_PROPERTIES, signal });
  if (rows === undefined) return undefined;
  const recipient = rows.length === 1 ? recipientFromRow(rows[0]).recipient : undefined;
  if (recipient?.objectId === undefined || recipient.objectId === null || !sameGuid(recipient.objectId, identity))
    throw exchangeError('protocol', 'unexpected-row', { rows: rows.length });
  return recipient;
}

type Found = { readonly move: Move; readonly guid: string | null };

async function ask(invoke: Invoke, { kind, parameters, signal }: Asked): Promise<readonly Found[]> {
  const rows = await rowsIfFound(invoke, { cmdlet: KINDS[kind], parameters, select: ['Status', 'Guid'], signal });
  return (rows ?? []).map((row) => {
    const { Status: status, Guid: guid } = parseRow(schema, row, 'a move');
    return { move: { kind, status }, guid: guid ?? null };
  });
}

type Read = {
  readonly cmdlet: CmdletName;
  readonly parameters: Readonly<Record<string, string>>;
  readonly select: readonly string[];
  readonly signal: AbortSignal | undefined;
};

async function rowsIfFound(invoke: Invoke, call: Read): Promise<readonly unknown[] | undefined> {
  try {
    return (await invoke(call)).rows;
  } catch (error) {
    if (error instanceof ExchangeError && error.errorClass === 'not-found') return undefined;
    throw error;
  }
}
