// The demo chat: a stand-in for the Teams channel on this machine. It is as strict as Teams where a bot can be wrong,
// and it knows nothing of the bot but its address.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { attackRoutes } from './attack-routes.ts';
import { createBotLink } from './bot-link.ts';
import { createCallLog } from './call-log.ts';
import { createChannelKeys } from './channel-keys.ts';
import type { ChatWorld } from './chat-world.ts';
import { type ConnectorRules, connectorRoutes } from './connector-routes.ts';
import { controlRoutes, tenantRoutes } from './control-routes.ts';
import { driveRoutes } from './drive-routes.ts';
import { createEventHub } from './event-hub.ts';
import { explained } from './explained.ts';
import { createFaults } from './faults.ts';
import { asSeenBy, createMessageStore, type MessageChange } from './message-store.ts';
import { openIdRoutes } from './openid-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { CHANNEL_CONVERSATION, type ChatPerson, createRoster } from './roster.ts';
import { keepState, loadState } from './state-file.ts';
import { createUploads } from './uploads.ts';
import { userRoutes } from './user-routes.ts';

const USUAL_SIZE_LIMIT = 80 * 1024;

/** What a chat needs to know to start. */
export type ChatOptions = {
  /** @defaultValue any free port */
  readonly port?: number;
  /** @defaultValue 127.0.0.1 */
  readonly host?: string;
  /** Where the bot listens, without `/api/messages`; `POST /control/bot` changes it. */
  readonly botUrl: string;
  readonly appId: string;
  readonly tenantId: string;
  readonly people: readonly ChatPerson[];
  /** The bearer token the bot must show to the connector. */
  readonly connectorToken: string;
  /** Largest activity in UTF-16 bytes. @defaultValue 81920 */
  readonly sizeLimitBytes?: number;
  /** Keeps messages and the signing key over a restart. @defaultValue nothing is kept */
  readonly stateFile?: string;
  /** Control root of the demo tenant, with `/state`, `/clock`, `/sync`. @defaultValue its two buttons are not shown */
  readonly tenantControlUrl?: string;
};

export type Chat = {
  readonly url: string;
  readonly serviceUrl: string;
  readonly openIdUrl: string;
  readonly channelConversation: string;
  close(): Promise<void>;
};

export async function startChat(options: ChatOptions): Promise<Chat> {
  const saved = loadState(options.stateFile);
  const keys = await createChannelKeys(options.appId, saved.key);
  const { server, url } = await listen(options.port ?? 0, options.host ?? '127.0.0.1');
  const serviceUrl = `${url}/`;
  const { appId, tenantId } = options;
  const world: ChatWorld = {
    bot: createBotLink({ urls: [options.botUrl], keys, serviceUrl: () => serviceUrl }),
    calls: createCallLog(),
    channel: () => ({ appId, tenantId, serviceUrl }),
    faults: createFaults(),
    hub: createEventHub(),
    keys,
    roster: createRoster(options.people, appId),
    store: createMessageStore(saved.messages),
    uploads: createUploads(),
  };
  const state = keepState(options.stateFile, () => ({ key: keys.privateJwk, messages: world.store.all() }));
  world.store.onChange((change) => {
    announce(world, change);
    state.changed();
  });
  state.flush();
  const rules = { token: options.connectorToken, sizeLimitBytes: options.sizeLimitBytes ?? USUAL_SIZE_LIMIT };
  server.on('request', chatApp(world, rules, { url, tenantControlUrl: options.tenantControlUrl }));
  const close = async () => {
    state.flush();
    world.faults.clear();
    world.hub.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  const openIdUrl = `${url}/v1/.well-known/openidconfiguration`;
  return { url, serviceUrl, openIdUrl, channelConversation: CHANNEL_CONVERSATION, close };
}

function chatApp(world: ChatWorld, rules: ConnectorRules, page: { url: string; tenantControlUrl: string | undefined }) {
  const app = express.Router();
  app.use('/v3', connectorRoutes(world, rules));
  app.use('/drive', driveRoutes(world));
  app.use(
    '/v1',
    openIdRoutes(world.keys, () => page.url),
  );
  app.use(['/chat', '/control', '/tenant', '/render'], ownPagesOnly);
  app.use('/chat', userRoutes(world), attackRoutes(world));
  app.use('/control', controlRoutes(world));
  app.use('/tenant', tenantRoutes(page.tenantControlUrl));
  app.use(pageRoutes({ tenantControl: page.tenantControlUrl !== undefined }));
  return express().disable('x-powered-by').use(explained(app));
}

/** Tells everybody who has the conversation open, each with that person's own view. */
function announce(world: ChatWorld, { message, kind }: MessageChange): void {
  const { conversation, id } = message;
  for (const { key } of world.roster.conversation(conversation)?.members ?? []) {
    if (kind === 'deleted') world.hub.tell(key, { type: 'deleted', conversation, id });
    else world.hub.tell(key, { type: 'message', conversation, message: asSeenBy(message, key), fresh: kind === 'new' });
  }
}

/** A browser tells the origin of a page that posts; another site must not type in these people's names. */
const ownPagesOnly: RequestHandler = (req, res, next) => {
  const { origin, host } = req.headers;
  if (origin === undefined || origin === `http://${host}`) next();
  else res.status(403).json({ error: { code: 'Forbidden', message: 'Other pages may not use this chat.' } });
};

async function listen(port: number, host: string): Promise<{ server: Server; url: string }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return { server, url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${bound}` };
}
