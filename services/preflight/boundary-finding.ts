import { type Finding, warn } from '../mailbox/finding.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Looking } from './looking.ts';

const CUSTOM = /^(Extension)?CustomAttribute\d+$/;

/**
 * Dynamic groups, address policies and applications may be keyed on custom attributes: with the authority it changes who
 * can edit them, and so who can put somebody into such a group. What is keyed on them cannot be read from the mailbox.
 */
export function boundaryFinding(
  { attributes }: Pick<Mailbox, 'attributes'>,
  { direction }: Looking,
): readonly Finding[] {
  const set = Object.entries(attributes).filter(([name, value]) => CUSTOM.test(name) && isSet(value)).length;
  if (direction === 'to-on-premises' || set === 0) return [];
  return [
    warn({
      code: 'custom_attributes_set',
      sentence: `${set} custom ${set === 1 ? 'attribute is' : 'attributes are'} set, and will be edited in Exchange Online from then on.`,
      remedy: 'Check that no dynamic group or application gives rights by them to people who should not decide that.',
      override: 'requester',
    }),
  ];
}

const isSet = (value: unknown): boolean =>
  typeof value === 'string' ? value !== '' : Array.isArray(value) && value.length > 0;
