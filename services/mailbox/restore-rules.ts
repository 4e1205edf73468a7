import type { AttributeName } from './attribute.ts';
import type { Change } from './diff.ts';

/** What does not come back from a snapshot, and why, in one sentence. */
export type Impossible = { readonly name: Change['name']; readonly why: string };

/** How the value of one attribute comes back from a snapshot, or why it does not. */
export type RestoreRule =
  /** As it was. `needed`: there is no mailbox without one, so it cannot be emptied. */
  | { readonly how: 'value'; readonly needed: boolean }
  /** Names of recipients: only those that name one recipient and no other. */
  | { readonly how: 'recipients' }
  /** Together, by adding and removing: see `restore-addresses.ts`. */
  | { readonly how: 'addresses' }
  /** Another attribute, once it is back, brings this one with it. */
  | { readonly how: 'with'; readonly other: AttributeName }
  /** `why` is one sentence. */
  | { readonly how: 'never'; readonly why: string };

const VALUE: RestoreRule = { how: 'value', needed: false };
const NEEDED: RestoreRule = { how: 'value', needed: true };
const RECIPIENTS: RestoreRule = { how: 'recipients' };
const ADDRESSES: RestoreRule = { how: 'addresses' };
const follows = (other: AttributeName): RestoreRule => ({ how: 'with', other });
const never = (why: string): RestoreRule => ({ how: 'never', why });

const HOLD = never('Holds and what they keep are not changed here: ask whoever ordered them.');
const ARCHIVE = never('It tells of the archive mailbox itself, and there is nothing to set.');

/**
 * One line for each attribute of a snapshot, for `Set-Mailbox` in Exchange Online (Microsoft Learn, Set-Mailbox,
 * August 2026). Translations of a MailTip come and go by the exact HTML that Exchange keeps for each language.
 */
export const RESTORE_RULES: Readonly<Record<AttributeName, RestoreRule>> = {
  PrimarySmtpAddress: ADDRESSES,
  EmailAddresses: ADDRESSES,
  WindowsEmailAddress: ADDRESSES,
  RecipientTypeDetails: never('A mailbox of another type is converted, not edited.'),
  CustomAttribute1: VALUE,
  CustomAttribute2: VALUE,
  CustomAttribute3: VALUE,
  CustomAttribute4: VALUE,
  CustomAttribute5: VALUE,
  CustomAttribute6: VALUE,
  CustomAttribute7: VALUE,
  CustomAttribute8: VALUE,
  CustomAttribute9: VALUE,
  CustomAttribute10: VALUE,
  CustomAttribute11: VALUE,
  CustomAttribute12: VALUE,
  CustomAttribute13: VALUE,
  CustomAttribute14: VALUE,
  CustomAttribute15: VALUE,
  ExtensionCustomAttribute1: VALUE,
  ExtensionCustomAttribute2: VALUE,
  ExtensionCustomAttribute3: VALUE,
  ExtensionCustomAttribute4: VALUE,
  ExtensionCustomAttribute5: VALUE,
  Alias: NEEDED,
  HiddenFromAddressListsEnabled: VALUE,
  ForwardingAddress: RECIPIENTS,
  ForwardingSmtpAddress: VALUE,
  DeliverToMailboxAndForward: VALUE,
  GrantSendOnBehalfTo: RECIPIENTS,
  AcceptMessagesOnlyFrom: follows('AcceptMessagesOnlyFromSendersOrMembers'),
  AcceptMessagesOnlyFromDLMembers: follows('AcceptMessagesOnlyFromSendersOrMembers'),
  AcceptMessagesOnlyFromSendersOrMembers: RECIPIENTS,
  RejectMessagesFrom: follows('RejectMessagesFromSendersOrMembers'),
  RejectMessagesFromDLMembers: follows('RejectMessagesFromSendersOrMembers'),
  RejectMessagesFromSendersOrMembers: RECIPIENTS,
  RequireSenderAuthenticationEnabled: VALUE,
  ModerationEnabled: VALUE,
  ModeratedBy: RECIPIENTS,
  BypassModerationFromSendersOrMembers: RECIPIENTS,
  SendModerationNotifications: NEEDED,
  MailTip: VALUE,
  MailTipTranslations: never('The default one follows the MailTip; set those for other languages by hand.'),
  RetentionComment: VALUE,
  RetentionUrl: VALUE,
  RetentionHoldEnabled: HOLD,
  StartDateForRetentionHold: HOLD,
  EndDateForRetentionHold: HOLD,
  LitigationHoldEnabled: HOLD,
  LitigationHoldDate: HOLD,
  LitigationHoldOwner: HOLD,
  ArchiveName: NEEDED,
  ArchiveGuid: ARCHIVE,
  ArchiveStatus: ARCHIVE,
  AuditEnabled: VALUE,
  AuditAdmin: VALUE,
  AuditDelegate: VALUE,
  AuditOwner: VALUE,
  AuditLogAgeLimit: NEEDED,
  ResourceCapacity: VALUE,
  ResourceCustom: VALUE,
  SingleItemRecoveryEnabled: HOLD,
};
