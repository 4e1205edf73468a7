// The service principals, and on those made for writeback the job of their Active Directory domain with its mappings.

import type { Answer } from '../answer.ts';
import { FIRST_DOMAIN, SECOND_DOMAIN, writebackDomains } from '../directory/ad-domain.ts';
import { EXTENSION_ATTRIBUTES } from '../directory/attribute-names.ts';
import { guidFrom } from '../directory/stable-id.ts';
import type { TenantState } from '../directory/tenant-state.ts';
import { queryOption } from '../wire-request.ts';
import type { GraphCall, GraphRoute } from './graph-call.ts';
import { entityAnswer, selected } from './graph-call.ts';
import { badRequest, notFound } from './graph-error.ts';
import { parseGraphFilter } from './graph-filter.ts';
import { listAnswer } from './list-answer.ts';

const WRITEBACK_APP = '3b99513e-0cee-4291-aea8-84356239fb82';

const principal = (key: string, values: Record<string, unknown>): Record<string, unknown> => ({
  id: guidFrom(`principal ${key}`),
  appId: guidFrom(`app ${key}`),
  applicationTemplateId: null,
  servicePrincipalType: 'Application',
  ...values,
});

const OTHERS: readonly Record<string, unknown>[] = [
  principal('steward', { displayName: 'Steward' }),
  principal('exchange', {
    appId: '00000002-0000-0ff1-ce00-000000000000',
    displayName: 'Office 365 Exchange Online',
  }),
];

const keyOf = (domain: string): string => (domain === SECOND_DOMAIN ? 'writeback 2' : 'writeback');

function principalsOf({ settings }: TenantState): Record<string, unknown>[] {
  // Without a job the application that was made for the first domain still stands there.
  const domains = settings.writebackStatus === 'Absent' ? [FIRST_DOMAIN] : writebackDomains(settings);
  const writeback = domains.map((domain) =>
    principal(keyOf(domain), { applicationTemplateId: WRITEBACK_APP, displayName: domain }),
  );
  return [...writeback, ...OTHERS];
}

function principals(call: GraphCall): Answer {
  const filter = queryOption(call.request, '$filter');
  const test = filter === null ? () => true : parseGraphFilter(filter);
  if (test === null) return badRequest('Invalid filter clause.');
  const found = principalsOf(call.tenant.state).filter(test);
  return listAnswer(
    call,
    'servicePrincipals',
    found.map((entity) => selected(call, entity)),
  );
}

const seconds = (instant: string): string => instant.replace(/\.\d{3}Z$/, 'Z');

function writebackJob({ settings, lastSync }: TenantState, domain: string): Record<string, unknown> {
  const code = settings.writeback || settings.writebackStatus !== 'Active' ? settings.writebackStatus : 'Paused';
  const active = code === 'Active';
  const run = { state: active ? 'Succeeded' : 'Failed', timeBegan: seconds(lastSync), timeEnded: seconds(lastSync) };
  const quarantine = {
    reason: 'EncounteredEscrowProportionThreshold',
    error: null,
    currentBegan: seconds(lastSync),
    nextAttempt: seconds(lastSync),
  };
  const key = guidFrom(domain === SECOND_DOMAIN ? 'job 2' : 'job');
  return {
    id: `${settings.writebackTemplate}.${key.slice(0, 8)}.${key.slice(9, 13)}`,
    templateId: settings.writebackTemplate,
    schedule: { expiration: null, interval: 'PT20M', state: active ? 'Active' : 'Disabled' },
    status: {
      code,
      lastExecution: code === 'NotRun' ? null : run,
      lastSuccessfulExecution: active ? run : null,
      lastSuccessfulExecutionWithExports: active ? run : null,
      countSuccessiveCompleteFailures: code === 'Quarantine' ? 12 : 0,
      steadyStateLastAchievedTime: seconds(lastSync),
      quarantine: code === 'Quarantine' ? quarantine : null,
    },
    synchronizationJobSettings: [{ name: 'DomainFQDN', value: domain }],
  };
}

function jobOf(call: GraphCall): Record<string, unknown> | null {
  const wanted = (call.parts[0] ?? '').toLowerCase();
  const { state } = call.tenant;
  const domain = writebackDomains(state.settings).find((name) => guidFrom(`principal ${keyOf(name)}`) === wanted);
  return domain === undefined ? null : writebackJob(state, domain);
}

function jobs(call: GraphCall): Answer {
  const wanted = (call.parts[0] ?? '').toLowerCase();
  if (!principalsOf(call.tenant.state).some((entry) => entry.id === wanted)) return notFound(wanted);
  const job = jobOf(call);
  return listAnswer(call, `servicePrincipals('${wanted}')/synchronization/jobs`, job === null ? [] : [job]);
}

const mapping = (source: string, target: string): Record<string, unknown> => ({
  exportMissingReferences: false,
  flowBehavior: 'FlowWhenChanged',
  flowType: 'Always',
  matchingPriority: 0,
  source: { expression: `[${source}]`, name: source, type: 'Attribute', parameters: [] },
  targetAttributeName: target,
});

function mappings(mapsMail: boolean): Record<string, unknown>[] {
  const fifteen = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);
  return [
    ...fifteen.map((name) => mapping(name, name)),
    ...EXTENSION_ATTRIBUTES.map((name) => mapping(name, name.replace('Extension', 'msExchExtension'))),
    mapping('RecipientDisplayType', 'msExchRecipientDisplayType'),
    mapping('RecipientTypeDetails', 'msExchRecipientTypeDetails'),
    mapping('EmailAddresses', 'proxyAddresses'),
    ...(mapsMail ? [mapping('Mail', 'mail')] : []),
  ];
}

function schema(call: GraphCall): Answer {
  const job = jobOf(call);
  if (job === null || job.id !== call.parts[1]) return notFound(call.parts[1] ?? '');
  const attributeMappings = mappings(call.tenant.state.settings.writebackMapsMail);
  const objectMapping = { enabled: true, sourceObjectName: 'User', targetObjectName: 'user', attributeMappings };
  return entityAnswer(call, `servicePrincipals('${call.parts[0]}')/synchronization/jobs('${call.parts[1]}')/schema`, {
    id: job.id,
    version: 'v1.0',
    synchronizationRules: [
      {
        id: guidFrom('writeback rule'),
        name: 'USER_OUTBOUND_USER',
        sourceDirectoryName: 'Azure Active Directory',
        targetDirectoryName: 'Active Directory',
        objectMappings: [objectMapping],
      },
    ],
  });
}

function oneJob(call: GraphCall): Answer {
  const job = jobOf(call);
  if (job === null || job.id !== call.parts[1]) return notFound(call.parts[1] ?? '');
  return entityAnswer(call, `servicePrincipals('${call.parts[0]}')/synchronization/jobs`, job);
}

export const WRITEBACK_ROUTES: readonly GraphRoute[] = [
  { method: 'GET', path: /^\/servicePrincipals$/i, run: principals },
  { method: 'GET', path: /^\/servicePrincipals\/([^/]+)\/synchronization\/jobs$/i, run: jobs },
  { method: 'GET', path: /^\/servicePrincipals\/([^/]+)\/synchronization\/jobs\/([^/]+)$/i, run: oneJob },
  { method: 'GET', path: /^\/servicePrincipals\/([^/]+)\/synchronization\/jobs\/([^/]+)\/schema$/i, run: schema },
];
