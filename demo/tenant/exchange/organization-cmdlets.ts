// The organisation's own cmdlets. The tenant default is written with one of two switches and read back as
// BlockExchangeProvisioningFromOnPremEnabled (Learn, Set-OrganizationConfig and Get-OrganizationConfig).

import { TENANT_NAME } from '../../people.ts';
import { ACCEPTED_DOMAINS, INITIAL_DOMAIN } from '../directory/domains.ts';
import { guidFrom } from '../directory/stable-id.ts';
import type { Cmdlet } from './cmdlet.ts';
import { failBinding, failNotFound } from './exchange-error.ts';
import { propertyRow } from './property-row.ts';

export const getOrganizationConfig: Cmdlet = {
  name: 'Get-OrganizationConfig',
  parameters: {},
  run(call) {
    const blocked = call.shownDefault();
    const row = propertyRow(call, [
      ['Name', 'plain', INITIAL_DOMAIN],
      ['Identity', 'plain', INITIAL_DOMAIN],
      ['DisplayName', 'plain', TENANT_NAME],
      ['Guid', 'guid', guidFrom('organization')],
      ['BlockExchangeProvisioningFromOnPremEnabled', 'plain', blocked],
      ['IsDehydrated', 'plain', false],
      ['OAuth2ClientProfileEnabled', 'plain', true],
      ['AuditDisabled', 'plain', false],
      ['PublicFoldersEnabled', 'plain', call.tenant.state.settings.publicFoldersEnabled],
      ['FocusedInboxOn', 'plain', null],
      ['EwsApplicationAccessPolicy', 'plain', null],
      ['MailTipsLargeAudienceThreshold', 'int32', 25],
    ]);
    return { rows: [row], warnings: [] };
  },
};

export const setOrganizationConfig: Cmdlet = {
  name: 'Set-OrganizationConfig',
  parameters: { ExchangeAttributesCloudManagedByDefault: 'flag', ExchangeAttributesServerManagedByDefault: 'flag' },
  run(call) {
    const cloud = call.bound.ExchangeAttributesCloudManagedByDefault;
    const server = call.bound.ExchangeAttributesServerManagedByDefault;
    if (cloud !== undefined && server !== undefined) {
      failBinding('ExchangeAttributesCloudManagedByDefault, ExchangeAttributesServerManagedByDefault');
    }
    const wanted = cloud === true ? true : server === true ? false : null;
    const { state, faults } = call.tenant;
    if (call.bound.WhatIf === true)
      return { rows: [], warnings: [], confirmation: 'What if: Setting the organization.' };
    if (wanted === null || wanted === state.cloudManagedByDefault) {
      const warning = `The command completed successfully but no settings of '${INITIAL_DOMAIN}' have been modified.`;
      return { rows: [], warnings: [warning] };
    }
    faults.rememberDefault(state.cloudManagedByDefault);
    state.cloudManagedByDefault = wanted;
    call.tenant.changed();
    return { rows: [], warnings: [] };
  },
};

export const getAcceptedDomain: Cmdlet = {
  name: 'Get-AcceptedDomain',
  parameters: { Identity: 'text', ResultSize: 'count' },
  run(call) {
    const { Identity: identity } = call.bound;
    const wanted = typeof identity === 'string' ? identity.toLowerCase() : null;
    const found = ACCEPTED_DOMAINS.filter((domain) => wanted === null || domain.name === wanted);
    if (wanted !== null && found.length === 0) failNotFound(wanted);
    const rows = found.map((domain) =>
      propertyRow(call, [
        ['DomainName', 'plain', domain.name],
        ['DomainType', 'plain', domain.type],
        ['Default', 'plain', domain.isDefault],
        ['MatchSubDomains', 'plain', false],
        ['Name', 'plain', domain.name],
        ['Identity', 'plain', domain.name],
        ['Guid', 'guid', guidFrom(`domain ${domain.name}`)],
      ]),
    );
    return { rows, warnings: [] };
  },
};
