import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot } from '../../bot/start-bot.ts';
import { startChat } from '../../demo/chat/start-chat.ts';
import { BOT_APP_ID, GROUPS, PEOPLE, TENANT_ID } from '../../demo/people.ts';
import { startTenant } from '../../demo/tenant/start-tenant.ts';
import type { Clock } from '../../services/clock.ts';
import { startWorker } from '../../services/start-worker.ts';
import { type Chat, chatClient } from './chat-client.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { silentLog } from './silent-log.ts';
import { type TenantControl, tenantControl } from './tenant-control.ts';

export type ChatPerson = Parameters<typeof startChat>[0]['people'][number];

export type WorldOptions = {
  /** People besides the three of the demo. */
  readonly people?: readonly ChatPerson[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
};

/**
 * Everything that Steward meets, on this machine: a real Redis, the demo tenant, the demo chat, and the settings that
 * bind a bot and a worker to them. Bots and workers are started by the test, in this process or as processes.
 */
export type World = {
  readonly redis: TestRedis;
  readonly chat: Chat;
  readonly tenant: TenantControl;
  readonly environment: NodeJS.ProcessEnv;
  readonly startBot: () => ReturnType<typeof startBot>;
  readonly startWorker: () => ReturnType<typeof startWorker>;
  /** Tells the chat where the bots are. */
  readonly pointChatAt: (...urls: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

const CONNECTOR_TOKEN = 'test-connector-token';

/** Starts everything but bot and worker. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-world-'));
  const [redis, tenant] = await Promise.all([startRedis(), startTenant({ size: 60 })]);
  const people = [...PEOPLE, ...(options.people ?? [])];
  const chat = await startChat({
    botUrl: 'http://127.0.0.1:9',
    appId: BOT_APP_ID,
    tenantId: TENANT_ID,
    people,
    connectorToken: CONNECTOR_TOKEN,
  });
  const environment = {
    ...settingsFor({ redisUrl: redis.url, tenantUrl: tenant.url, chat, folder }),
    ...options.environment,
  };
  const parts = { log: silentLog, ...(options.clock ? { clock: options.clock } : {}) };
  const client = chatClient(chat.url, chat.channelConversation);
  return {
    redis,
    chat: client,
    tenant: tenantControl(tenant.url),
    environment,
    startBot: () => startBot(environment, parts),
    startWorker: () => startWorker(environment, parts),
    pointChatAt: (...urls) => client.control('bot', { urls }),
    close: async () => {
      await Promise.all([chat.close(), tenant.close(), redis.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Parts = {
  readonly redisUrl: string;
  readonly tenantUrl: string;
  readonly chat: { readonly url: string; readonly openIdUrl: string; readonly channelConversation: string };
  readonly folder: string;
};

function settingsFor({ redisUrl, tenantUrl, chat, folder }: Parts): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    PORT: '0',
    HOST: '127.0.0.1',
    MicrosoftAppId: BOT_APP_ID,
    MicrosoftAppTenantId: TENANT_ID,
    BOT_OPENID_METADATA: chat.openIdUrl,
    BOT_CREDENTIAL: `static:${CONNECTOR_TOKEN}`,
    SERVICE_URL_ALLOW: new URL(chat.url).host,
    TENANT_ID,
    REDIS_URL: redisUrl,
    EXCHANGE_URL: tenantUrl,
    GRAPH_URL: tenantUrl,
    EXCHANGE_CREDENTIAL: 'static:demo-full',
    ROLE_REQUESTER: GROUPS.requesters,
    ROLE_APPROVER: GROUPS.approvers,
    ROLE_ADMIN: GROUPS.oncall,
    APPROVALS_CONVERSATION: chat.channelConversation,
    ARCHIVE_URL: `file:${join(folder, 'archive')}`,
    LOG_LEVEL: 'warn',
  };
}
