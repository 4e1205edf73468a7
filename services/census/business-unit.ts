import type { Mailbox } from '../mailbox/mailbox.ts';

/** By what mailboxes are put together: the domain of the primary address, or one of the custom attributes. */
export const UNIT_SOURCES = [
  'domain',
  'CustomAttribute1',
  'CustomAttribute2',
  'CustomAttribute3',
  'CustomAttribute4',
  'CustomAttribute5',
  'CustomAttribute6',
  'CustomAttribute7',
  'CustomAttribute8',
  'CustomAttribute9',
  'CustomAttribute10',
  'CustomAttribute11',
  'CustomAttribute12',
  'CustomAttribute13',
  'CustomAttribute14',
  'CustomAttribute15',
] as const;
export type UnitSource = (typeof UNIT_SOURCES)[number];

/** The longest name of a unit that is kept: longer ones are not names. */
const LONGEST = 64;

/** The business unit of a mailbox; `null` where the attribute is not set or could not be read. */
export function businessUnit(
  source: UnitSource,
  { primaryAddress, attributes }: Pick<Mailbox, 'primaryAddress' | 'attributes'>,
): string | null {
  const text = source === 'domain' ? domainOf(primaryAddress) : attributes[source];
  const name = typeof text === 'string' ? text.trim().slice(0, LONGEST) : '';
  return name === '' ? null : name;
}

function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(at + 1).toLowerCase();
}
