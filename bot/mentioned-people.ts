import { type Channel, ChannelError, type ConversationRef } from './channel.ts';
import type { Inbound } from './inbound.ts';

/**
 * The Entra object ids of the people whom a line mentions besides the bot. Teams seldom sends them with the mention,
 * so the conversation's roster is asked. Somebody who cannot be told is left out: then the line names nobody, and
 * the person is asked for an address.
 */
export async function mentionedPeople(
  channel: Pick<Channel, 'objectIdOf'>,
  inbound: Inbound,
): Promise<readonly string[]> {
  if (inbound.said.kind !== 'text') return [];
  const { id, serviceUrl, botId, kind } = inbound.place;
  const from = { id, serviceUrl, botId, kind, tenantId: inbound.actor.tenantId };
  const found = await Promise.all(
    inbound.said.mentioned.map(({ channelId, objectId }) => objectId ?? ask(channel, from, channelId)),
  );
  return found.filter((objectId) => objectId !== undefined);
}

async function ask(
  channel: Pick<Channel, 'objectIdOf'>,
  from: ConversationRef,
  channelId: string,
): Promise<string | undefined> {
  try {
    return await channel.objectIdOf(from, channelId);
  } catch (error) {
    if (error instanceof ChannelError) return undefined;
    throw error;
  }
}
