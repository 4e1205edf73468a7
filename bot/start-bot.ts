import { type Clock, systemClock } from '../services/clock.ts';
import type { ServicesConfiguration } from '../services/configuration.ts';
import type { Log } from '../services/log.ts';
import { openServices } from '../services/open-services.ts';
import { openRoleBook, type RoleLists } from '../services/people/role-book.ts';
import { requireSatisfiable } from '../services/policy/require-satisfiable.ts';
import { openCardPlaces } from '../services/store/card-places.ts';
import { openContactStore } from '../services/store/contact-store.ts';
import { openRateLimits } from '../services/store/rate-limit-store.ts';
import { connectForQueues, connectForStores } from '../services/store/redis.ts';
import { openSeenStore } from '../services/store/seen-store.ts';
import { ChannelAdapter } from './adapter.ts';
import { createApp } from './app.ts';
import { startBackground } from './background.ts';
import { botCredential } from './bot-credential.ts';
import { botTokens } from './bot-tokens.ts';
import { channelTokens } from './channel-token.ts';
import { type BotConfiguration, readBotConfiguration } from './configuration.ts';
import { connectorClient } from './connector-client.ts';
import { fileDelivery } from './file-delivery.ts';
import { createHealth } from './health.ts';
import { createHost } from './http-host.ts';
import { addressOf, listen, stopListening } from './listen.ts';
import { personalChats } from './personal-chats.ts';
import { createPipeline } from './pipeline.ts';
import { rememberSeen } from './remember-seen.ts';
import { teamsChannel } from './teams-channel.ts';

export type RunningBot = { readonly url: string; readonly stop: () => Promise<void> };
export type ProcessNeeds = { readonly log: Log; readonly clock?: Clock };

/**
 * A bot process: answers Teams, redraws cards, relays the outbox. Any number may run behind one address. Starts even
 * while Redis is away, says so on `/readyz`, and serves as soon as it is back.
 */
export async function startBot(environment: NodeJS.ProcessEnv, needs: ProcessNeeds): Promise<RunningBot> {
  const { log, clock = systemClock } = needs;
  const configuration = readBotConfiguration(environment);
  const settings = configuration.services;
  const [redis, work] = [connectForStores(settings.REDIS_URL), connectForQueues(settings.REDIS_URL)];
  for (const connection of [redis, work]) {
    connection.on('error', (error) => log.warn({ err: error }, 'Redis cannot be reached; it is tried again by itself'));
  }
  const services = openServices({ configuration: settings, environment, redis, clock, log });
  await requireSatisfiable(services, settings, log).catch(async (error: unknown) => {
    redis.disconnect();
    work.disconnect();
    await services.close();
    throw error;
  });
  const contacts = openContactStore(redis, services.tenant);
  const tokens = botTokens(configuration);
  const credential = botCredential(tokens, configuration.serviceUrls);
  const channel = teamsChannel(connectorClient({ credential, clock }));
  const approvalsConversation = settings.APPROVALS_CONVERSATION;
  const background = startBackground({
    places: openCardPlaces(redis, services.tenant),
    services,
    redis: work,
    contacts,
    channel,
    approvalsConversation,
    clock,
    log,
  });

  const roleBook = openRoleBook({ lists: roleLists(settings), directory: services.directory, clock });
  const rates = openRateLimits(redis, services.tenant, {
    perMinute: settings.RATE_PER_MINUTE,
    burst: settings.RATE_BURST,
  });
  const chats = personalChats({ channel, contacts });
  const { delivery, consent } = fileDelivery({
    ...{ tenant: services.tenant, links: services.links, redis, contacts, personalChats: chats },
    ...{ channel, roleBook, rates, clock, log },
    serviceUrls: configuration.serviceUrls,
  });
  const receive = createPipeline({
    ...{ services, roleBook, rates, seen: openSeenStore(redis, services.tenant) },
    ...{ personalChats: chats, delivery, channel, log },
  });
  const { run } = createApp({
    adapter: new ChannelAdapter(configuration.bot.appId),
    receive,
    consent,
    reply: channel.reply,
    seen: (seen) => rememberSeen({ contacts, tenant: services.tenant }, seen),
    undelivered: background.undelivered,
    log,
  });
  const health = createHealth({ redis, archive: services.archive, credential: () => tokens.getToken() });
  const allowServiceUrl = configuration.serviceUrls.allows;
  const auth = authenticationOf(configuration, { clock, log });
  const host = createHost({ auth, run, allowServiceUrl, pages: health.pages, count: health.count, log });
  const server = await listen(host, { port: configuration.bot.PORT, host: configuration.bot.host });
  const url = addressOf(server);
  log.info({ url }, 'bot ready');
  return {
    url,
    stop: async () => {
      await stopListening(server);
      await Promise.all([background.stop(), services.close()]);
      redis.disconnect();
      work.disconnect();
    },
  };
}

function roleLists(settings: ServicesConfiguration): RoleLists {
  const { ROLE_VIEWER: viewer, ROLE_REQUESTER: requester, ROLE_APPROVER: approver, ROLE_ADMIN: admin } = settings;
  return { viewer, requester, approver, admin };
}

function authenticationOf({ bot }: BotConfiguration, { clock, log }: { clock: Clock; log: Log }) {
  if (bot.BOT_AUTH === 'off') return 'off' as const;
  const openIdMetadataUrl = bot.BOT_OPENID_METADATA;
  return channelTokens({ appId: bot.appId, openIdMetadataUrl, issuer: 'https://api.botframework.com', clock, log })
    .verify;
}
