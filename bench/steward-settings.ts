import { ALICE_ID, APP_ID, CHANNEL, TENANT_ID } from '../tests/support/teams-activities.ts';
import type { BenchChannel } from './channel.ts';
import { CROWD } from './crowd.ts';

export type Surroundings = {
  readonly channel: BenchChannel;
  readonly redisUrl: string;
  readonly archiveFolder: string;
  /** Where none is needed there is none. */
  readonly exchangeUrl?: string;
  readonly graphUrl?: string;
};

const NOBODY_THERE = 'http://127.0.0.1:9';

/**
 * The settings of a bot or worker: authentication on, everybody has every role by their own object id. Graph is asked
 * who they are all the same: once a minute, and anew for each decision.
 */
export function stewardSettings(surroundings: Surroundings): NodeJS.ProcessEnv {
  const { channel, redisUrl, archiveFolder, exchangeUrl = NOBODY_THERE, graphUrl = NOBODY_THERE } = surroundings;
  const everybody = [ALICE_ID, ...CROWD].join(',');
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    MicrosoftAppId: APP_ID,
    MicrosoftAppTenantId: TENANT_ID,
    BOT_OPENID_METADATA: channel.openIdMetadata,
    BOT_CREDENTIAL: 'static:the-bots-own-token',
    SERVICE_URL_ALLOW: new URL(channel.serviceUrl).host,
    TENANT_ID,
    REDIS_URL: redisUrl,
    EXCHANGE_URL: exchangeUrl,
    GRAPH_URL: graphUrl,
    EXCHANGE_CREDENTIAL: 'static:demo-full',
    ROLE_VIEWER: everybody,
    ROLE_REQUESTER: everybody,
    ROLE_APPROVER: everybody,
    // The highest there are. The limit is asked on every turn and refuses none.
    RATE_PER_MINUTE: '1000',
    RATE_BURST: '1000',
    // A bench drafts more than any pilot would let through.
    PILOT_WAVE_LIMIT: 'off',
    APPROVALS_CONVERSATION: CHANNEL,
    ARCHIVE_URL: `file:${archiveFolder}`,
  };
}
