import { block, type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import type { Looking } from './looking.ts';
import type { MailboxFacts } from './mailbox-facts.ts';

/** A move that has ended well; anything else, a failed one too, can still be resumed. */
const ENDED = /^completed(withwarnings?)?$/i;

/**
 * A mailbox that is on its way is left alone: it goes to the cloud only after its onboarding has completed, and back
 * on-premises only after a rollback and one directory sync (Microsoft Learn, Enable Exchange attributes cloud
 * management, FAQ, August 2026).
 */
export function moveFinding({ moves }: Pick<MailboxFacts, 'moves'>, { direction }: Looking): Finding {
  if (moves.kind === 'unknown') {
    return unknown({
      code: 'moves_unknown',
      sentence: `Whether the mailbox is being moved is not known. ${moves.why}`,
      remedy: 'Look for it with Get-MoveRequest and Get-MigrationUser.',
      override: 'approver',
    });
  }
  const pending = moves.value.filter(({ status }) => !ENDED.test(status));
  const [first] = pending;
  if (first === undefined) return pass('not_moving', 'No move of the mailbox is under way.');
  const what = first.kind === 'move-request' ? 'A move request' : 'A migration';
  const sentence = `${what} of the mailbox stands at ${first.status}.`;
  if (direction === 'to-cloud') {
    return block('move_pending', sentence, 'Complete or remove it first, then ask again.');
  }
  return warn({
    code: 'move_pending',
    sentence,
    remedy: 'Do not let it complete before the rollback is done and the directory has synced once more.',
    override: 'approver',
  });
}
