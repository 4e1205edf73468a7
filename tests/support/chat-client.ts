import * as z from 'zod/v4';

const card = z.record(z.string(), z.unknown());
const message = z.looseObject({
  id: z.string(),
  from: z.string(),
  text: z.string().optional(),
  card: card.optional(),
  summary: z.string().optional(),
  consent: z.looseObject({ name: z.string(), acceptContext: z.unknown() }).optional(),
  file: z.looseObject({ name: z.string(), contentUrl: z.string() }).optional(),
  thread: z.string().optional(),
  revision: z.number(),
  private: z.boolean(),
});
export type SeenMessage = z.infer<typeof message>;

const person = z.object({
  key: z.string(),
  objectId: z.string(),
  name: z.string(),
  mri: z.string(),
  conversation: z.string(),
});
export type ChatMember = z.infer<typeof person>;

const sent = z.looseObject({ status: z.number(), activityId: z.string() });
const clicked = z.looseObject({
  status: z.number(),
  activityId: z.string(),
  shown: z.looseObject({
    kind: z.enum(['card', 'message', 'error']),
    card: card.optional(),
    text: z.string().optional(),
    reason: z.string().optional(),
  }),
});
const answered = z.looseObject({ status: z.number() });
const delivered = z.looseObject({ status: z.number(), body: z.unknown() });
const connectorCall = z.looseObject({
  method: z.string(),
  path: z.string(),
  conversation: z.string().optional(),
  status: z.number(),
  body: z.unknown(),
});
export type SeenCall = z.infer<typeof connectorCall>;
const delivery = z.looseObject({ activity: z.record(z.string(), z.unknown()) });

/** What people do and see in the demo chat, and what the channel does to the bot. */
export type Chat = {
  readonly url: string;
  readonly channel: string;
  readonly people: () => Promise<readonly ChatMember[]>;
  readonly send: (person: string, conversation: string, text: string) => Promise<z.infer<typeof sent>>;
  readonly click: (person: string, conversation: string, click: Click) => Promise<z.infer<typeof clicked>>;
  /** Presses Allow or Decline on the offer of a file. */
  readonly consent: (person: string, conversation: string, consent: Consent) => Promise<z.infer<typeof answered>>;
  readonly messages: (person: string, conversation: string) => Promise<readonly SeenMessage[]>;
  /** Waits for what must come; the messages are looked at whenever something changes. */
  readonly until: (
    person: string,
    conversation: string,
    fits: (message: SeenMessage) => boolean,
  ) => Promise<SeenMessage>;
  /** What the bot asked of the connector, in order. */
  readonly calls: () => Promise<readonly SeenCall[]>;
  /** The activities that reached the bot, in order. */
  readonly deliveries: () => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Any activity, signed by the channel. */
  readonly deliver: (activity: object) => Promise<z.infer<typeof delivered>>;
  /** The same activity once more, as Teams does when it got no answer in time. */
  readonly redeliver: (activityId: string) => Promise<z.infer<typeof delivered>>;
  readonly fault: (fault: ConnectorFault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly control: (path: string, body: object) => Promise<void>;
};

export type Click = {
  readonly messageId: string;
  readonly verb: string;
  readonly title?: string;
  readonly data?: object;
  readonly inputs?: object;
  readonly forged?: boolean;
  readonly withThread?: boolean;
};

export type Consent = {
  readonly messageId: string;
  readonly decision: 'accept' | 'decline';
  /** What an attacker sends instead of what Teams would. */
  readonly forged?: { readonly context?: unknown; readonly uploadUrl?: string };
};

export type ConnectorFault = {
  readonly kind: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly conversation?: string;
  readonly times?: number;
  readonly retryAfterSeconds?: number;
};

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
  const messages = async (key: string, conversation: string): Promise<readonly SeenMessage[]> => {
    const query = new URLSearchParams({ person: key, conversation });
    return z.array(message).parse(await call('GET', `/chat/messages?${query}`));
  };
  return {
    url,
    channel,
    people: async () => z.array(person).parse(await call('GET', '/chat/people')),
    send: async (key, conversation, text) =>
      sent.parse(await call('POST', '/chat/send', { person: key, conversation, text })),
    click: async (key, conversation, click) =>
      clicked.parse(await call('POST', '/chat/click', { person: key, conversation, ...click })),
    consent: async (key, conversation, consent) =>
      answered.parse(await call('POST', '/chat/consent', { person: key, conversation, ...consent })),
    messages,
    until: (key, conversation, fits) => untilSeen({ url, person: key, fits, look: () => messages(key, conversation) }),
    calls: async () => z.array(connectorCall).parse(await call('GET', '/control/calls')),
    deliveries: async () =>
      z
        .array(delivery)
        .parse(await call('GET', '/control/deliveries'))
        .map(({ activity }) => activity),
    deliver: async (activity) => delivered.parse(await call('POST', '/chat/deliver', { activity })),
    redeliver: async (activityId) => delivered.parse(await call('POST', '/chat/redeliver', { activityId })),
    fault: async (fault) => void (await call('POST', '/control/faults', fault)),
    clearFaults: async () => void (await call('DELETE', '/control/faults')),
    control: async (path, body) => void (await call('POST', `/control/${path}`, body)),
  };
}

type Watch = {
  readonly url: string;
  readonly person: string;
  readonly fits: (message: SeenMessage) => boolean;
  readonly look: () => Promise<readonly SeenMessage[]>;
};

/** Follows the chat's event stream, so that nothing is polled against a clock. The test runner's limit ends it. */
async function untilSeen({ url, person: key, fits, look }: Watch): Promise<SeenMessage> {
  const stop = new AbortController();
  const events = await fetch(`${url}/chat/events?person=${encodeURIComponent(key)}`, { signal: stop.signal });
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
