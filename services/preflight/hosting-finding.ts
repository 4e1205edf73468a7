import { block, type Finding, pass } from '../mailbox/finding.ts';

/** Recipients that are no mailbox of their own: another kind of authority applies to them. */
const WHOLE_OBJECT = /(Group|Contact|PublicFolder)$/;
/** People whose mailbox is somewhere else: on-premises, as Exchange Online sees it, or in another organisation. */
const ELSEWHERE = /^(MailUser|GuestMailUser|User|Remote\w+Mailbox)$/;

/** Whether Exchange Online holds the mailbox itself, told from `RecipientTypeDetails`. */
export function hostingFinding(type: string): Finding {
  if (WHOLE_OBJECT.test(type)) {
    return block(
      'not_a_mailbox',
      `A ${type} is no mailbox: only its whole object can move.`,
      'Ask for its whole object instead.',
    );
  }
  if (ELSEWHERE.test(type)) {
    return block(
      'hosted_elsewhere',
      'Its mailbox is not in Exchange Online.',
      'Move the mailbox to Exchange Online first; its authority can follow when the move is complete.',
    );
  }
  return pass('hosted', 'The mailbox is in Exchange Online.');
}
