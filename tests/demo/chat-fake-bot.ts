// A bot of a few lines for the chat's own tests: it checks the channel's token as a bot must, keeps what it got, and
// answers what a test tells it to.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as z from 'zod/v4';
import { type ChatOptions, startChat } from '../../demo/chat/start-chat.ts';
import { BOT_APP_ID, PEOPLE, TENANT_ID } from '../../demo/people.ts';

export const CONNECTOR_TOKEN = 'connector-token';

const person = z.looseObject({ id: z.string(), aadObjectId: z.string() });
const received = z.looseObject({
  type: z.string(),
  id: z.string(),
  text: z.string().optional(),
  replyToId: z.string().optional(),
  from: person,
  recipient: z.looseObject({ id: z.string() }),
  conversation: z.looseObject({ id: z.string(), conversationType: z.string() }),
  entities: z.array(z.looseObject({ type: z.string() })),
  attachments: z.array(z.looseObject({ contentType: z.string() })).optional(),
  /** Of a pressed button; other invokes have values of their own, which are not looked at here. */
  value: z
    .looseObject({ trigger: z.string(), action: z.record(z.string(), z.unknown()) })
    .optional()
    .catch(undefined),
});
export type Received = z.infer<typeof received>;
type Answer = { readonly status: number; readonly body?: unknown };

const seenMessage = z.looseObject({
  id: z.string(),
  from: z.string(),
  text: z.string().optional(),
  card: z.looseObject({ body: z.array(z.looseObject({ text: z.string().optional() })) }).optional(),
  revision: z.number(),
  edited: z.boolean(),
  private: z.boolean(),
});
const anything = z.record(z.string(), z.unknown());

/** Starts a chat and a bot that verify each other over HTTP. */
export async function startChatWithBot(wishes: Partial<ChatOptions> = {}) {
  const bot = await startBot();
  const chat = await startChat({
    botUrl: bot.url,
    appId: BOT_APP_ID,
    tenantId: TENANT_ID,
    people: PEOPLE,
    connectorToken: CONNECTOR_TOKEN,
    ...wishes,
  });
  bot.trust(chat.openIdUrl.replace('openidconfiguration', 'keys'));
  const request = async (method: string, path: string, options: { body?: unknown; token?: string } = {}) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${options.token ?? CONNECTOR_TOKEN}` };
    const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
    const response = await fetch(`${chat.url}${path}`, { method, headers, ...body });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : null };
  };
  const activitiesOf = (conversation: string) => `/v3/conversations/${encodeURIComponent(conversation)}/activities`;
  const personal = async (key: string) => {
    const { json } = await request('GET', `/chat/conversations?person=${key}`);
    return String(z.array(anything).parse(json)[0]?.id);
  };
  const seen = async (key: string, conversation: string) => {
    const query = new URLSearchParams({ person: key, conversation });
    return z.array(seenMessage).parse((await request('GET', `/chat/messages?${query}`)).json);
  };
  const post = async (conversation: string, activity: unknown) => {
    const { json } = await request('POST', activitiesOf(conversation), { body: activity });
    return String(anything.parse(json).id);
  };
  const close = async () => {
    await chat.close();
    await bot.close();
  };
  return { bot, chat, request, activitiesOf, personal, seen, post, close };
}

export function card(text: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text, wrap: true }], ...more };
}

export function cardActivity(content: Record<string, unknown>): Record<string, unknown> {
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
  return { type: 'message', summary: 'A card', attachments };
}

export function cardAnswer(value: Record<string, unknown>): Answer {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value } };
}

async function startBot() {
  const activities: Received[] = [];
  const refused: string[] = [];
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  let answerTo: (activity: Received) => Answer | Promise<Answer> = () => ({ status: 200 });
  const handle = async (body: string, auth: string): Promise<Answer> => {
    if (!keys) return { status: 503 };
    const verified = await jwtVerify(auth.replace(/^Bearer /, ''), keys, {
      issuer: 'https://api.botframework.com',
      audience: BOT_APP_ID,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'nbf', 'serviceurl'],
    }).catch((error: Error) => void refused.push(error.message));
    if (!verified) return { status: 401 };
    const activity = received.parse(JSON.parse(body));
    activities.push(activity);
    return answerTo(activity);
  };
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const answer = await handle(body, req.headers.authorization ?? '');
    res.writeHead(answer.status, { 'Content-Type': 'application/json' });
    res.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    activities,
    refused,
    trust: (keysUrl: string) => {
      keys = createRemoteJWKSet(new URL(keysUrl));
    },
    answer: (next: typeof answerTo) => {
      answerTo = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Reads a person's event stream; each call of `next` waits for the first event that fits. */
export async function openEvents(url: string, key: string) {
  const stop = new AbortController();
  const response = await fetch(`${url}/chat/events?person=${key}`, { signal: stop.signal });
  const events = readEvents(response);
  return {
    next: async (fits: (event: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> => {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error('The stream ended before the event came.');
        if (fits(value)) return value;
      }
    },
    close: () => stop.abort(),
  };
}

async function* readEvents(response: Response): AsyncGenerator<Record<string, unknown>, void> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of response.body ?? []) {
    buffer += decoder.decode(chunk, { stream: true });
    const blocks = buffer.split('\n\n');
    buffer = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith('data: ')) yield anything.parse(JSON.parse(block.slice('data: '.length)));
    }
  }
}
