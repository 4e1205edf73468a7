// The chat against the real SDK: what botbuilder signs, sends and expects, not what we believe it does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsInfo, type TurnContext } from 'botbuilder';
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import express from 'express';
import { startChat } from '../../demo/chat/start-chat.ts';
import { BOT_APP_ID, PEOPLE, TENANT_ID } from '../../demo/people.ts';
import { card, cardActivity } from './chat-fake-bot.ts';

const TOKEN = 'sdk-token';
type Turn = (context: TurnContext) => Promise<void>;
let turn: Turn;
let chat: Awaited<ReturnType<typeof startChat>>;
let closeBot: () => void;
let lastProblem: unknown;

class StaticCredentials extends ServiceClientCredentialsFactory {
  override isValidAppId = async (appId = '') => appId === BOT_APP_ID;
  override isAuthenticationDisabled = async () => false;
  override createCredentials = async () => ({
    signRequest: async (request: Parameters<Signer>[0]) => {
      request.headers.set('Authorization', `Bearer ${TOKEN}`);
      return request;
    },
  });
}
type Signer = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>['signRequest'];

before(async () => {
  const app = express().use(express.json());
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  chat = await startChat({
    botUrl: `http://127.0.0.1:${port}`,
    appId: BOT_APP_ID,
    tenantId: TENANT_ID,
    people: PEOPLE,
    connectorToken: TOKEN,
  });
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(settings(), new StaticCredentials()));
  adapter.onTurnError = async (_context, error) => {
    lastProblem = error;
  };
  app.post('/api/messages', (req, res) => adapter.process(req, res, (context) => turn(context)));
  closeBot = () => {
    server.close();
    server.closeAllConnections();
  };
});
after(async () => {
  await chat.close();
  closeBot();
});

test('the SDK accepts the channel’s token, posts, edits, looks people up and answers a click', async () => {
  const conversation = (await call('GET', '/chat/conversations?person=approver'))[0].id;
  turn = async (context) => {
    const sent = await context.sendActivity(cardActivity(card('first', { actions: [execute] })));
    await context.updateActivity({ ...cardActivity(card('second', { actions: [execute] })), id: sent?.id ?? '' });
    const member = await TeamsInfo.getMember(context, context.activity.from.aadObjectId ?? '');
    await context.sendActivity({ type: 'message', text: `${member.userPrincipalName} ${member.tenantId}` });
  };
  const execute = { type: 'Action.Execute', title: 'Go', verb: 'go' };
  const sent = await call('POST', '/chat/send', { person: 'approver', conversation, text: 'hello' });
  assert.deepEqual([lastProblem, sent.delivered], [undefined, true]);
  const [, shown, line] = await call('GET', `/chat/messages?person=approver&conversation=${conversation}`);
  assert.deepEqual([shown.card.body[0].text, shown.revision], ['second', 2]);
  assert.equal(line.text, `${PEOPLE[1]?.upn} ${TENANT_ID}`);

  turn = async (context) => {
    const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted.' };
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
  };
  const click = { person: 'approver', conversation, messageId: shown.id, verb: 'go' };
  assert.deepEqual((await call('POST', '/chat/click', click)).shown, { kind: 'message', text: 'Noted.' });
});

async function call(method: string, path: string, body?: unknown) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${chat.url}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return JSON.parse(await response.text());
}

function settings() {
  return {
    MicrosoftAppId: BOT_APP_ID,
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: chat.openIdUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: chat.openIdUrl,
    ToChannelFromBotLoginUrl: `${chat.url}/tenant`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    OAuthUrl: 'https://api.botframework.com',
    ValidateAuthority: false,
  };
}
