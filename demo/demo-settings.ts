import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { DemoError } from './demo-error.ts';
import { BOT_APP_ID, GROUPS, TENANT_ID } from './people.ts';

export const ROOT = join(import.meta.dirname, '..');
const PAGE_PORT = 3979;
/** Unix allows little more than this for the path of a socket. */
const LONGEST_SOCKET = 100;

export type DemoSettings = {
  readonly pagePort: number;
  /** Where everything that a second start finds again is kept. */
  readonly folder: string;
  /** How the folder is called to a person. */
  readonly folderName: string;
};

/** Reads `DEMO_PORT` and `DEMO_DATA`. */
export function readDemoSettings(environment: NodeJS.ProcessEnv): DemoSettings {
  const port = environment.DEMO_PORT || String(PAGE_PORT);
  const pagePort = Number(port);
  if (!Number.isInteger(pagePort) || pagePort < 1 || pagePort > 65_535) {
    throw new DemoError(`DEMO_PORT has to be a port number between 1 and 65535, and it is "${port}".`);
  }
  const folder = resolve(ROOT, environment.DEMO_DATA || 'data/demo');
  const inside = relative(ROOT, folder);
  return { pagePort, folder, folderName: inside.startsWith('..') ? folder : inside };
}

export type Places = DemoSettings & { readonly redis: string; readonly botPort: number; readonly tenantPort: number };
export type PartName = 'redis' | 'tenant' | 'chat' | 'worker' | 'bot';

/** What each process is told. Nothing comes from the launcher's own environment but what every program needs. */
export function environments(places: Places): Readonly<Record<PartName, NodeJS.ProcessEnv>> {
  const { folder, botPort, tenantPort, pagePort } = places;
  const tenantUrl = `http://127.0.0.1:${tenantPort}`;
  const connectorToken = randomBytes(24).toString('base64url');
  const socket = socketPath(folder);
  const product = productEnvironment({ ...places, tenantUrl, connectorToken, socket });
  const parts = {
    redis: { REDIS_PROGRAM: places.redis, REDIS_FOLDER: join(folder, 'redis'), REDIS_SOCKET: socket },
    tenant: {
      TENANT_PORT: String(tenantPort),
      TENANT_MINUTES_PER_SECOND: '1',
      TENANT_STATE_FILE: join(folder, 'tenant.json'),
    },
    chat: {
      CHAT_PORT: String(pagePort),
      CHAT_BOT_URL: `http://127.0.0.1:${botPort}`,
      CHAT_CONNECTOR_TOKEN: connectorToken,
      CHAT_STATE_FILE: join(folder, 'chat.json'),
      CHAT_TENANT_CONTROL_URL: `${tenantUrl}/control`,
    },
    worker: product,
    bot: product,
  };
  const common = commonEnvironment();
  const withCommon = (own: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...common, ...own });
  const { redis, tenant, chat, worker, bot } = parts;
  return {
    redis: withCommon(redis),
    tenant: withCommon(tenant),
    chat: withCommon(chat),
    worker: withCommon(worker),
    bot: withCommon(bot),
  };
}

type ProductFacts = Places & {
  readonly tenantUrl: string;
  readonly connectorToken: string;
  readonly socket: string;
};

/** Steward as in production, authentication on; only the addresses are this machine's. */
function productEnvironment(facts: ProductFacts): NodeJS.ProcessEnv {
  const { folder, pagePort, botPort, tenantUrl, connectorToken, socket } = facts;
  return {
    PORT: String(botPort),
    HOST: '127.0.0.1',
    MicrosoftAppId: BOT_APP_ID,
    MicrosoftAppTenantId: TENANT_ID,
    BOT_OPENID_METADATA: `http://127.0.0.1:${pagePort}/v1/.well-known/openidconfiguration`,
    BOT_CREDENTIAL: `static:${connectorToken}`,
    SERVICE_URL_ALLOW: `127.0.0.1:${pagePort}`,
    TENANT_ID,
    REDIS_URL: socket,
    EXCHANGE_URL: tenantUrl,
    GRAPH_URL: tenantUrl,
    EXCHANGE_CREDENTIAL: 'static:demo-full',
    ROLE_REQUESTER: GROUPS.requesters,
    ROLE_APPROVER: GROUPS.approvers,
    ROLE_ADMIN: GROUPS.oncall,
    APPROVALS_CONVERSATION: '19:approvals@thread.tacv2',
    ARCHIVE_URL: `file:${join(folder, 'archive')}`,
    LOG_LEVEL: 'info',
  };
}

function commonEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** In the data folder, where only this account may look; where that path is too long for a socket, in the temporary folder. */
function socketPath(folder: string): string {
  const inside = join(folder, 'redis', 'redis.sock');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET) return inside;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `steward-${name}.sock`);
}
