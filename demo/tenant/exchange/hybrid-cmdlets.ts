// The cmdlets that list what the Hybrid Configuration Wizard and the migrations have left in the cloud.

import { INITIAL_DOMAIN } from '../directory/domains.ts';
import type { TenantHybridPart } from '../directory/hybrid-state.ts';
import { guidFrom } from '../directory/stable-id.ts';
import type { Cmdlet, CmdletCall } from './cmdlet.ts';
import { failNotFound } from './exchange-error.ts';
import type { Property } from './property-row.ts';
import { propertyRow } from './property-row.ts';

type Shape = (part: TenantHybridPart) => readonly Property[];

const SMTP = 'mail.contoso.com';

const named: Shape = ({ kind, name }) => [
  ['Name', 'plain', name],
  ['Identity', 'plain', name],
  ['Guid', 'guid', guidFrom(`${kind} ${name}`)],
  ['IsValid', 'plain', true],
];

const isEnabled = ({ status }: TenantHybridPart): Property => ['Enabled', 'plain', status === 'Enabled'];

const connector: Shape = (part) => [
  isEnabled(part),
  ['ConnectorType', 'plain', part.connectorType ?? 'OnPremises'],
  ['ConnectorSource', 'plain', part.connectorType === 'Partner' ? 'AdminUI' : 'HybridWizard'],
  ['CloudServicesMailEnabled', 'plain', part.connectorType !== 'Partner'],
  ['Comment', 'plain', ''],
];

const inbound: Shape = (part) => [
  ...connector(part),
  ['SenderDomains', 'list', ['smtp:*;1']],
  ['SenderIPAddresses', 'list', []],
  ['RequireTls', 'plain', true],
  ['TlsSenderCertificateName', 'plain', SMTP],
  ...named(part),
];

const outbound: Shape = (part) => [
  ...connector(part),
  ['RecipientDomains', 'list', ['contoso.com']],
  ['SmartHosts', 'list', [SMTP]],
  ['TlsDomain', 'plain', SMTP],
  ['UseMXRecord', 'plain', false],
  ['RouteAllMessagesViaOnPremises', 'plain', false],
  ...named(part),
];

const relationship: Shape = (part) => [
  ['DomainNames', 'list', ['contoso.com']],
  ['FreeBusyAccessEnabled', 'plain', true],
  ['FreeBusyAccessLevel', 'plain', 'LimitedDetails'],
  ['MailboxMoveEnabled', 'plain', false],
  ['TargetApplicationUri', 'plain', 'FYDIBOHF25SPDLT.contoso.com'],
  isEnabled(part),
  ...named(part),
];

const intraOrganization: Shape = (part) => [
  ['TargetAddressDomains', 'list', ['contoso.com']],
  ['DiscoveryEndpoint', 'plain', `https://${SMTP}/autodiscover/autodiscover.svc`],
  isEnabled(part),
  ...named(part),
];

// Endpoints and batches have no name: their identity is one.
const endpoint: Shape = ({ kind, name, status }) => [
  ['Identity', 'plain', name],
  ['Guid', 'guid', guidFrom(`${kind} ${name}`)],
  ['EndpointType', 'plain', status],
  ['RemoteServer', 'plain', SMTP],
  ['MaxConcurrentMigrations', 'plain', '100'],
  ['IsValid', 'plain', true],
];

const batch: Shape = ({ kind, name, status }) => [
  ['Identity', 'plain', name],
  ['BatchGuid', 'guid', guidFrom(`${kind} ${name}`)],
  ['Status', 'plain', status],
  ['MigrationType', 'plain', 'ExchangeRemoteMove'],
  ['BatchDirection', 'plain', 'Onboarding'],
  ['TotalCount', 'int32', 24],
  ['OrganizationId', 'plain', INITIAL_DOMAIN],
];

function partsCmdlet(name: string, kind: TenantHybridPart['kind'], shape: Shape): Cmdlet {
  return {
    name,
    parameters: { Identity: 'text' },
    run(call: CmdletCall) {
      const { Identity: identity } = call.bound;
      const wanted = typeof identity === 'string' ? identity.toLowerCase() : null;
      const parts = call.tenant.state.hybridParts.filter((part) => part.kind === kind);
      const found = parts.filter((part) => wanted === null || part.name.toLowerCase() === wanted);
      if (wanted !== null && found.length === 0) failNotFound(wanted);
      return { rows: found.map((part) => propertyRow(call, shape(part))), warnings: [] };
    },
  };
}

export const HYBRID_CMDLETS: readonly Cmdlet[] = [
  partsCmdlet('Get-InboundConnector', 'inbound-connector', inbound),
  partsCmdlet('Get-IntraOrganizationConnector', 'intra-organization-connector', intraOrganization),
  partsCmdlet('Get-MigrationBatch', 'migration-batch', batch),
  partsCmdlet('Get-MigrationEndpoint', 'migration-endpoint', endpoint),
  partsCmdlet('Get-OrganizationRelationship', 'organization-relationship', relationship),
  partsCmdlet('Get-OutboundConnector', 'outbound-connector', outbound),
];
