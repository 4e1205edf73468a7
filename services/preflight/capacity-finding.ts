import { block, type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import { dayWords } from './date-words.ts';
import type { Looking } from './looking.ts';
import type { TenantFacts } from './tenant-facts.ts';

/** From this part of the limit on it is said beforehand. */
const NEAR = 0.9;

const grouped = (count: number): string => count.toLocaleString('en-US');

/**
 * How many cloud-managed mailboxes there are against the most that one tenant may have. Those that could not be read
 * may be cloud-managed too. A rollback makes it fewer, so nothing is said before one.
 */
export function capacityFindings(
  { cloudManaged }: Pick<TenantFacts, 'cloudManaged'>,
  { rules, direction }: Looking,
): readonly Finding[] {
  if (direction === 'to-on-premises') return [];
  const limit = rules.cloudManagedLimit.value;
  const most = `at most ${grouped(limit)} may be.`;
  if (cloudManaged.kind === 'unknown') {
    return [
      unknown({
        code: 'count_unknown',
        sentence: `How many mailboxes are cloud-managed is not known; ${most} ${cloudManaged.why}`,
        remedy: 'An administrator types "census now".',
        override: 'requester',
      }),
    ];
  }
  const { mailboxes, unread, at } = cloudManaged.value;
  const besides = unread === 0 ? '' : `, ${grouped(unread)} more could not be read`;
  const sentence = `On ${dayWords(at)}, ${grouped(mailboxes)} mailboxes were cloud-managed${besides}; ${most}`;
  if (mailboxes >= limit) {
    return [block('limit_reached', sentence, 'Look up whether Microsoft has raised the limit, or ask for more.')];
  }
  if (mailboxes + unread < limit * NEAR) return [pass('within_limit', sentence)];
  const remedy = 'Look up whether Microsoft has raised the limit before the next large wave.';
  return [warn({ code: 'limit_near', sentence, remedy, override: 'requester' })];
}
