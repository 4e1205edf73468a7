// The organisation.

import { TENANT_ID, TENANT_NAME } from '../../people.ts';
import type { Answer } from '../answer.ts';
import { ACCEPTED_DOMAINS } from '../directory/domains.ts';
import type { GraphCall, GraphRoute } from './graph-call.ts';
import { selected } from './graph-call.ts';
import { listAnswer } from './list-answer.ts';

const seconds = (instant: string): string => instant.replace(/\.\d{3}Z$/, 'Z');

function organization(call: GraphCall): Answer {
  const { state } = call.tenant;
  const synced = state.settings.organizationSynced;
  const entity = {
    id: TENANT_ID,
    displayName: TENANT_NAME,
    verifiedDomains: ACCEPTED_DOMAINS.map(({ name, isDefault }) => ({
      name,
      isDefault,
      isInitial: name === 'contoso.onmicrosoft.com',
    })),
    onPremisesSyncEnabled: synced ? true : null,
    onPremisesLastSyncDateTime: synced ? seconds(state.lastSync) : null,
  };
  return listAnswer(call, 'organization', [selected(call, entity)]);
}

export const ORGANIZATION_ROUTES: readonly GraphRoute[] = [
  { method: 'GET', path: /^\/organization$/i, run: organization },
];
