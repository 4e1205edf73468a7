import * as z from 'zod/v4';
import type { Organization } from './exchange-tenant.ts';
import { exchangeError } from './failure.ts';
import type { Invoke } from './invoke.ts';
import { parseRow } from './parse-row.ts';

const PROPERTIES = ['Name', 'DisplayName', 'BlockExchangeProvisioningFromOnPremEnabled', 'PublicFoldersEnabled'];

const schema = z.object({
  Name: z.string().min(1),
  DisplayName: z.string().nullish(),
  BlockExchangeProvisioningFromOnPremEnabled: z.boolean().nullish(),
  PublicFoldersEnabled: z.string().nullish(),
});

export async function readOrganization(invoke: Invoke, signal: AbortSignal | undefined): Promise<Organization> {
  const { rows } = await invoke({ cmdlet: 'Get-OrganizationConfig', parameters: {}, select: PROPERTIES, signal });
  if (rows.length !== 1) throw exchangeError('protocol', 'unexpected-row', { rows: rows.length });
  const row = parseRow(schema, rows[0], 'an organization');
  return {
    name: row.Name,
    displayName: row.DisplayName ?? '',
    isCloudManagedByDefault: row.BlockExchangeProvisioningFromOnPremEnabled ?? null,
    publicFolders: row.PublicFoldersEnabled || null,
  };
}

/**
 * Two switches, not one with two values: naming both is an error, and each is only ever sent as true (Microsoft Learn,
 * Set-OrganizationConfig). The setting is read back under another name.
 */
export async function setCloudManagedByDefault(
  invoke: Invoke,
  value: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parameters = value
    ? { ExchangeAttributesCloudManagedByDefault: true }
    : { ExchangeAttributesServerManagedByDefault: true };
  await invoke({ cmdlet: 'Set-OrganizationConfig', parameters, signal });
}
