// The Exchange attributes of a mailbox, and which of them travel in which direction.

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

export const CUSTOM_ATTRIBUTES: readonly string[] = numbered('CustomAttribute', 15);
export const EXTENSION_ATTRIBUTES: readonly string[] = numbered('ExtensionCustomAttribute', 5);

export const LIST_ATTRIBUTES: readonly string[] = [
  ...EXTENSION_ATTRIBUTES,
  'EmailAddresses',
  'GrantSendOnBehalfTo',
  'ModeratedBy',
  'AcceptMessagesOnlyFromSendersOrMembers',
  'RejectMessagesFromSendersOrMembers',
  'BypassModerationFromSendersOrMembers',
  'MailTipTranslations',
];

export const BOOLEAN_ATTRIBUTES: readonly string[] = [
  'HiddenFromAddressListsEnabled',
  'DeliverToMailboxAndForward',
  'LitigationHoldEnabled',
  'ModerationEnabled',
  'RequireSenderAuthenticationEnabled',
];

/** Single values whose unset state is `null`; the custom attributes are unset as the empty string. */
export const NULLABLE_ATTRIBUTES: readonly string[] = ['MailTip', 'ForwardingAddress', 'ForwardingSmtpAddress'];

export const TEXT_ATTRIBUTES: readonly string[] = [
  ...CUSTOM_ATTRIBUTES,
  'Alias',
  'WindowsEmailAddress',
  'PrimarySmtpAddress',
];

/** What a sync cycle takes from Active Directory. The mailbox type is not among them: it is decided where the mailbox is. */
export const SYNCED_ATTRIBUTES: readonly string[] = [
  ...TEXT_ATTRIBUTES,
  ...LIST_ATTRIBUTES,
  ...BOOLEAN_ATTRIBUTES,
  ...NULLABLE_ATTRIBUTES,
];

/**
 * What writeback copies to Active Directory besides the two type attributes: proxyAddresses, mail, extensionAttribute1-15
 * and msExchExtensionCustomAttribute1-5 (Microsoft, "Writeback for cloud-managed remote mailboxes": 24 attributes).
 * PrimarySmtpAddress is a reading of proxyAddresses, so it travels with them.
 */
export const WRITEBACK_ATTRIBUTES: readonly string[] = [
  ...CUSTOM_ATTRIBUTES,
  ...EXTENSION_ATTRIBUTES,
  'EmailAddresses',
  'PrimarySmtpAddress',
  'WindowsEmailAddress',
];

/** The mailbox types whose Exchange attributes can be moved (Exchange team, feature introduction). */
export const MOVABLE_TYPES: readonly string[] = ['UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox'];
