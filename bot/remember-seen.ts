import type { ContactStore } from '../services/store/contact-store.ts';
import type { Seen } from './activity.ts';

/**
 * Keeps how to speak in a place later, the channel's handles for the people who were seen there, and in a personal
 * chat that it is theirs. Other organisations leave no trace.
 */
export async function rememberSeen(
  { contacts, tenant }: { readonly contacts: ContactStore; readonly tenant: string },
  { place, people, tenantId, removed }: Seen,
): Promise<void> {
  if (removed || tenantId !== tenant) return;
  const { id, serviceUrl, botId, kind } = place;
  await contacts.rememberConversation({ id, serviceUrl, botId, tenantId, kind });
  for (const { objectId, channelId } of people) {
    await contacts.rememberPerson(objectId, kind === 'personal' ? { channelId, personal: id } : { channelId });
  }
}
