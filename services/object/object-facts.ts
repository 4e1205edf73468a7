import type { Member, SyncedObject } from '../directory/directory-tenant.ts';
import type { RequestAction } from '../request/action.ts';

/** The two actions on whole objects. */
export type ObjectDirection = Extract<RequestAction, `object-${string}`>;

/**
 * The mailbox of a user, as far as `IsExchangeCloudManaged` goes; `on-premises` where Exchange Online only knows that
 * there is one there, `none` where it knows of none.
 */
export const MAILBOX_STANDINGS = ['cloud-managed', 'not-cloud-managed', 'on-premises', 'none', 'unknown'] as const;
export type MailboxStanding = (typeof MAILBOX_STANDINGS)[number];

/** Everything about a whole object that can be read before it changes hands. */
export type ObjectFacts = {
  readonly object: SyncedObject;
  readonly direction: ObjectDirection;
  /** `onPremisesSyncBehavior.isCloudManaged`; `null` when Graph could not tell. */
  readonly isCloudManaged: boolean | null;
  /** Direct members of a group, empty for the others; `null` when they could not be read. */
  readonly members: readonly Member[] | null;
  /** Groups that it is directly in; `null` when they could not be read. */
  readonly groups: readonly SyncedObject[] | null;
  /** Of a user; `none` for the others. */
  readonly mailbox: MailboxStanding;
};
