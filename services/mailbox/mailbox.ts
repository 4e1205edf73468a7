import type { Attributes } from './attribute.ts';

/** Enough of a mailbox to name it to people and to address it without doubt. */
export type MailboxSummary = {
  /** `ExternalDirectoryObjectId`: the Entra object id, the only key that Steward writes by. */
  readonly objectId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly primaryAddress: string;
  /** `RecipientTypeDetails` as Exchange spells it, for example `UserMailbox`. */
  readonly type: string;
};

/** A mailbox as Exchange Online answered for it at one moment. `null` in a flag means that it could not be told. */
export type Mailbox = MailboxSummary & {
  readonly exchangeGuid: string | null;
  readonly isDirSynced: boolean | null;
  readonly isExchangeCloudManaged: boolean | null;
  /** ISO 8601, UTC. */
  readonly whenChanged: string | null;
  /**
   * `SKUAssigned`: a licence with Exchange Online is assigned. Shared and resource mailboxes usually have none. Not
   * part of a snapshot or its hash: buying a licence is no drift.
   */
  readonly isLicensed: boolean | null;
  readonly attributes: Attributes;
};

/** The four types whose Exchange attributes can change hands (Exchange Team, 20 August 2025, cloud-managed mailboxes). */
export const MOVABLE_TYPES = ['UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox'] as const;

/** Whether the authority over a mailbox of this type can be moved at all. */
export function isMovableType(type: string): boolean {
  return MOVABLE_TYPES.some((movable) => movable === type);
}
