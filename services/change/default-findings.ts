import type { Finding } from '../mailbox/finding.ts';

const warning = (code: string, sentence: string, remedy: string): Finding => ({
  code,
  level: 'warn',
  sentence,
  remedy,
  override: 'approver',
});

/**
 * What everybody who agrees to another default has to know (Exchange Team, "Writeback for Cloud-Managed Remote
 * Mailboxes: Now Generally Available", 3 August 2026, and the articles it refers to). None of it can be read, so it
 * stands on every such request.
 */
export function defaultFindings(towardsCloud: boolean): readonly Finding[] {
  if (!towardsCloud) {
    return [
      warning(
        'default_does_not_heal',
        'Only mailboxes that are created from now on are affected: those that already arrived wrongly stay so.',
        'List the affected people and open a case with Microsoft Support.',
      ),
    ];
  }
  return [
    warning(
      'default_needs_end_of_creation',
      'Only for organisations that have moved every mailbox and create none on-premises any more: newly synced people can otherwise arrive without a mail user, and cannot be given a mailbox.',
      'Stop creating mailboxes, mail users and remote mailboxes on-premises first.',
    ),
    warning(
      'default_does_not_convert',
      'Mailboxes that exist are not converted.',
      'Hand them over with "request", mailbox by mailbox.',
    ),
    warning(
      'default_does_not_heal',
      'Taking it back later repairs nothing that arrived wrongly in between: only Microsoft Support can.',
      'Watch the first new mailbox closely.',
    ),
    warning(
      'default_shared_creation',
      'Shared and equipment mailboxes are then created in Exchange Online, or by giving a licence and converting.',
      'Change the way your service desk creates them first.',
    ),
  ];
}
