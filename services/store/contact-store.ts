import * as z from 'zod/v4';
import { guard } from './guard.ts';
import * as keys from './keys.ts';
import type { RedisClient } from './redis.ts';

/** How to speak in a conversation later. Services only keep it; the bot knows what it means. */
const contactSchema = z
  .strictObject({
    id: z.string(),
    serviceUrl: z.string(),
    botId: z.string(),
    tenantId: z.string(),
    kind: z.enum(['personal', 'channel', 'group']),
  })
  .readonly();
export type Contact = z.infer<typeof contactSchema>;

const personSchema = z.strictObject({ channelId: z.string(), personal: z.string().optional() }).readonly();

export type KnownPerson = {
  /** The channel's handle for the person, needed to open a personal chat. */
  readonly channelId: string;
  /** The id of the personal chat, once there is one. */
  readonly personal?: string | undefined;
};

/** What the bot has learnt about conversations and people from the activities that reached it. */
export type ContactStore = {
  readonly conversation: (id: string) => Promise<Contact | undefined>;
  readonly rememberConversation: (contact: Contact) => Promise<void>;
  /**
   * A conversation by whose service another one can be reached that has only been named: the first that the bot learnt
   * of. `undefined` before anybody has spoken to it.
   */
  readonly anywhere: () => Promise<Contact | undefined>;
  readonly person: (objectId: string) => Promise<KnownPerson | undefined>;
  /** Adds to what is known: somebody seen without their personal chat keeps it. */
  readonly rememberPerson: (objectId: string, person: KnownPerson) => Promise<void>;
};

/** Throws `StoreError`. What has not changed since this process last wrote it is not written again. */
export function openContactStore(redis: RedisClient, tenant: string): ContactStore {
  const written = new Map<string, Readonly<Record<string, string>>>();
  const writeChanged = async (key: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const last = written.get(key) ?? {};
    if (Object.entries(fields).every(([name, value]) => last[name] === value)) return;
    await redis.hset(key, fields);
    if (written.size >= 10_000) written.clear();
    written.set(key, { ...last, ...fields });
  };
  let isReachable = false;
  const conversation = async (id: string): Promise<Contact | undefined> => {
    const fields = await redis.hgetall(keys.conversationKey(tenant, id));
    return Object.keys(fields).length === 0 ? undefined : contactSchema.parse(fields);
  };
  return {
    conversation: guard(conversation),
    rememberConversation: guard(async (contact: Contact) => {
      await writeChanged(keys.conversationKey(tenant, contact.id), contact);
      if (isReachable) return;
      await redis.set(keys.anyConversationKey(tenant), contact.id, 'NX');
      isReachable = true;
    }),
    anywhere: guard(async () => {
      const id = await redis.get(keys.anyConversationKey(tenant));
      return id === null ? undefined : await conversation(id);
    }),
    person: guard(async (objectId: string) => {
      const fields = await redis.hgetall(keys.personKey(tenant, objectId));
      return Object.keys(fields).length === 0 ? undefined : personSchema.parse(fields);
    }),
    rememberPerson: guard((objectId: string, person: KnownPerson) => {
      const { channelId, personal } = person;
      return writeChanged(
        keys.personKey(tenant, objectId),
        personal === undefined ? { channelId } : { channelId, personal },
      );
    }),
  };
}
