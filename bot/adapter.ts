import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import type { Activity, InvokeResponse, ResourceResponse, TurnContext } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  ClaimsIdentity,
  ConnectorClient,
  type ConnectorFactory,
  UserTokenClient,
} from 'botframework-connector';
import { AppError } from '../services/app-error.ts';
import type { ChannelClaims } from './channel-token.ts';
import type { IncomingActivity } from './incoming-activity.ts';

/** One turn of the SDK. */
export type TurnLogic = (context: TurnContext) => Promise<void>;

/**
 * The SDK's adapter with both its doors to the outside shut. Coming in: it takes activities whose token
 * `channel-token.ts` has verified, and its own authentication refuses everything. Going out: it only hands an invoke
 * response back; messages go through `teams-channel.ts`, one request each.
 */
export class ChannelAdapter extends TeamsAdapter {
  protected override readonly botFrameworkAuthentication: BotFrameworkAuthentication = new NoAuthentication();
  readonly #appId: string;

  constructor(appId: string) {
    super({ MicrosoftAppId: appId }, noCredentials);
    this.#appId = appId;
  }

  /** @param claims what the verified token says; null with `BOT_AUTH=off` only */
  async turn(
    activity: IncomingActivity,
    claims: ChannelClaims | null,
    logic: TurnLogic,
  ): Promise<InvokeResponse | undefined> {
    const identity = claims === null ? new ClaimsIdentity([]) : identityFrom(claims);
    const verified: AuthenticateRequestResult = {
      audience: this.#appId,
      claimsIdentity: identity,
      connectorFactory: noConnector,
    };
    return this.processActivity(verified, asSdkActivity(activity), logic);
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    if (activities.every(({ type }) => type === 'invokeResponse')) return super.sendActivities(context, activities);
    throw new AppError('sdk_shut', 'The SDK may not post: messages go through the channel.');
  }
}

/**
 * The one cast: the SDK types an activity with every field present, the wire does not send them all. It is read again
 * with a schema in `activity.ts`, and `deliveryMode` is dropped, which would turn answers into a buffer.
 */
function asSdkActivity({ deliveryMode: _ignored, ...activity }: IncomingActivity): Activity {
  return activity as unknown as Activity;
}

function identityFrom({ iss, aud, serviceurl }: ChannelClaims): ClaimsIdentity {
  const claims = Object.entries({ iss, aud, serviceurl }).map(([type, value]) => ({ type, value }));
  return new ClaimsIdentity(claims, true);
}

const shut = (): Promise<never> =>
  Promise.reject(new AppError('sdk_shut', 'The SDK may not speak to anybody by itself.'));

const noCredentials = {
  isValidAppId: () => Promise.resolve(false),
  isAuthenticationDisabled: () => Promise.resolve(false),
  createCredentials: shut,
};

/** A turn needs a client to exist. This one refuses to sign, so whatever uses it sends nothing. */
const unusableClient = new ConnectorClient({ signRequest: shut }, { baseUri: 'https://unused.invalid' });
const noConnector: ConnectorFactory = { create: () => Promise.resolve(unusableClient) };

class NoUserTokens extends UserTokenClient {
  override getUserToken = shut;
  override getSignInResource = shut;
  override signOutUser = shut;
  override getTokenStatus = shut;
  override getAadTokens = shut;
  override exchangeToken = shut;
}

class NoAuthentication extends BotFrameworkAuthentication {
  readonly #userTokens = new NoUserTokens();
  override authenticateRequest = shut;
  override authenticateStreamingRequest = shut;
  override authenticateChannelRequest = shut;
  override createConnectorFactory = (): ConnectorFactory => noConnector;
  override createUserTokenClient = (): Promise<UserTokenClient> => Promise.resolve(this.#userTokens);
}
