import type { Authority } from '../mailbox/authority.ts';
import { block, type Finding } from '../mailbox/finding.ts';
import type { Looking } from './looking.ts';

/** Says so where there is nothing to do: asking for what is already so changes nothing. */
export function standingFindings(authority: Authority, { direction }: Looking): readonly Finding[] {
  if (direction === 'to-cloud' && authority === 'cloud') {
    return [block('already_cloud', 'It is already cloud-managed: there is nothing to do.', null)];
  }
  if (direction === 'to-on-premises' && authority === 'on-premises') {
    return [block('already_on_premises', 'It is already managed on-premises: there is nothing to do.', null)];
  }
  return [];
}
