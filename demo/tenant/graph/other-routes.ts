// The organisation, groups, contacts, and the job that writes values back to Active Directory.

import { TENANT_ID, TENANT_NAME } from '../../people.ts';
import type { Answer } from '../answer.ts';
import { ACCEPTED_DOMAINS } from '../directory/domains.ts';
import { guidFrom } from '../directory/stable-id.ts';
import { queryOption } from '../wire-request.ts';
import type { GraphCall, GraphRoute } from './graph-call.ts';
import { entityAnswer, listAnswer, objectOf, selected } from './graph-call.ts';
import { otherEntity, typedEntity } from './graph-entity.ts';
import { badRequest, notFound } from './graph-error.ts';
import { parseGraphFilter } from './graph-filter.ts';
import { membersOf } from './membership.ts';

const TEMPLATE = 'Entra2ADExchangeOnlineAttributeWriteback';
const WRITEBACK_APP = '3b99513e-0cee-4291-aea8-84356239fb82';
const PRINCIPALS: readonly Record<string, unknown>[] = [
  {
    id: guidFrom('principal writeback'),
    appId: guidFrom('app writeback'),
    applicationTemplateId: WRITEBACK_APP,
    displayName: 'corp.contoso.com',
    servicePrincipalType: 'Application',
  },
  {
    id: guidFrom('principal steward'),
    appId: guidFrom('app steward'),
    applicationTemplateId: null,
    displayName: 'Steward',
    servicePrincipalType: 'Application',
  },
  {
    id: guidFrom('principal exchange'),
    appId: '00000002-0000-0ff1-ce00-000000000000',
    applicationTemplateId: null,
    displayName: 'Office 365 Exchange Online',
    servicePrincipalType: 'Application',
  },
];

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

function one(kind: 'group' | 'contact', what: string): (call: GraphCall) => Answer {
  return (call) => {
    const object = objectOf(call, kind);
    return object === undefined
      ? notFound(call.parts[0] ?? '')
      : entityAnswer(call, what, selected(call, otherEntity(object)));
  };
}

function members(call: GraphCall): Answer {
  const group = objectOf(call, 'group');
  if (group === undefined) return notFound(call.parts[0] ?? '');
  const found = membersOf(call.tenant.state.objects, group).map(typedEntity);
  const select = queryOption(call.request, '$select');
  const entities =
    select === null
      ? found
      : found.map((entity) => ({ '@odata.type': entity['@odata.type'], ...selected(call, entity) }));
  return listAnswer(call, 'directoryObjects', entities);
}

function principals(call: GraphCall): Answer {
  const filter = queryOption(call.request, '$filter');
  const test = filter === null ? () => true : parseGraphFilter(filter);
  if (test === null) return badRequest('Invalid filter clause.');
  return listAnswer(
    call,
    'servicePrincipals',
    PRINCIPALS.filter(test).map((entity) => selected(call, entity)),
  );
}

function writebackJob(call: GraphCall): Record<string, unknown> {
  const { settings, lastSync } = call.tenant.state;
  const code = settings.writeback || settings.writebackStatus !== 'Active' ? settings.writebackStatus : 'Paused';
  const active = code === 'Active';
  const run = { state: active ? 'Succeeded' : 'Failed', timeBegan: seconds(lastSync), timeEnded: seconds(lastSync) };
  const quarantine = {
    reason: 'EncounteredEscrowProportionThreshold',
    error: null,
    currentBegan: seconds(lastSync),
    nextAttempt: seconds(lastSync),
  };
  return {
    id: `${TEMPLATE}.${guidFrom('job').slice(0, 8)}.${guidFrom('job').slice(9, 13)}`,
    templateId: TEMPLATE,
    schedule: { expiration: null, interval: 'PT20M', state: active ? 'Active' : 'Disabled' },
    status: {
      code,
      lastExecution: run,
      lastSuccessfulExecution: active ? run : null,
      lastSuccessfulExecutionWithExports: active ? run : null,
      countSuccessiveCompleteFailures: code === 'Quarantine' ? 12 : 0,
      steadyStateLastAchievedTime: seconds(lastSync),
      quarantine: code === 'Quarantine' ? quarantine : null,
    },
    synchronizationJobSettings: [{ name: 'DomainFQDN', value: 'corp.contoso.com' }],
  };
}

function jobs(call: GraphCall): Answer {
  const principal = PRINCIPALS.find((entry) => entry.id === (call.parts[0] ?? '').toLowerCase());
  if (principal === undefined) return notFound(call.parts[0] ?? '');
  const has =
    principal.applicationTemplateId === WRITEBACK_APP && call.tenant.state.settings.writebackStatus !== 'Absent';
  return listAnswer(
    call,
    `servicePrincipals('${call.parts[0]}')/synchronization/jobs`,
    has ? [writebackJob(call)] : [],
  );
}

export const OTHER_ROUTES: readonly GraphRoute[] = [
  { method: 'GET', path: /^\/organization$/i, run: organization },
  { method: 'GET', path: /^\/groups\/([^/]+)$/i, run: one('group', 'groups') },
  { method: 'GET', path: /^\/groups\/([^/]+)\/transitiveMembers$/i, run: members },
  { method: 'GET', path: /^\/contacts\/([^/]+)$/i, run: one('contact', 'contacts') },
  { method: 'GET', path: /^\/servicePrincipals$/i, run: principals },
  { method: 'GET', path: /^\/servicePrincipals\/([^/]+)\/synchronization\/jobs$/i, run: jobs },
];
