// The edge of the bot over real HTTP: a host, the adapter, an issuer and a connector; `receive` belongs to the test.
import { createServer } from 'node:http';
import type { Seen } from '../../bot/activity.ts';
import { ChannelAdapter } from '../../bot/adapter.ts';
import { createApp, type Undelivered } from '../../bot/app.ts';
import { botCredential } from '../../bot/bot-credential.ts';
import { channelTokens } from '../../bot/channel-token.ts';
import { connectorClient } from '../../bot/connector-client.ts';
import { createHost } from '../../bot/http-host.ts';
import type { Answer, Inbound } from '../../bot/inbound.ts';
import { serviceUrls } from '../../bot/service-url.ts';
import { teamsChannel } from '../../bot/teams-channel.ts';
import type { Clock } from '../../services/clock.ts';
import { address, close, ISSUER, listen, startChannelIssuer } from './channel-issuer.ts';
import { startFakeConnector } from './fake-connector.ts';
import { recordingLog } from './recording-log.ts';
import { APP_ID } from './teams-activities.ts';

export type Edge = Awaited<ReturnType<typeof startEdge>>;
type Answering = (inbound: Inbound) => Promise<Answer>;

export async function startEdge(options: { auth?: 'on' | 'off' } = {}) {
  let now = Date.parse('2026-11-22T09:00:00Z');
  // Time moves when a test says so; nothing waits.
  const clock: Clock = { now: () => new Date(now), pause: () => new Promise<void>(() => {}) };
  const issuer = await startChannelIssuer({ appId: APP_ID, now: () => now / 1000 });
  const connector = await startFakeConnector();
  const log = recordingLog();
  const allowed = serviceUrls([new URL(connector.url).host, 'smba.trafficmanager.net'], { authOff: false });
  const tokens = channelTokens({ appId: APP_ID, issuer: ISSUER, openIdMetadataUrl: issuer.metadataUrl, clock, log });
  const credential = botCredential({ getToken: () => Promise.resolve('the-bots-own-token') }, allowed);
  const channel = teamsChannel(connectorClient({ credential, clock }));

  const received: Inbound[] = [];
  const seen: Seen[] = [];
  const undelivered: Undelivered[] = [];
  const outcomes: string[] = [];
  let losing = false;
  let answering: Answering = async () => ({ kind: 'text', text: 'understood' });

  const app = createApp({
    adapter: new ChannelAdapter(APP_ID),
    receive: async (inbound) => {
      received.push(inbound);
      return answering(inbound);
    },
    consent: async () => undefined,
    reply: channel.reply,
    seen: async (found) => {
      seen.push(found);
    },
    undelivered: async (lost) => {
      if (losing) throw new Error('the store is gone');
      undelivered.push(lost);
    },
    log,
  });
  const page = async () => ({ status: 200, contentType: 'text/plain', body: 'ok' });
  const server = createServer(
    createHost({
      auth: options.auth === 'off' ? 'off' : tokens.verify,
      run: app.run,
      allowServiceUrl: allowed.allows,
      pages: { '/healthz': page, '/readyz': page, '/metrics': page },
      log,
      count: (outcome) => outcomes.push(outcome),
    }),
  );
  await listen(server);
  const url = `${address(server)}/api/messages`;

  const send = async (body: string, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers };
  };

  return {
    issuer,
    connector,
    received,
    seen,
    undelivered,
    outcomes,
    log,
    url,
    sizes: tokens.sizes,
    verify: tokens.verify,
    now: () => now,
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
    answerWith: (next: Answering) => {
      answering = next;
    },
    /** From now on what cannot be delivered cannot be kept either. */
    loseAnswers: () => {
      losing = true;
    },
    /** Anything, as anybody can send it. */
    sendRaw: send,
    /** An activity with the header a test wishes for. */
    post: (activity: object, authorization?: string) =>
      send(
        JSON.stringify({ serviceUrl: connector.url, ...activity }),
        authorization === undefined ? {} : { authorization },
      ),
    /** An activity as the channel delivers it: addressed from the connector and signed. */
    deliver: async (activity: Readonly<Record<string, unknown>>) => {
      const authorization = `Bearer ${await issuer.sign(connector.url)}`;
      return send(JSON.stringify({ ...activity, serviceUrl: connector.url }), { authorization });
    },
    stop: () => Promise.all([close(server), issuer.stop(), connector.stop()]),
  };
}
