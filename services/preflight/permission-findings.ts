import { block, type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import type { TenantFacts } from './tenant-facts.ts';

const GRANT = 'Give the identity of Steward an Exchange role that has it.';

/**
 * Whether Steward's account may run the two cmdlets that write. Which parameters of them its role exposes cannot be
 * read through this interface: that is an unknown of its own, and every change is read back.
 */
export function permissionFindings({ permittedCmdlets }: Pick<TenantFacts, 'permittedCmdlets'>): readonly Finding[] {
  if (permittedCmdlets.kind === 'unknown') {
    return [
      unknown({
        code: 'permission_unknown',
        sentence: `What Steward may do in Exchange Online is not known. ${permittedCmdlets.why}`,
        remedy: 'Check the Exchange role of the identity of Steward.',
        override: 'approver',
      }),
    ];
  }
  const permitted = new Set([...permittedCmdlets.value].map((name) => name.toLowerCase()));
  const maySetMailbox = permitted.has('set-mailbox');
  const maySetDefault = permitted.has('set-organizationconfig');
  return [
    maySetMailbox
      ? pass('mailbox_permission', 'Steward may run Set-Mailbox.')
      : block('mailbox_permission_missing', 'Steward may not run Set-Mailbox in Exchange Online.', GRANT),
    maySetDefault
      ? pass('default_permission', 'Steward may run Set-OrganizationConfig.')
      : warn({
          code: 'default_permission_missing',
          sentence: 'Steward may not run Set-OrganizationConfig, so it cannot change the tenant default.',
          remedy: GRANT,
          override: 'requester',
        }),
    ...parametersUnknown({ maySetMailbox, maySetDefault }),
  ];
}

type May = { readonly maySetMailbox: boolean; readonly maySetDefault: boolean };

/** One for both cmdlets: a role that leaves parameters out does so in the same place. */
function parametersUnknown({ maySetMailbox, maySetDefault }: May): readonly Finding[] {
  const named = [
    ...(maySetMailbox ? ['IsExchangeCloudManaged'] : []),
    ...(maySetDefault ? ['the two switches of the tenant default'] : []),
  ];
  if (named.length === 0) return [];
  return [
    unknown({
      code: 'parameters_unknown',
      sentence: `Whether its Exchange role lets Steward set ${named.join(' and ')} cannot be read beforehand.`,
      remedy: 'Look at the parameters of that role in Exchange Online; every change is read back all the same.',
      override: 'requester',
    }),
  ];
}
