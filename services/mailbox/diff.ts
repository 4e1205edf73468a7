import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName, type AttributeValue } from './attribute.ts';
import { canonicalJson } from './canonical.ts';
import { comparable } from './compare.ts';
import type { Snapshot } from './snapshot.ts';

/** The facts outside the attribute list whose change also matters to an approval. */
export const IDENTITY_FACTS = [
  'userPrincipalName',
  'type',
  'exchangeGuid',
  'isDirSynced',
  'isExchangeCloudManaged',
] as const;
export type IdentityFact = (typeof IDENTITY_FACTS)[number];

/** `undefined` stands for "could not be read" and is shown as unknown. */
export type Change = {
  readonly name: AttributeName | IdentityFact;
  readonly before: AttributeValue | undefined;
  readonly after: AttributeValue | undefined;
};

function same(name: AttributeName, before: AttributeValue | undefined, after: AttributeValue | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return canonicalJson(comparable(name, before)) === canonicalJson(comparable(name, after));
}

/** What differs between two snapshots, identity facts first, then attributes in the order of the table. */
export function diffSnapshots(before: Snapshot, after: Snapshot): readonly Change[] {
  const facts = IDENTITY_FACTS.filter((name) => before[name] !== after[name]).map((name) => ({
    name,
    before: before[name],
    after: after[name],
  }));
  return [...facts, ...diffAttributes(before, after)];
}

/** What differs between the attributes alone: the authority itself may have changed hands in between. */
export function diffAttributes(before: Snapshot, after: Snapshot): readonly Change[] {
  return ATTRIBUTE_NAMES.filter((name) => !same(name, before.attributes[name], after.attributes[name])).map((name) => ({
    name,
    before: before.attributes[name],
    after: after.attributes[name],
  }));
}

/** The label of an attribute or identity fact, for people. */
export function labelOf(name: Change['name']): string {
  switch (name) {
    case 'userPrincipalName':
      return 'User principal name';
    case 'type':
      return 'Type';
    case 'exchangeGuid':
      return 'Exchange identifier';
    case 'isDirSynced':
      return 'Synced from on-premises';
    case 'isExchangeCloudManaged':
      return 'Cloud-managed';
    default:
      return ATTRIBUTES[name].label;
  }
}
