/** Without these nothing can be shown or changed. */
export const ESSENTIAL_CMDLETS = ['Get-Mailbox', 'Set-Mailbox'] as const;

const HYBRID = '"readiness" cannot tell what is left of the hybrid set-up';
const MOVES = 'moves that are under way cannot be seen';

/** Everything else that Steward runs, and what it lacks without it: a narrow role may leave it out on purpose. */
export const FURTHER_CMDLETS: Readonly<Record<string, string>> = {
  'Get-AcceptedDomain': 'addresses cannot be changed',
  'Get-InboundConnector': HYBRID,
  'Get-IntraOrganizationConnector': HYBRID,
  'Get-MigrationBatch': HYBRID,
  'Get-MigrationEndpoint': HYBRID,
  'Get-MigrationUser': MOVES,
  'Get-MoveRequest': MOVES,
  'Get-OrganizationConfig': 'the default for new mailboxes cannot be read',
  'Get-OrganizationRelationship': HYBRID,
  'Get-OutboundConnector': HYBRID,
  'Get-Recipient': 'addresses cannot be changed, and offboarding cannot be looked at',
  'Set-OrganizationConfig': 'the default for new mailboxes cannot be changed',
};
