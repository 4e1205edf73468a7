// Teams asks the bot again for everybody a card names in `refresh.userIds`, when the card arrives and when it is edited.
import { refreshOf } from './card-walk.ts';
import type { ChatWorld } from './chat-world.ts';
import { refreshFor } from './click.ts';
import type { ChatMessage } from './message-store.ts';

const MOST_REFRESHED = 60;

/** Returns at once; the answers come when they come, as with many open Teams windows. */
export function refreshEverybody(world: ChatWorld, message: ChatMessage): void {
  const conversation = world.roster.conversation(message.conversation);
  const refresh = message.content.card && refreshOf(message.content.card);
  if (!conversation || !refresh) return;
  const { userIds } = refresh;
  // Without a list Teams refreshes for everybody, in conversations that are small enough.
  const everybody = conversation.members.length <= MOST_REFRESHED ? conversation.members : [];
  const people = userIds ? conversation.members.filter((one) => userIds.includes(one.mri)) : everybody;
  for (const person of people) void refreshFor(world, { person, conversation, message });
}
