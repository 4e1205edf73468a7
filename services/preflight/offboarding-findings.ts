import { type Finding, unknown, warn } from '../mailbox/finding.ts';
import type { Looking } from './looking.ts';
import type { MailboxFacts } from './mailbox-facts.ts';
import type { TenantFacts } from './tenant-facts.ts';

/** What matters when a rollback is the first step of moving the mailbox itself back on-premises. */
export function offboardingFindings(
  { mailbox }: Pick<MailboxFacts, 'mailbox'>,
  { isCloudManagedByDefault }: Pick<TenantFacts, 'isCloudManagedByDefault'>,
  { direction }: Looking,
): readonly Finding[] {
  if (direction === 'to-cloud') return [];
  return [guidFinding(mailbox.exchangeGuid), ...defaultFindings(isCloudManagedByDefault)];
}

/** A mailbox that a licence made has an identifier that Active Directory never learnt. */
function guidFinding(exchangeGuid: string | null): Finding {
  return unknown({
    code: 'exchange_guid_on_premises',
    sentence: `Whether Active Directory has the mailbox's ExchangeGuid${exchangeGuid === null ? '' : ` ${exchangeGuid}`} cannot be read.`,
    remedy: 'Only before a move back on-premises: compare with ExchangeGuid of Get-RemoteMailbox and set it there.',
    override: 'requester',
  });
}

function defaultFindings(fact: TenantFacts['isCloudManagedByDefault']): readonly Finding[] {
  if (fact.kind === 'unknown' || !fact.value) return [];
  return [
    warn({
      code: 'default_cloud_on_rollback',
      sentence: 'New mailboxes still begin cloud-managed: a rollback changes this one mailbox only.',
      remedy: 'If it is to be removed and made again, set the tenant default back first.',
      override: 'requester',
    }),
  ];
}
