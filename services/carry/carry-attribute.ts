import type { AttributeName } from '../mailbox/attribute.ts';

/** How the on-premises side takes the value of one attribute. */
export type CarryRule =
  /** A parameter of `Set-RemoteMailbox` that takes the value as it is. */
  | { readonly how: 'remote-mailbox'; readonly parameter: string }
  /** A parameter of `Set-RemoteMailbox` that takes recipients: each is looked up first and must be exactly one. */
  | { readonly how: 'recipients'; readonly parameter: string }
  /** The whole list of addresses, for which more is to be said than a parameter. */
  | { readonly how: 'addresses' }
  /** `Set-RemoteMailbox -Type`, which has words of its own. */
  | { readonly how: 'type' }
  /** No parameter of `Set-RemoteMailbox`, but an attribute of the user in Active Directory that directory sync reads. */
  | { readonly how: 'ad-user'; readonly attribute: string; readonly form: 'text' | 'flag' | 'number' | 'recipient' }
  /** Another attribute, once set, sets this one too. */
  | { readonly how: 'with'; readonly other: AttributeName }
  /** Nothing that a script should do by itself. `why` is one sentence and says what to do. */
  | { readonly how: 'by-hand'; readonly why: string };

const parameter = (name: string): CarryRule => ({ how: 'remote-mailbox', parameter: name });
const recipients = (name: string): CarryRule => ({ how: 'recipients', parameter: name });
const byHand = (why: string): CarryRule => ({ how: 'by-hand', why });

const NOT_SYNCED =
  'Directory sync does not carry it: look at it in Exchange Online after the rollback, and set it there again.';
const HOLD =
  'Active Directory keeps holds as bits of one number: ask whoever ordered the hold before anything is changed.';
const AUDIT = 'Active Directory keeps it as a number of bits: set it with your audit policy after the rollback.';

/**
 * One line for each attribute of a snapshot. Parameters: "Set-RemoteMailbox", Exchange PowerShell reference, as of
 * November 2026. Names in Active Directory: "Microsoft Entra Connect Sync: Attributes synchronized", Exchange Online
 * users, as of November 2026. `ForwardingSmtpAddress`, `DeliverToMailboxAndForward` and `ArchiveStatus` are not in that
 * list. `ArchiveGuid` is a parameter "reserved for internal Microsoft use".
 */
export const CARRY_RULES: Readonly<Record<AttributeName, CarryRule>> = {
  PrimarySmtpAddress: { how: 'with', other: 'EmailAddresses' },
  EmailAddresses: { how: 'addresses' },
  WindowsEmailAddress: { how: 'ad-user', attribute: 'mail', form: 'text' },
  RecipientTypeDetails: { how: 'type' },
  CustomAttribute1: parameter('CustomAttribute1'),
  CustomAttribute2: parameter('CustomAttribute2'),
  CustomAttribute3: parameter('CustomAttribute3'),
  CustomAttribute4: parameter('CustomAttribute4'),
  CustomAttribute5: parameter('CustomAttribute5'),
  CustomAttribute6: parameter('CustomAttribute6'),
  CustomAttribute7: parameter('CustomAttribute7'),
  CustomAttribute8: parameter('CustomAttribute8'),
  CustomAttribute9: parameter('CustomAttribute9'),
  CustomAttribute10: parameter('CustomAttribute10'),
  CustomAttribute11: parameter('CustomAttribute11'),
  CustomAttribute12: parameter('CustomAttribute12'),
  CustomAttribute13: parameter('CustomAttribute13'),
  CustomAttribute14: parameter('CustomAttribute14'),
  CustomAttribute15: parameter('CustomAttribute15'),
  ExtensionCustomAttribute1: parameter('ExtensionCustomAttribute1'),
  ExtensionCustomAttribute2: parameter('ExtensionCustomAttribute2'),
  ExtensionCustomAttribute3: parameter('ExtensionCustomAttribute3'),
  ExtensionCustomAttribute4: parameter('ExtensionCustomAttribute4'),
  ExtensionCustomAttribute5: parameter('ExtensionCustomAttribute5'),
  Alias: parameter('Alias'),
  HiddenFromAddressListsEnabled: parameter('HiddenFromAddressListsEnabled'),
  ForwardingAddress: { how: 'ad-user', attribute: 'altRecipient', form: 'recipient' },
  ForwardingSmtpAddress: byHand(NOT_SYNCED),
  DeliverToMailboxAndForward: byHand(NOT_SYNCED),
  GrantSendOnBehalfTo: recipients('GrantSendOnBehalfTo'),
  AcceptMessagesOnlyFrom: { how: 'with', other: 'AcceptMessagesOnlyFromSendersOrMembers' },
  AcceptMessagesOnlyFromDLMembers: { how: 'with', other: 'AcceptMessagesOnlyFromSendersOrMembers' },
  AcceptMessagesOnlyFromSendersOrMembers: recipients('AcceptMessagesOnlyFromSendersOrMembers'),
  RejectMessagesFrom: { how: 'with', other: 'RejectMessagesFromSendersOrMembers' },
  RejectMessagesFromDLMembers: { how: 'with', other: 'RejectMessagesFromSendersOrMembers' },
  RejectMessagesFromSendersOrMembers: recipients('RejectMessagesFromSendersOrMembers'),
  RequireSenderAuthenticationEnabled: parameter('RequireSenderAuthenticationEnabled'),
  ModerationEnabled: parameter('ModerationEnabled'),
  ModeratedBy: recipients('ModeratedBy'),
  BypassModerationFromSendersOrMembers: recipients('BypassModerationFromSendersOrMembers'),
  SendModerationNotifications: parameter('SendModerationNotifications'),
  MailTip: parameter('MailTip'),
  MailTipTranslations: parameter('MailTipTranslations'),
  RetentionComment: { how: 'ad-user', attribute: 'msExchRetentionComment', form: 'text' },
  RetentionUrl: { how: 'ad-user', attribute: 'msExchRetentionURL', form: 'text' },
  RetentionHoldEnabled: byHand(HOLD),
  StartDateForRetentionHold: byHand(HOLD),
  EndDateForRetentionHold: byHand(HOLD),
  LitigationHoldEnabled: byHand(HOLD),
  LitigationHoldDate: byHand(HOLD),
  LitigationHoldOwner: byHand(HOLD),
  ArchiveName: parameter('ArchiveName'),
  ArchiveGuid: byHand('It names the archive mailbox itself and must not be written by a script: compare it only.'),
  ArchiveStatus: byHand('It is a reading of the archive mailbox: there is nothing to write.'),
  AuditEnabled: { how: 'ad-user', attribute: 'msExchMailboxAuditEnable', form: 'flag' },
  AuditAdmin: byHand(AUDIT),
  AuditDelegate: byHand(AUDIT),
  AuditOwner: byHand(AUDIT),
  AuditLogAgeLimit: byHand(AUDIT),
  ResourceCapacity: { how: 'ad-user', attribute: 'msExchResourceCapacity', form: 'number' },
  ResourceCustom: byHand(
    'Active Directory spreads it over three attributes: set it in Exchange Online after the rollback.',
  ),
  SingleItemRecoveryEnabled: byHand(HOLD),
};

/** The words of `Set-RemoteMailbox -Type` ("Set-RemoteMailbox", Exchange PowerShell reference, as of November 2026). */
export const REMOTE_TYPES: ReadonlyMap<string, string> = new Map([
  ['UserMailbox', 'Regular'],
  ['SharedMailbox', 'Shared'],
  ['RoomMailbox', 'Room'],
  ['EquipmentMailbox', 'Equipment'],
]);
