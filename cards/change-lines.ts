import { assertNever } from '../services/assert-never.ts';
import { ATTRIBUTES } from '../services/mailbox/attribute.ts';
import { type Edit, isEdited } from '../services/mailbox/edit.ts';
import { towardsCloud } from '../services/request/action.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { isMailboxSnapshot, type SubjectSnapshot } from '../services/snapshot/subject-snapshot.ts';
import { quoted, valueText } from './attribute-text.ts';

// Exactly what will be written, in the names of the interface it is written to.

const LONGEST_VALUE = 120;

/** One line for each value that changes, before and after. What could not be read before is `unknown`. */
export function changeLines(record: RequestRecord, snapshot: SubjectSnapshot | null): string[] {
  const target = flagText(towardsCloud(record.action));
  switch (record.action) {
    case 'to-cloud':
    case 'to-on-premises':
      return [`IsExchangeCloudManaged: ${flagText(mailboxFlag(snapshot))} → ${target}`];
    case 'edit':
      return record.edits.map((edit) => editLine(edit, snapshot));
    case 'default-to-cloud':
    case 'default-to-on-premises':
      return [
        `BlockExchangeProvisioningFromOnPremEnabled: ${flagText(plainFlag(snapshot, 'isCloudManagedByDefault'))} → ${target}`,
      ];
    case 'object-to-cloud':
    case 'object-to-on-premises':
      return [`onPremisesSyncBehavior.isCloudManaged: ${flagText(plainFlag(snapshot, 'isCloudManaged'))} → ${target}`];
    default:
      return assertNever(record.action);
  }
}

function mailboxFlag(snapshot: SubjectSnapshot | null): boolean | null {
  return snapshot && isMailboxSnapshot(snapshot) ? snapshot.isExchangeCloudManaged : null;
}

function plainFlag(
  snapshot: SubjectSnapshot | null,
  name: 'isCloudManaged' | 'isCloudManagedByDefault',
): boolean | null {
  const value = snapshot && !isMailboxSnapshot(snapshot) ? snapshot.facts[name] : null;
  return typeof value === 'boolean' ? value : null;
}

function flagText(flag: boolean | null): string {
  if (flag === null) return 'unknown';
  return flag ? 'True' : 'False';
}

function editLine(edit: Edit, snapshot: SubjectSnapshot | null): string {
  const { label } = ATTRIBUTES[edit.name];
  if (edit.kind === 'list') {
    const added = edit.add.map((entry) => `+ ${quoted(entry, LONGEST_VALUE)}`);
    const removed = edit.remove.map((entry) => `− ${quoted(entry, LONGEST_VALUE)}`);
    return `${label}: ${[...added, ...removed].join(', ')}`;
  }
  const attributes = snapshot && isMailboxSnapshot(snapshot) ? snapshot.attributes : {};
  const value = valueText(edit.name, edit.value, LONGEST_VALUE);
  // One of several edits may be so already: an arrow between two equal values only puzzles.
  if (isEdited(attributes, [edit])) return `${label}: stays ${value}`;
  return `${label}: ${valueText(edit.name, attributes[edit.name], LONGEST_VALUE)} → ${value}`;
}
