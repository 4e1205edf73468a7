// The Exchange attributes that a snapshot holds, and which of them writeback carries to Active Directory.
// One table: nothing that Microsoft may change is written twice.

/** How the values of an attribute compare: sets ignore order; addresses also know that `SMTP:` marks the primary. */
export type AttributeForm = 'text' | 'flag' | 'set' | 'addresses';

export type AttributeRule = { readonly form: AttributeForm; readonly label: string; readonly writtenBack: boolean };

const kept = (form: AttributeForm, label: string): AttributeRule => ({ form, label, writtenBack: true });
const cloud = (form: AttributeForm, label: string): AttributeRule => ({ form, label, writtenBack: false });

/**
 * Names are those of `Get-Mailbox`. `writtenBack` is true for the 24 attributes of the writeback announcement
 * (Exchange Team, "Writeback for Cloud-Managed Remote Mailboxes: Now Generally Available", 3 August 2026):
 * custom attributes 1-15, extension custom attributes 1-5, the two recipient types, proxy addresses and `mail`.
 */
export const ATTRIBUTES = {
  PrimarySmtpAddress: kept('text', 'Primary address'),
  EmailAddresses: kept('addresses', 'Addresses'),
  WindowsEmailAddress: kept('text', 'Windows e-mail address'),
  RecipientTypeDetails: kept('text', 'Mailbox type'),
  CustomAttribute1: kept('text', 'Custom attribute 1'),
  CustomAttribute2: kept('text', 'Custom attribute 2'),
  CustomAttribute3: kept('text', 'Custom attribute 3'),
  CustomAttribute4: kept('text', 'Custom attribute 4'),
  CustomAttribute5: kept('text', 'Custom attribute 5'),
  CustomAttribute6: kept('text', 'Custom attribute 6'),
  CustomAttribute7: kept('text', 'Custom attribute 7'),
  CustomAttribute8: kept('text', 'Custom attribute 8'),
  CustomAttribute9: kept('text', 'Custom attribute 9'),
  CustomAttribute10: kept('text', 'Custom attribute 10'),
  CustomAttribute11: kept('text', 'Custom attribute 11'),
  CustomAttribute12: kept('text', 'Custom attribute 12'),
  CustomAttribute13: kept('text', 'Custom attribute 13'),
  CustomAttribute14: kept('text', 'Custom attribute 14'),
  CustomAttribute15: kept('text', 'Custom attribute 15'),
  ExtensionCustomAttribute1: kept('set', 'Extension custom attribute 1'),
  ExtensionCustomAttribute2: kept('set', 'Extension custom attribute 2'),
  ExtensionCustomAttribute3: kept('set', 'Extension custom attribute 3'),
  ExtensionCustomAttribute4: kept('set', 'Extension custom attribute 4'),
  ExtensionCustomAttribute5: kept('set', 'Extension custom attribute 5'),
  Alias: cloud('text', 'Alias'),
  HiddenFromAddressListsEnabled: cloud('flag', 'Hidden from address lists'),
  ForwardingAddress: cloud('text', 'Forwarding to'),
  ForwardingSmtpAddress: cloud('text', 'Forwarding address'),
  DeliverToMailboxAndForward: cloud('flag', 'Deliver and forward'),
  GrantSendOnBehalfTo: cloud('set', 'Send on behalf'),
  AcceptMessagesOnlyFrom: cloud('set', 'Accept only from'),
  AcceptMessagesOnlyFromDLMembers: cloud('set', 'Accept only from members of'),
  AcceptMessagesOnlyFromSendersOrMembers: cloud('set', 'Accept only from senders or members'),
  RejectMessagesFrom: cloud('set', 'Reject from'),
  RejectMessagesFromDLMembers: cloud('set', 'Reject from members of'),
  RejectMessagesFromSendersOrMembers: cloud('set', 'Reject from senders or members'),
  RequireSenderAuthenticationEnabled: cloud('flag', 'Only from inside'),
  ModerationEnabled: cloud('flag', 'Moderation'),
  ModeratedBy: cloud('set', 'Moderated by'),
  BypassModerationFromSendersOrMembers: cloud('set', 'Bypasses moderation'),
  SendModerationNotifications: cloud('text', 'Moderation notices'),
  MailTip: cloud('text', 'MailTip'),
  MailTipTranslations: cloud('set', 'MailTip translations'),
  RetentionComment: cloud('text', 'Retention comment'),
  RetentionUrl: cloud('text', 'Retention page'),
  RetentionHoldEnabled: cloud('flag', 'Retention hold'),
  StartDateForRetentionHold: cloud('text', 'Retention hold from'),
  EndDateForRetentionHold: cloud('text', 'Retention hold until'),
  LitigationHoldEnabled: cloud('flag', 'Litigation hold'),
  LitigationHoldDate: cloud('text', 'Litigation hold since'),
  LitigationHoldOwner: cloud('text', 'Litigation hold set by'),
  ArchiveName: cloud('set', 'Archive name'),
  ArchiveGuid: cloud('text', 'Archive identifier'),
  ArchiveStatus: cloud('text', 'Archive'),
  AuditEnabled: cloud('flag', 'Mailbox audit'),
  AuditAdmin: cloud('set', 'Audited for administrators'),
  AuditDelegate: cloud('set', 'Audited for delegates'),
  AuditOwner: cloud('set', 'Audited for the owner'),
  AuditLogAgeLimit: cloud('text', 'Audit log kept for'),
  ResourceCapacity: cloud('text', 'Capacity'),
  ResourceCustom: cloud('set', 'Resource properties'),
  SingleItemRecoveryEnabled: cloud('flag', 'Single item recovery'),
} as const satisfies Record<string, AttributeRule>;

export type AttributeName = keyof typeof ATTRIBUTES;

export const ATTRIBUTE_NAMES = Object.keys(ATTRIBUTES) as readonly AttributeName[];

/** `null` means "not configured". An attribute that could not be read is absent, and absent means unknown. */
export type AttributeValue = string | boolean | readonly string[] | null;

export type Attributes = Readonly<Partial<Record<AttributeName, AttributeValue>>>;
