import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import { ActivityTypes } from 'botbuilder';
import express from 'express';
import { addressOf, listen } from '../../bot/listen.ts';

// The echo bot of the teams-ai documentation: the SDK checks the JWT of every activity and sends the reply. It counts
// nothing and so keeps no state. Its keys come from the benchmark's issuer, and the token for its replies costs
// nothing to get, which is what Steward's costs there too.

const { APP_ID = '', ISSUER = '', OPENID_METADATA = '' } = process.env;

const adapter = new TeamsAdapter(
  {
    MicrosoftAppId: APP_ID,
    ToBotFromChannelTokenIssuer: ISSUER,
    ToBotFromChannelOpenIdMetadataUrl: OPENID_METADATA,
    ToBotFromEmulatorOpenIdMetadataUrl: OPENID_METADATA,
    ToChannelFromBotLoginUrl: 'http://127.0.0.1:9/unused',
    ToChannelFromBotOAuthScope: ISSUER,
    OAuthUrl: ISSUER,
    ValidateAuthority: false,
  },
  {
    isValidAppId: async (appId) => appId === APP_ID,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      signRequest: async (request) => {
        request.headers.set('authorization', 'Bearer the-bots-own-token');
        return request;
      },
    }),
  },
);
const app = new Application({ adapter, botAppId: APP_ID });
app.activity(ActivityTypes.Message, async (context) => {
  await context.sendActivity(`you said: ${context.activity.text}`);
});

const host = express();
host.use(express.json());
host.post('/api/messages', async (req, res) => {
  await adapter.process(req, res, async (context) => {
    await app.run(context);
  });
});
const server = await listen(host, { port: 0, host: '127.0.0.1' });
console.log(`echo ready ${addressOf(server)}`);
