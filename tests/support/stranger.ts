import { Agent, request } from 'undici';
import { BOT_APP_ID, TENANT_ID } from '../../demo/people.ts';
import type { Person } from './person.ts';

export type HttpAnswer = { readonly status: number; readonly text: string };

/** Posts whatever a stranger can think of to a bot, over connections that are kept. */
export type Stranger = {
  readonly post: (body: string, headers?: Readonly<Record<string, string>>) => Promise<HttpAnswer>;
  readonly get: (path: string) => Promise<HttpAnswer>;
  readonly leave: () => Promise<void>;
};

export function strangerAt(botUrl: string, connections = 50): Stranger {
  const dispatcher = new Agent({ connections });
  const ask = async (path: string, options: Parameters<typeof request>[1]): Promise<HttpAnswer> => {
    const { statusCode, body } = await request(`${botUrl}${path}`, { ...options, dispatcher });
    return { status: statusCode, text: await body.text() };
  };
  return {
    post: (body, headers = {}) =>
      ask('/api/messages', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }),
    get: (path) => ask(path, { method: 'GET' }),
    leave: () => dispatcher.close(),
  };
}

/** A line of this person in their personal chat, as the channel would send it. */
export function lineOf(person: Person, text: string, serviceUrl: string): Record<string, unknown> {
  return {
    type: 'message',
    id: crypto.randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: person.mri, name: person.name, aadObjectId: person.objectId },
    recipient: { id: `28:${BOT_APP_ID}`, name: 'Steward' },
    conversation: { conversationType: 'personal', tenantId: TENANT_ID, id: person.conversation },
    channelData: { tenant: { id: TENANT_ID } },
    text,
  };
}

/** Does so many things, never more than `width` at a time. */
export async function inLanes(count: number, width: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await act(index);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
