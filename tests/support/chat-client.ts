import * as z from 'zod/v4';

const message = z.looseObject({
  id: z.string(),
  from: z.string(),
  text: z.string().optional(),
  card: z.record(z.string(), z.unknown()).optional(),
  summary: z.string().optional(),
  revision: z.number(),
  private: z.boolean(),
});
export type SeenMessage = z.infer<typeof message>;

const people = z.array(z.object({ key: z.string(), objectId: z.string(), mri: z.string(), conversation: z.string() }));
const clicked = z.looseObject({
  status: z.number(),
  shown: z.looseObject({ kind: z.enum(['card', 'message', 'error']) }).optional(),
});

/** What people do and see in the demo chat. */
export type Chat = {
  readonly url: string;
  readonly channel: string;
  readonly personalChatOf: (person: string) => Promise<string>;
  readonly send: (person: string, conversation: string, text: string) => Promise<{ readonly status: number }>;
  readonly click: (person: string, conversation: string, click: Click) => Promise<z.infer<typeof clicked>>;
  readonly messages: (person: string, conversation: string) => Promise<readonly SeenMessage[]>;
  /** Waits for what must come; the messages are looked at whenever something changes. */
  readonly until: (
    person: string,
    conversation: string,
    fits: (message: SeenMessage) => boolean,
  ) => Promise<SeenMessage>;
  readonly control: (path: string, body: object) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
};

export type Click = {
  readonly messageId: string;
  readonly verb: string;
  readonly title?: string;
  readonly data?: object;
  readonly inputs?: object;
  readonly forged?: boolean;
};

/** All text of a card, in reading order. */
export function cardText(card: unknown): string {
  if (Array.isArray(card)) return card.map(cardText).filter(Boolean).join('\n');
  if (card === null || typeof card !== 'object') return '';
  return Object.entries(card)
    .flatMap(([key, value]) =>
      ['text', 'title', 'value'].includes(key) && typeof value === 'string' ? value : cardText(value),
    )
    .filter(Boolean)
    .join('\n');
}

export function chatClient(url: string, channel: string): Chat {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  };
  const messages = async (person: string, conversation: string): Promise<readonly SeenMessage[]> => {
    const query = new URLSearchParams({ person, conversation });
    return z.array(message).parse(await call('GET', `/chat/messages?${query}`));
  };
  return {
    url,
    channel,
    personalChatOf: async (person) => {
      const found = people.parse(await call('GET', '/chat/people')).find(({ key }) => key === person);
      if (!found) throw new Error(`Nobody is called ${person}.`);
      return found.conversation;
    },
    send: async (person, conversation, text) =>
      z.looseObject({ status: z.number() }).parse(await call('POST', '/chat/send', { person, conversation, text })),
    click: async (person, conversation, click) =>
      clicked.parse(await call('POST', '/chat/click', { person, conversation, ...click })),
    messages,
    until: (person, conversation, fits) => untilSeen({ url, person, fits, look: () => messages(person, conversation) }),
    control: async (path, body) => void (await call('POST', `/control/${path}`, body)),
    clearFaults: async () => void (await call('DELETE', '/control/faults')),
  };
}

type Watch = {
  readonly url: string;
  readonly person: string;
  readonly fits: (message: SeenMessage) => boolean;
  readonly look: () => Promise<readonly SeenMessage[]>;
};

/** Follows the chat's event stream, so that nothing is polled against a clock. The test runner's limit ends it. */
async function untilSeen({ url, person, fits, look }: Watch): Promise<SeenMessage> {
  const stop = new AbortController();
  const events = await fetch(`${url}/chat/events?person=${encodeURIComponent(person)}`, { signal: stop.signal });
  if (!events.body) throw new Error('The chat has no events.');
  try {
    const reader = events.body.getReader();
    for (;;) {
      const found = (await look()).findLast(fits);
      if (found) return found;
      const { done } = await reader.read();
      if (done) throw new Error('The chat ended before it was seen.');
    }
  } finally {
    stop.abort();
  }
}
