import { type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import { after } from '../request/duration.ts';
import { momentWords } from './date-words.ts';
import type { Looking } from './looking.ts';
import type { MailboxFacts } from './mailbox-facts.ts';

const LOOK = 'Compare with WhenChanged of Get-RemoteMailbox on-premises';

type Evidence = { readonly at: string; readonly says: string };

/**
 * Whether the last on-premises change is one sync cycle and 24 hours past (Microsoft Learn, Enable Exchange attributes
 * cloud management, August 2026). The true moment is known on-premises only. What can be seen in the cloud, when
 * directory sync last touched the object and when the mailbox last changed, is never before a change that has
 * arrived; so the earlier of the two is the better evidence, and the sentence says which it is.
 */
export function lastChangeFinding(
  { mailbox, object }: Pick<MailboxFacts, 'mailbox' | 'object'>,
  { rules, now }: Looking,
): Finding {
  const evidence = earliest([
    ...at(object.kind === 'unknown' ? null : (object.value?.lastSyncedAt ?? null), 'directory sync last touched it'),
    ...at(mailbox.whenChanged, 'the mailbox last changed'),
  ]);
  if (evidence === undefined) {
    return unknown({
      code: 'last_change_unknown',
      sentence: 'When it was last changed on-premises is not known.',
      remedy: `${LOOK}: one sync cycle and 24 hours should have passed since.`,
      override: 'requester',
    });
  }
  const safeFrom = after(after(new Date(evidence.at), rules.syncCycle.value), rules.waitAfterChange.value);
  const sentence = `As far as the cloud shows, it was not changed on-premises after ${momentWords(evidence.at)}: ${evidence.says} then.`;
  if (safeFrom.getTime() <= now.getTime()) return pass('last_change', sentence);
  return warn({
    code: 'last_change_recent',
    sentence,
    remedy: `${LOOK}, or wait until ${momentWords(safeFrom.toISOString())}.`,
    override: 'requester',
  });
}

const at = (moment: string | null, says: string): readonly Evidence[] =>
  moment === null ? [] : [{ at: moment, says }];

function earliest(evidence: readonly Evidence[]): Evidence | undefined {
  return [...evidence].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))[0];
}
