import type { OfferedFile } from '../commands/command.ts';
import type { Reply } from '../commands/reply.ts';
import type { Actor } from '../services/people/actor.ts';
import type { ContactStore } from '../services/store/contact-store.ts';
import type { FileOffers } from '../services/store/file-offer-store.ts';
import { ChannelError } from './channel.ts';
import type { Place } from './inbound.ts';
import { cardActivity, fileConsentActivity, type OutgoingActivity, textActivity } from './outgoing-activity.ts';
import type { PersonalChats } from './personal-chats.ts';
import { renderResult } from './render.ts';
import type { ReplyInChannel, ReplyTarget } from './teams-channel.ts';

/** What goes to one person alone, wherever they asked. False when the channel did not take it. */
export type PrivateDelivery = {
  readonly offerFile: (actor: Actor, from: Place, file: OfferedFile) => Promise<boolean>;
  readonly show: (actor: Actor, from: Place, reply: Reply) => Promise<boolean>;
};

export type DeliveryNeeds = {
  readonly personalChats: PersonalChats;
  readonly contacts: Pick<ContactStore, 'person' | 'conversation'>;
  readonly offers: FileOffers;
  readonly reply: ReplyInChannel;
};

/** Throws `StoreError`. Files can be offered in personal chats only (learn.microsoft.com, "Send and receive files using bot"). */
export function privateDelivery(needs: DeliveryNeeds): PrivateDelivery {
  return {
    offerFile: async (actor, from, { name, description, content, contentType, who, line }) => {
      const target = await personalChatOf(needs, actor, from);
      if (!target) return false;
      const file = await needs.offers.offer(actor.objectId, { name, contentType, content, who, line });
      const sizeInBytes = Buffer.byteLength(content, 'utf8');
      const isOffered = await said(needs, target, fileConsentActivity({ name, description, sizeInBytes, file }));
      if (!isOffered) await needs.offers.withdraw(actor.objectId, file);
      return isOffered;
    },
    show: async (actor, from, reply) => {
      const target = await personalChatOf(needs, actor, from);
      if (!target) return false;
      const answer = renderResult({ ok: true, reply }, { as: 'personal', handle: actor.channelId });
      if (answer.kind === 'none') return true;
      return await said(needs, target, answer.kind === 'card' ? cardActivity(answer) : textActivity(answer.text));
    },
  };
}

async function personalChatOf(
  { personalChats, contacts }: DeliveryNeeds,
  actor: Actor,
  from: Place,
): Promise<ReplyTarget | undefined> {
  const { id, serviceUrl, botId } = from;
  if (from.kind === 'personal') return { conversation: id, serviceUrl, botId, activityId: undefined };
  if (!(await personalChats.open(actor, from))) return undefined;
  const known = await contacts.person(actor.objectId);
  const chat = known?.personal === undefined ? undefined : await contacts.conversation(known.personal);
  return chat && { conversation: chat.id, serviceUrl: chat.serviceUrl, botId: chat.botId, activityId: undefined };
}

async function said({ reply }: DeliveryNeeds, target: ReplyTarget, activity: OutgoingActivity): Promise<boolean> {
  try {
    await reply(target, activity);
    return true;
  } catch (error) {
    // Whether it was posted is not known: then it is better to have offered a file than to say that there is none.
    if (error instanceof ChannelError) return error.errorClass === 'outcome-unknown';
    throw error;
  }
}
