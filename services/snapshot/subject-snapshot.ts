import * as z from 'zod/v4';
import type { AttributeValue } from '../mailbox/attribute.ts';
import { canonicalHash, canonicalJson } from '../mailbox/canonical.ts';
import { diffSnapshots, labelOf, type Change as MailboxChange } from '../mailbox/diff.ts';
import { type Snapshot, snapshotHash, snapshotSchema } from '../mailbox/snapshot.ts';
import {
  PLAIN_FACT_NAMES,
  PLAIN_FACTS,
  type PlainFact,
  type PlainSnapshot,
  plainSnapshotSchema,
} from './plain-snapshot.ts';

// What a request was shown and approved over, whatever it is about.

export const subjectSnapshotSchema = z.union([snapshotSchema, plainSnapshotSchema]);
export type SubjectSnapshot = Snapshot | PlainSnapshot;

export function isMailboxSnapshot(snapshot: SubjectSnapshot): snapshot is Snapshot {
  return !('kind' in snapshot);
}

/** The hash that an approval is bound to. When it was taken is not part of it. */
export function subjectHash(snapshot: SubjectSnapshot): string {
  if (isMailboxSnapshot(snapshot)) return snapshotHash(snapshot);
  const { schema, kind, objectId, facts } = snapshot;
  return canonicalHash({ schema, kind, objectId: objectId.toLowerCase(), facts: sortedFacts(facts) });
}

/** The order of members says nothing. */
function sortedFacts(facts: PlainSnapshot['facts']): Record<string, AttributeValue> {
  return Object.fromEntries(
    PLAIN_FACT_NAMES.flatMap((name): [string, AttributeValue][] => {
      const value = facts[name];
      if (value === undefined) return [];
      return [[name, Array.isArray(value) ? [...value].sort() : value]];
    }),
  );
}

/** `undefined` stands for "could not be read" and is shown as unknown. */
export type SubjectChange = {
  readonly name: MailboxChange['name'] | PlainFact;
  readonly before: AttributeValue | undefined;
  readonly after: AttributeValue | undefined;
};

/** What differs between two snapshots of one subject. */
export function diffSubjects(before: SubjectSnapshot, after: SubjectSnapshot): readonly SubjectChange[] {
  if (isMailboxSnapshot(before) && isMailboxSnapshot(after)) return diffSnapshots(before, after);
  if (isMailboxSnapshot(before) || isMailboxSnapshot(after))
    throw new Error('Snapshots of different kinds have nothing to compare.');
  const [one, other] = [sortedFacts(before.facts), sortedFacts(after.facts)];
  return PLAIN_FACT_NAMES.filter((name) => text(one[name]) !== text(other[name])).map((name) => ({
    name,
    before: before.facts[name],
    after: after.facts[name],
  }));
}

/** The label of whatever a snapshot holds, for people. */
export function subjectLabel(name: SubjectChange['name']): string {
  return isPlainFact(name) ? PLAIN_FACTS[name] : labelOf(name);
}

function isPlainFact(name: SubjectChange['name']): name is PlainFact {
  return name in PLAIN_FACTS;
}

const text = (value: AttributeValue | undefined): string | undefined =>
  value === undefined ? undefined : canonicalJson(value);
