import { Agent, request } from 'undici';
import { ISSUER, startChannelIssuer } from '../tests/support/channel-issuer.ts';
import { startFakeConnector } from '../tests/support/fake-connector.ts';
import { APP_ID } from '../tests/support/teams-activities.ts';

export type Delivered = { readonly status: number; readonly text: string; readonly ms: number };

/** Teams as a bot meets it: keys, a connector that takes every message, and activities signed with one token. */
export type BenchChannel = {
  readonly serviceUrl: string;
  readonly openIdMetadata: string;
  readonly issuer: string;
  /** Sends an activity and times it to the last byte of the HTTP answer. */
  readonly deliver: (botUrl: string, activity: Readonly<Record<string, unknown>>) => Promise<Delivered>;
  /** How many messages and edits have reached the connector since the last `forget`. */
  readonly posts: () => number;
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
};

export async function startBenchChannel(): Promise<BenchChannel> {
  const issuer = await startChannelIssuer({ appId: APP_ID, now: () => Date.now() / 1000 });
  const connector = await startFakeConnector();
  const token = await issuer.sign(connector.url);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' };
  const dispatcher = new Agent({ keepAliveTimeout: 60_000 });
  return {
    serviceUrl: connector.url,
    openIdMetadata: issuer.metadataUrl,
    issuer: ISSUER,
    deliver: async (botUrl, activity) => {
      const text = JSON.stringify({ ...activity, serviceUrl: connector.url });
      const begun = performance.now();
      const answer = await request(`${botUrl}/api/messages`, { method: 'POST', headers, body: text, dispatcher });
      const body = await answer.body.text();
      return { status: answer.statusCode, text: body, ms: performance.now() - begun };
    },
    posts: () => connector.calls.length,
    forget: () => void connector.calls.splice(0),
    stop: async () => {
      await dispatcher.destroy();
      await Promise.all([issuer.stop(), connector.stop()]);
    },
  };
}

/** What the stock echo is told. */
export function echoSettings(channel: BenchChannel): NodeJS.ProcessEnv {
  return { APP_ID, ISSUER: channel.issuer, OPENID_METADATA: channel.openIdMetadata };
}
