import { block, type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import type { TenantFacts } from './tenant-facts.ts';

const GRANT = 'Give the identity of Steward an Exchange role that has it.';

/**
 * Whether Steward's account may run the two cmdlets that write. Which parameters of them its role exposes cannot be
 * read through this interface: the sentence says so, and every change is read back.
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
  return [
    permitted.has('set-mailbox')
      ? pass('mailbox_permission', `Steward may run Set-Mailbox. ${unread('IsExchangeCloudManaged is')}`)
      : block('mailbox_permission_missing', 'Steward may not run Set-Mailbox in Exchange Online.', GRANT),
    permitted.has('set-organizationconfig')
      ? pass('default_permission', `Steward may run Set-OrganizationConfig. ${unread('the two switches are')}`)
      : warn({
          code: 'default_permission_missing',
          sentence: 'Steward may not run Set-OrganizationConfig, so it cannot change the tenant default.',
          remedy: GRANT,
          override: 'requester',
        }),
  ];
}

const unread = (what: string): string => `Whether ${what} open to it cannot be read beforehand.`;
