import { assertNever } from '../services/assert-never.ts';
import { normalisedAddress } from '../services/mailbox/address.ts';
import { ATTRIBUTES, type Attributes, type AttributeValue } from '../services/mailbox/attribute.ts';
import { type Edit, edited, isEdited } from '../services/mailbox/edit.ts';
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
      return editLines(record.edits, snapshot && isMailboxSnapshot(snapshot) ? snapshot.attributes : {});
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

/** An edit that is so already is left out, unless all of them are: what stays as it is only puzzles whoever decides. */
function editLines(edits: readonly Edit[], before: Attributes): string[] {
  const changing = edits.filter((edit) => !isEdited(before, [edit]));
  if (changing.length === 0) return edits.map((edit) => stayingLine(edit, before));
  const after = edited(before, edits);
  return changing.flatMap((edit) => changingLines(edit, before, after));
}

function changingLines(edit: Edit, before: Attributes, after: Attributes): string[] {
  if (edit.kind === 'list') return [listLine(edit)];
  if (edit.name === 'WindowsEmailAddress' && typeof edit.value === 'string') {
    return primaryLines(edit.value, before, after);
  }
  const { label } = ATTRIBUTES[edit.name];
  const value = valueText(edit.name, edit.value, LONGEST_VALUE);
  return [`${label}: ${valueText(edit.name, before[edit.name], LONGEST_VALUE)} → ${value}`];
}

function stayingLine(edit: Edit, before: Attributes): string {
  if (edit.kind === 'list') return listLine(edit);
  const name = edit.name === 'WindowsEmailAddress' ? 'PrimarySmtpAddress' : edit.name;
  return `${ATTRIBUTES[name].label}: stays ${valueText(name, before[name], LONGEST_VALUE)}`;
}

function listLine({ name, add, remove }: Extract<Edit, { kind: 'list' }>): string {
  const added = add.map((entry) => `+ ${quoted(entry, LONGEST_VALUE)}`);
  const removed = remove.map((entry) => `− ${quoted(entry, LONGEST_VALUE)}`);
  return `${ATTRIBUTES[name].label}: ${[...added, ...removed].join(', ')}`;
}

/**
 * What setting `WindowsEmailAddress` does to the addresses of a mailbox: it makes its value the primary one, adds it
 * where it was not among them, and keeps the former one as an alias (Microsoft Learn, Set-Mailbox, August 2026).
 */
function primaryLines(address: string, before: Attributes, after: Attributes): string[] {
  const { PrimarySmtpAddress: former, EmailAddresses: addresses } = before;
  const change = `Primary address: ${valueText('PrimarySmtpAddress', former, LONGEST_VALUE)} → ${quoted(address, LONGEST_VALUE)}`;
  const parts = [...staying(former, after), ...adding(address, addresses)];
  return parts.length === 0 ? [change] : [change, `Addresses: ${parts.join(', ')}`];
}

function staying(former: AttributeValue | undefined, after: Attributes): string[] {
  if (typeof former !== 'string' || former === '' || !has(after.EmailAddresses, `smtp:${former}`)) return [];
  return [`${quoted(former, LONGEST_VALUE)} stays as an alias`];
}

function adding(address: string, addresses: AttributeValue | undefined): string[] {
  const entry = quoted(address, LONGEST_VALUE);
  if (!Array.isArray(addresses)) return [`${entry} is added where it is not there yet`];
  const isThere = has(addresses, `smtp:${address}`) || has(addresses, `SMTP:${address}`);
  return isThere ? [] : [`${entry} is added`];
}

/** Whether an address is there as exactly this kind: `SMTP:` marks the primary one, `smtp:` an alias. */
function has(addresses: AttributeValue | undefined, wanted: string): boolean {
  const key = normalisedAddress(wanted);
  return Array.isArray(addresses) && addresses.some((address) => normalisedAddress(address) === key);
}
