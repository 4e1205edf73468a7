import * as z from 'zod/v4';
import { type Channel, ChannelError, type ConversationRef, type OutMessage } from './channel.ts';
import type { CallConnector } from './connector-client.ts';
import { cardActivity, type OutgoingActivity } from './outgoing-activity.ts';

/** What a message answers, so that it lands in the right thread. `conversation` keeps its `;messageid=`. */
export type ReplyTarget = {
  readonly serviceUrl: string;
  readonly conversation: string;
  readonly activityId: string | undefined;
  readonly botId: string;
};

/** Answering within a turn. @throws ChannelError */
export type ReplyInChannel = (target: ReplyTarget, activity: OutgoingActivity) => Promise<string>;

/** Takes a message of the bot away for everybody. @throws ChannelError */
export type RemoveInChannel = (target: Omit<ReplyTarget, 'activityId'>, messageId: string) => Promise<void>;

/** Teams through the Bot Connector's REST API (learn.microsoft.com, "API reference - Bot Connector", v3). */
export function teamsChannel(
  call: CallConnector,
): Channel & { readonly reply: ReplyInChannel; readonly remove: RemoveInChannel } {
  return {
    post: (to, message) => postActivity(call, { ...speaker(to), activityId: undefined }, cardActivity(message)),
    update: (to, messageId, message) => updateActivity(call, to, { messageId, message }),
    openPersonal: (from, personChannelId) => openPersonal(call, from, personChannelId),
    objectIdOf: async (from, personChannelId) => {
      const asked = await memberOf(call, from, personChannelId);
      return member.safeParse(asked).data?.aadObjectId.toLowerCase();
    },
    handleOf: async (from, objectId) => idOf(await memberOf(call, from, objectId)),
    reply: (target, activity) => postActivity(call, target, activity),
    remove: (target, messageId) => removeActivity(call, target, messageId),
  };
}

async function postActivity(call: CallConnector, target: ReplyTarget, activity: OutgoingActivity): Promise<string> {
  const { serviceUrl, conversation, activityId, botId } = target;
  const answered = activityId === undefined ? '' : `/${encodeURIComponent(activityId)}`;
  const answer = await call({
    method: 'POST',
    serviceUrl,
    path: `conversations/${encodeURIComponent(conversation)}/activities${answered}`,
    body: { ...activity, from: { id: botId }, ...(activityId === undefined ? {} : { replyToId: activityId }) },
    repeatable: 'once',
  });
  const id = idOf(answer);
  if (id === undefined) {
    throw new ChannelError('outcome-unknown', 'Teams took the message but did not say under which id.');
  }
  return id;
}

type Replacement = { readonly messageId: string; readonly message: OutMessage };

async function updateActivity(
  call: CallConnector,
  to: ConversationRef,
  { messageId, message }: Replacement,
): Promise<void> {
  await call({
    method: 'PUT',
    serviceUrl: to.serviceUrl,
    path: `conversations/${encodeURIComponent(to.id)}/activities/${encodeURIComponent(messageId)}`,
    body: { ...cardActivity(message), id: messageId, from: { id: to.botId } },
    repeatable: 'again',
  });
}

async function removeActivity(
  call: CallConnector,
  { serviceUrl, conversation }: Omit<ReplyTarget, 'activityId'>,
  messageId: string,
): Promise<void> {
  const path = `conversations/${encodeURIComponent(conversation)}/activities/${encodeURIComponent(messageId)}`;
  await call({ method: 'DELETE', serviceUrl, path, repeatable: 'again' });
}

/** Teams returns the same chat however often it is asked for, so this may be repeated. */
async function openPersonal(
  call: CallConnector,
  from: ConversationRef,
  personChannelId: string,
): Promise<ConversationRef> {
  const { serviceUrl, botId, tenantId } = from;
  const answer = await call({
    method: 'POST',
    serviceUrl,
    path: 'conversations',
    body: {
      isGroup: false,
      bot: { id: botId },
      members: [{ id: personChannelId }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    },
    repeatable: 'again',
  });
  const id = idOf(answer);
  if (id === undefined) throw new ChannelError('rejected', 'Teams did not say where the personal chat is.');
  return { id, serviceUrl, botId, tenantId, kind: 'personal' };
}

const created = z.object({ id: z.string().min(1) });
const member = z.object({ aadObjectId: z.guid() });

const idOf = (answer: unknown): string | undefined => created.safeParse(answer).data?.id;

/** The roster is Teams' own word for who somebody is; names and mention texts are not. Takes handles and object ids. */
function memberOf(call: CallConnector, { serviceUrl, id }: ConversationRef, person: string): Promise<unknown> {
  const path = `conversations/${encodeURIComponent(id)}/members/${encodeURIComponent(person)}`;
  return call({ method: 'GET', serviceUrl, path, repeatable: 'again' });
}

function speaker({ id, serviceUrl, botId }: ConversationRef): Omit<ReplyTarget, 'activityId'> {
  return { serviceUrl, conversation: id, botId };
}
