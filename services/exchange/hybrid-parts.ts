import * as z from 'zod/v4';
import type { CmdletName } from './cmdlet-call.ts';
import { HYBRID_PARTS, type HybridPart, type HybridPartKind } from './exchange-tenant.ts';
import type { Invoke } from './invoke.ts';
import { readAll } from './pages.ts';
import { parseRow } from './parse-row.ts';
import type { Session } from './session.ts';

type Source = { readonly cmdlet: CmdletName; readonly name: 'Name' | 'Identity'; readonly status: Status };
type Status = 'Enabled' | 'Status' | 'EndpointType';

const SOURCES: Readonly<Record<HybridPartKind, Source>> = {
  'inbound-connector': { cmdlet: 'Get-InboundConnector', name: 'Name', status: 'Enabled' },
  'outbound-connector': { cmdlet: 'Get-OutboundConnector', name: 'Name', status: 'Enabled' },
  'organization-relationship': { cmdlet: 'Get-OrganizationRelationship', name: 'Name', status: 'Enabled' },
  'intra-organization-connector': { cmdlet: 'Get-IntraOrganizationConnector', name: 'Name', status: 'Enabled' },
  'migration-endpoint': { cmdlet: 'Get-MigrationEndpoint', name: 'Identity', status: 'EndpointType' },
  'migration-batch': { cmdlet: 'Get-MigrationBatch', name: 'Identity', status: 'Status' },
};

const schema = z.object({
  Name: z.string().nullish(),
  Identity: z.string().nullish(),
  Enabled: z.boolean().nullish(),
  Status: z.string().nullish(),
  EndpointType: z.string().nullish(),
  ConnectorType: z.string().nullish(),
});

/** In the order of `HYBRID_PARTS`. All kinds or an error: a kind that could not be read is not one that is gone. */
export async function readHybridParts(
  session: Session,
  invoke: Invoke,
  signal: AbortSignal | undefined,
): Promise<readonly HybridPart[]> {
  const parts = await Promise.all(HYBRID_PARTS.map((kind) => partsOf(session, invoke, { kind, signal })));
  return parts.flat();
}

type Wanted = { readonly kind: HybridPartKind; readonly signal: AbortSignal | undefined };

async function partsOf(session: Session, invoke: Invoke, { kind, signal }: Wanted): Promise<readonly HybridPart[]> {
  const { cmdlet, name, status } = SOURCES[kind];
  const isConnector = kind === 'inbound-connector' || kind === 'outbound-connector';
  const select = isConnector ? [name, status, 'ConnectorType'] : [name, status];
  const call = { cmdlet, parameters: {}, select, pageSize: 1000, signal };
  const rows = await readAll(session, invoke, { call, most: Number.POSITIVE_INFINITY });
  return rows
    .map((row) => parseRow(schema, row, 'a part of the hybrid set-up'))
    .filter(({ ConnectorType: type }) => !isConnector || type !== 'Partner')
    .map((row) => ({ kind, name: row[name] ?? '', status: word(row[status]) }));
}

function word(value: string | boolean | null | undefined): string {
  if (typeof value === 'boolean') return value ? 'Enabled' : 'Disabled';
  return value || 'Unknown';
}
