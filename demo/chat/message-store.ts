// The messages of every conversation. A message has one face for everybody and, per person, at most one private face
// (the answer to that person's click). An edit by the bot changes the common face and throws the private ones away.
export type Card = Readonly<Record<string, unknown>>;
/** A bot's offer of a file; the contexts go back to the bot with the answer. */
export type FileOffer = {
  readonly name: string;
  readonly description: string;
  readonly sizeInBytes: number;
  readonly acceptContext?: unknown;
  readonly declineContext?: unknown;
};
export type FileLink = { readonly name: string; readonly contentUrl: string };
export type MessageContent = {
  readonly text?: string | undefined;
  readonly textFormat?: string | undefined;
  readonly card?: Card | undefined;
  readonly summary?: string | undefined;
  readonly consent?: FileOffer | undefined;
  readonly file?: FileLink | undefined;
};
export type ChatMessage = {
  readonly id: string;
  readonly conversation: string;
  readonly thread?: string | undefined;
  readonly from: string;
  readonly at: string;
  content: MessageContent;
  revision: number;
  edited: boolean;
  deleted: boolean;
  undelivered: boolean;
  views: Record<string, Card>;
};
export type NewMessage = Pick<ChatMessage, 'conversation' | 'from' | 'content'> & { thread?: string | undefined };
export type SeenMessage = MessageContent &
  Pick<ChatMessage, 'id' | 'from' | 'at' | 'revision' | 'edited'> & {
    readonly thread?: string;
    readonly private: boolean;
    readonly undelivered?: true;
  };
export type MessageChange = { readonly message: ChatMessage; readonly kind: 'new' | 'edited' | 'view' | 'deleted' };
export type MessageStore = ReturnType<typeof createMessageStore>;

/** @param saved messages of an earlier run, oldest first */
export function createMessageStore(saved: readonly ChatMessage[] = []) {
  const messages = new Map(saved.map((message) => [message.id, message]));
  const listeners: ((change: MessageChange) => void)[] = [];
  let lastId = Math.max(0, ...saved.map((message) => Number(message.id)));
  const tell = (message: ChatMessage, kind: MessageChange['kind']) => {
    for (const listener of listeners) listener({ message, kind });
  };
  // Teams ids are milliseconds; two messages in one millisecond still need two ids.
  const nextId = () => {
    lastId = Math.max(Date.now(), lastId + 1);
    return String(lastId);
  };
  return {
    onChange: (listener: (change: MessageChange) => void) => void listeners.push(listener),
    nextId,
    all: () => [...messages.values()],
    list: (conversation: string) =>
      [...messages.values()].filter((message) => message.conversation === conversation && !message.deleted),
    find: (conversation: string, id: string) => {
      const message = messages.get(id);
      return message?.conversation === conversation && !message.deleted ? message : undefined;
    },
    add: (draft: NewMessage, id = nextId()): ChatMessage => {
      const { thread, ...rest } = draft;
      const fresh = { revision: 1, edited: false, deleted: false, undelivered: false, views: {} };
      const message = { ...rest, ...(thread ? { thread } : {}), ...fresh, id, at: new Date().toISOString() };
      messages.set(id, message);
      tell(message, 'new');
      return message;
    },
    edit: (message: ChatMessage, content: MessageContent) => {
      Object.assign(message, { content, edited: true, views: {}, revision: message.revision + 1 });
      tell(message, 'edited');
    },
    setView: (message: ChatMessage, person: string, card: Card) => {
      message.views[person] = card;
      tell(message, 'view');
    },
    markUndelivered: (message: ChatMessage) => {
      message.undelivered = true;
      tell(message, 'view');
    },
    remove: (message: ChatMessage) => {
      message.deleted = true;
      tell(message, 'deleted');
    },
  };
}

/** The message as this person's window shows it. */
export function asSeenBy(message: ChatMessage, person: string): SeenMessage {
  const { id, from, at, revision, edited, thread, content } = message;
  const view = message.views[person];
  return {
    ...{ id, from, at, revision, edited, ...content },
    ...(thread ? { thread } : {}),
    ...(view ? { card: view } : {}),
    ...(message.undelivered ? { undelivered: true as const } : {}),
    private: view !== undefined,
  };
}
