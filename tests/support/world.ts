import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningBot, startBot } from '../../bot/start-bot.ts';
import { startChat } from '../../demo/chat/start-chat.ts';
import { BOT_APP_ID, GROUPS, PEOPLE, TENANT_ID } from '../../demo/people.ts';
import { startTenant } from '../../demo/tenant/start-tenant.ts';
import type { Clock } from '../../services/clock.ts';
import { type RunningWorker, startWorker } from '../../services/start-worker.ts';
import { type Chat, chatClient } from './chat-client.ts';
import { type Person, personIn } from './person.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { silentLog } from './silent-log.ts';
import { type TenantControl, tenantControl } from './tenant-control.ts';

/** Somebody in the chat whom the directory knows as well. */
export type ChatPerson = Parameters<typeof startChat>[0]['people'][number] & {
  readonly guest?: boolean;
  readonly employeeId?: string;
};

export type WorldOptions = {
  /** People besides the three of the demo. */
  readonly people?: readonly ChatPerson[];
  /** Settings that replace the usual ones; an empty one counts as absent. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly clocks?: { readonly bot: Clock; readonly worker: Clock };
};

/**
 * Everything that Steward meets, on this machine: a real Redis, the demo tenant, the demo chat, and the settings that
 * bind a bot and a worker to them. Bots and workers are started by the test, in this process or as processes.
 */
export type World = {
  readonly redis: TestRedis;
  readonly chat: Chat;
  readonly tenant: TenantControl;
  /** Who asks, who approves, and who is an administrator and may approve too. */
  readonly desk: Person;
  readonly approver: Person;
  readonly oncall: Person;
  /** The channel where approval cards go. */
  readonly channel: string;
  readonly archiveFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Starts a bot in this process; the chat delivers to it from now on. */
  readonly startBot: () => Promise<RunningBot>;
  readonly startWorker: () => Promise<RunningWorker>;
  /** Tells the chat where the bots are. */
  readonly pointChatAt: (...urls: readonly string[]) => Promise<void>;
  /** Stops whatever the test left running, then the world itself. */
  readonly close: () => Promise<void>;
};

const CONNECTOR_TOKEN = 'test-connector-token';

/** Starts everything but bot and worker. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-world-'));
  const archiveFolder = join(folder, 'archive');
  const [redis, tenant] = await Promise.all([startRedis(), startTenant({ size: 60, people: options.people ?? [] })]);
  const chat = await startChat({
    botUrl: 'http://127.0.0.1:9',
    appId: BOT_APP_ID,
    tenantId: TENANT_ID,
    people: [...PEOPLE, ...(options.people ?? [])],
    connectorToken: CONNECTOR_TOKEN,
  });
  const environment = {
    ...settingsFor({ redisUrl: redis.url, tenantUrl: tenant.url, chat, archiveFolder }),
    ...options.environment,
  };
  const client = chatClient(chat.url, chat.channelConversation);
  const pointChatAt = (...urls: readonly string[]): Promise<void> => client.control('bot', { urls });
  const running = runningParts(environment, options.clocks, pointChatAt);
  const [desk, approver, oncall] = await Promise.all([
    personIn(client, 'desk'),
    personIn(client, 'approver'),
    personIn(client, 'oncall'),
  ]);
  return {
    ...{ redis, chat: client, tenant: tenantControl(tenant.url), desk, approver, oncall },
    ...{ channel: chat.channelConversation, archiveFolder, environment, pointChatAt },
    startBot: running.startBot,
    startWorker: running.startWorker,
    close: async () => {
      // A test that failed may have left Redis dead, and a worker does not stop without it.
      await Promise.all([client.clearFaults(), redis.restart()]);
      // Closing the tenant lets go of calls that hang, so that nobody waits for them.
      await Promise.all([tenant.close(), running.stopAll()]);
      await Promise.all([chat.close(), redis.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A bot and a worker with the chat delivering to the bot: what most tests need. */
export async function startWholeWorld(options: WorldOptions = {}): Promise<World> {
  const world = await startWorld(options);
  await Promise.all([world.startBot(), world.startWorker()]);
  return world;
}

function runningParts(
  environment: NodeJS.ProcessEnv,
  clocks: WorldOptions['clocks'],
  pointChatAt: World['pointChatAt'],
) {
  const running = new Set<() => Promise<void>>();
  function kept<T extends { readonly stop: () => Promise<void> }>(part: T): T {
    const stop = async (): Promise<void> => {
      if (running.delete(stop)) await part.stop();
    };
    running.add(stop);
    return { ...part, stop };
  }
  return {
    startBot: async () => {
      const bot = kept(await startBot(environment, { log: silentLog, ...(clocks ? { clock: clocks.bot } : {}) }));
      await pointChatAt(bot.url);
      return bot;
    },
    startWorker: async () =>
      kept(await startWorker(environment, { log: silentLog, ...(clocks ? { clock: clocks.worker } : {}) })),
    stopAll: async () => {
      await Promise.all([...running].map((stop) => stop()));
    },
  };
}

type Parts = {
  readonly redisUrl: string;
  readonly tenantUrl: string;
  readonly chat: { readonly url: string; readonly openIdUrl: string; readonly channelConversation: string };
  readonly archiveFolder: string;
};

function settingsFor({ redisUrl, tenantUrl, chat, archiveFolder }: Parts): NodeJS.ProcessEnv {
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
    ARCHIVE_URL: `file:${archiveFolder}`,
    // Tests are faster than people; the ones about the limit set it themselves.
    RATE_PER_MINUTE: '1000',
    RATE_BURST: '1000',
    // So are tests with many mailboxes; the one about the pilot sets a limit.
    PILOT_WAVE_LIMIT: 'off',
    LOG_LEVEL: 'warn',
  };
}
