// On-premises, a mailbox that lives in Exchange Online is a remote mailbox: msExchRecipientTypeDetails and
// msExchRecipientDisplayType carry other names there. Writeback keeps both in step with the cloud's type.

import type { Attributes } from './directory-object.ts';

const DISPLAY_TYPES: Readonly<Record<string, string>> = {
  RoomMailbox: 'SyncedConferenceRoomMailbox',
  EquipmentMailbox: 'SyncedEquipmentMailbox',
};

/** The two on-premises type attributes of a mailbox of this type in Exchange Online. */
export function remoteType(type: string): Attributes {
  const remote = type.endsWith('Mailbox') && type !== 'LinkedMailbox' ? `Remote${type}` : type;
  return { RecipientTypeDetails: remote, RecipientDisplayType: DISPLAY_TYPES[type] ?? 'ACLableMailboxUser' };
}
