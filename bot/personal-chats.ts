import type { Actor } from '../services/people/actor.ts';
import type { ContactStore } from '../services/store/contact-store.ts';
import { type Channel, ChannelError } from './channel.ts';
import type { Place } from './inbound.ts';

/** Where Steward talks with one person alone. */
export type PersonalChats = {
  /** Makes sure there is one with this person; false when Teams does not allow it. */
  readonly open: (actor: Actor, from: Place) => Promise<boolean>;
};

export function personalChats({
  channel,
  contacts,
}: {
  readonly channel: Channel;
  readonly contacts: ContactStore;
}): PersonalChats {
  return {
    open: async (actor, from) => {
      if (from.kind === 'personal') return await remember(contacts, actor, from.id);
      const known = await contacts.person(actor.objectId);
      if (known?.personal !== undefined) return true;
      const { id, serviceUrl, botId, kind } = from;
      try {
        const opened = await channel.openPersonal(
          { id, serviceUrl, botId, tenantId: actor.tenantId, kind },
          actor.channelId,
        );
        await contacts.rememberConversation(opened);
        return await remember(contacts, actor, opened.id);
      } catch (error) {
        if (error instanceof ChannelError) return false;
        throw error;
      }
    },
  };
}

async function remember(contacts: ContactStore, { objectId, channelId }: Actor, personal: string): Promise<true> {
  await contacts.rememberPerson(objectId, { channelId, personal });
  return true;
}
