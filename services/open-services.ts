import type { Redis } from 'ioredis';
import type { Archive } from './archive/archive.ts';
import { openArchive } from './archive/open-archive.ts';
import { type CensusStore, openCensusStore } from './census/census-store.ts';
import type { Clock } from './clock.ts';
import { ConfigurationError, type ServicesConfiguration } from './configuration.ts';
import { type CredentialConfig, credentialFrom, type TokenSource } from './credential.ts';
import { connectDirectory } from './directory/connect-directory.ts';
import type { DirectoryOnline } from './directory/directory-tenant.ts';
import { connectExchange } from './exchange/connect-exchange.ts';
import type { ExchangeOnline } from './exchange/exchange-tenant.ts';
import type { Log } from './log.ts';
import { type ApproverPool, approverPool } from './people/approver-pool.ts';
import { type PeopleLinks, peopleLinks } from './people/people-links.ts';
import type { PolicyRule } from './policy/policy.ts';
import { readPolicy } from './policy/read-policy.ts';
import { openTenantCounts, type TenantCountStore } from './readiness/tenant-count-store.ts';
import type { RequestSettings } from './request/wish.ts';
import { readRules } from './rules/read-rules.ts';
import type { Rules } from './rules/rules.ts';
import { type ApprovedStateStore, openApprovedStates } from './store/approved-state-store.ts';
import { type DivergenceStore, openDivergences } from './store/divergence-store.ts';
import { openRequestStore, type RequestStore } from './store/request-store.ts';

/** The domain with its outside world attached, the same in the bot and in the worker. */
export type Services = {
  readonly tenant: string;
  readonly store: RequestStore;
  readonly exchange: ExchangeOnline;
  readonly directory: DirectoryOnline;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly settings: RequestSettings;
  readonly rules: Rules;
  readonly pools: Readonly<Record<PolicyRule['from'], ApproverPool>>;
  readonly links: PeopleLinks;
  readonly census: CensusStore;
  readonly tenantCounts: TenantCountStore;
  readonly approved: ApprovedStateStore;
  readonly divergences: DivergenceStore;
  readonly close: () => Promise<void>;
};

export type ServicesNeeds = {
  readonly configuration: ServicesConfiguration;
  readonly environment: NodeJS.ProcessEnv;
  readonly redis: Redis;
  readonly clock: Clock;
  readonly log: Log;
  /** How long one question to the directory may take, in milliseconds; short unless told, because people wait. */
  readonly directoryTimeoutMs?: number;
};

/** Throws `ConfigurationError` or `AppError` with code `configuration` where a setting cannot be meant. */
export function openServices(needs: ServicesNeeds): Services {
  const { configuration, environment, redis, clock, log, directoryTimeoutMs: timeoutMs } = needs;
  const tenant = configuration.TENANT_ID.toLowerCase();
  const credential = credentialConfig(configuration, environment);
  const tokens = (scope: string): TokenSource => credentialFrom(credential, scope);
  const exchangeUrl = configuration.EXCHANGE_URL;
  const graphUrl = configuration.GRAPH_URL;
  const exchange = connectExchange({
    url: exchangeUrl,
    tenantId: tenant,
    credential: tokens(`${new URL(exchangeUrl).origin}/.default`),
    clock,
    log,
  });
  const directory = connectDirectory({
    url: graphUrl,
    credential: tokens(`${new URL(graphUrl).origin}/.default`),
    clock,
    log,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return {
    tenant,
    store: openRequestStore(redis, tenant),
    exchange,
    directory,
    archive: openArchive(configuration.ARCHIVE_URL, { credential: tokens('https://storage.azure.com/.default') }),
    clock,
    settings: {
      confirmWithin: configuration.CONFIRM_TTL,
      decideWithin: configuration.REQUEST_TTL,
      policy: readPolicy(configuration),
      pilotWaveLimit: configuration.PILOT_WAVE_LIMIT === 'off' ? null : Number(configuration.PILOT_WAVE_LIMIT),
    },
    rules: readRules(configuration),
    pools: {
      approver: approverPool({ ids: configuration.ROLE_APPROVER, directory, clock }),
      admin: approverPool({ ids: configuration.ROLE_ADMIN, directory, clock }),
    },
    links: peopleLinks(configuration.PEOPLE_LINKS),
    census: openCensusStore(redis, tenant),
    tenantCounts: openTenantCounts(redis, tenant),
    approved: openApprovedStates(redis, tenant),
    divergences: openDivergences(redis, tenant),
    close: async () => {
      await Promise.all([exchange.close(), directory.close()]);
    },
  };
}

/** `EXCHANGE_CREDENTIAL`, with what else it needs under the names that the platform's own tools use. */
function credentialConfig(configuration: ServicesConfiguration, environment: NodeJS.ProcessEnv): CredentialConfig {
  const kind = configuration.EXCHANGE_CREDENTIAL;
  if (kind.startsWith('static:')) return { kind: 'static', token: kind.slice('static:'.length) };
  const clientId = environment.AZURE_CLIENT_ID;
  if (kind === 'managed-identity') return clientId === undefined ? { kind } : { kind, clientId };
  const named = { tenantId: configuration.TENANT_ID, clientId: needed(environment, 'AZURE_CLIENT_ID') };
  if (kind === 'workload-identity') {
    return { kind, ...named, tokenFilePath: needed(environment, 'AZURE_FEDERATED_TOKEN_FILE') };
  }
  return { kind: 'certificate', ...named, certificatePath: needed(environment, 'AZURE_CLIENT_CERTIFICATE_PATH') };
}

function needed(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new ConfigurationError(
    'configuration',
    `Steward does not start: ${name} is missing, and EXCHANGE_CREDENTIAL needs it.`,
  );
}
