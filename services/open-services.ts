import type { Redis } from 'ioredis';
import type { Archive } from './archive/archive.ts';
import { openArchive } from './archive/open-archive.ts';
import type { Clock } from './clock.ts';
import { ConfigurationError, type ServicesConfiguration } from './configuration.ts';
import { type CredentialConfig, credentialFrom, type TokenSource } from './credential.ts';
import { connectDirectory } from './directory/connect-directory.ts';
import type { Directory } from './directory/directory.ts';
import { connectExchange } from './exchange/connect-exchange.ts';
import type { Exchange } from './exchange/exchange.ts';
import type { Log } from './log.ts';
import { type ApproverPool, approverPool } from './people/approver-pool.ts';
import { type PeopleLinks, peopleLinks } from './people/people-links.ts';
import type { PolicyRule } from './policy/policy.ts';
import { readPolicy } from './policy/read-policy.ts';
import type { RequestSettings } from './request/draft.ts';
import { openRequestStore, type RequestStore } from './store/request-store.ts';

/** The domain with its outside world attached, the same in the bot and in the worker. */
export type Services = {
  readonly tenant: string;
  readonly store: RequestStore;
  readonly exchange: Exchange;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly settings: RequestSettings;
  readonly pools: Readonly<Record<PolicyRule['from'], ApproverPool>>;
  readonly links: PeopleLinks;
  readonly close: () => Promise<void>;
};

export type ServicesNeeds = {
  readonly configuration: ServicesConfiguration;
  readonly environment: NodeJS.ProcessEnv;
  readonly redis: Redis;
  readonly clock: Clock;
  readonly log: Log;
};

/** Throws `ConfigurationError` or `AppError` with code `configuration` where a setting cannot be meant. */
export function openServices({ configuration, environment, redis, clock, log }: ServicesNeeds): Services {
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
    },
    pools: {
      approver: approverPool({ ids: configuration.ROLE_APPROVER, directory, clock }),
    },
    links: peopleLinks(configuration.PEOPLE_LINKS),
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
