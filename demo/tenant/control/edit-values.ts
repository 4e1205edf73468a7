// Edits the values of an object past all rules, as an administrator on the other side would: in the cloud, or in
// Active Directory. What is edited has to exist, and to be of the right kind.

import {
  BOOLEAN_ATTRIBUTES,
  LIST_ATTRIBUTES,
  NULLABLE_ATTRIBUTES,
  TEXT_ATTRIBUTES,
} from '../directory/attribute-names.ts';
import type { Attributes, DirectoryObject, Value } from '../directory/directory-object.ts';
import { setAddresses, setPrimary } from '../directory/mail-addresses.ts';
import { isRecord } from '../record.ts';
import { ControlProblem } from './control-problem.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const OWN_FLAGS = ['IsExchangeCloudManaged', 'IsDirSynced', 'IsCloudManaged', 'SKUAssigned'] as const;
const OWN_TEXTS = ['DisplayName', 'UserPrincipalName', 'AssistantName', 'WhenChangedUTC'] as const;

function nameAmong(names: readonly string[], written: string): string | undefined {
  return names.find((name) => name.toLowerCase() === written.toLowerCase());
}

function checked(name: string, value: unknown): Value {
  const isList = LIST_ATTRIBUTES.includes(name) && Array.isArray(value) && value.every(isText);
  const isFlag = BOOLEAN_ATTRIBUTES.includes(name) && typeof value === 'boolean';
  const isOther = [...TEXT_ATTRIBUTES, ...NULLABLE_ATTRIBUTES, 'RecipientTypeDetails', 'RecipientDisplayType'].includes(
    name,
  );
  if (isList) return [...value];
  if (isFlag || (isOther && isText(value))) return value;
  if (value === null && NULLABLE_ATTRIBUTES.includes(name)) return null;
  throw new ControlProblem(`The value of "${name}" is of the wrong kind.`);
}

function editAttribute(attributes: Attributes, written: string, value: unknown): void {
  const name = nameAmong(Object.keys(attributes), written);
  if (name === undefined) throw new ControlProblem(`There is no value named "${written}" here.`);
  const fit = checked(name, value);
  if (name === 'EmailAddresses' && Array.isArray(fit)) setAddresses(attributes, fit);
  else if (name === 'PrimarySmtpAddress' && isText(fit)) setPrimary(attributes, fit);
  else attributes[name] = fit;
}

function editOwn(object: DirectoryObject, written: string, value: unknown): boolean {
  const flag = nameAmong(OWN_FLAGS, written);
  const text = nameAmong(OWN_TEXTS, written);
  if (flag === undefined && text === undefined) return false;
  if (flag !== undefined && typeof value !== 'boolean') throw new ControlProblem(`"${flag}" is true or false.`);
  if (text !== undefined && !isText(value)) throw new ControlProblem(`"${text}" is a text.`);
  if (flag === 'IsExchangeCloudManaged') object.isExchangeCloudManaged = value === true;
  if (flag === 'IsDirSynced') object.isDirSynced = value === true;
  if (flag === 'IsCloudManaged') object.isCloudManaged = value === true;
  if (flag === 'SKUAssigned') object.unlicensed = value !== true;
  if (text === 'DisplayName') object.displayName = String(value);
  if (text === 'UserPrincipalName') object.upn = String(value);
  if (text === 'AssistantName') object.assistantName = String(value);
  if (text === 'WhenChangedUTC') object.whenChanged = instant(text, value);
  return true;
}

function instant(name: string, value: unknown): string {
  const time = Date.parse(String(value));
  if (Number.isNaN(time)) throw new ControlProblem(`"${name}" is an instant such as 2026-11-22T08:00:00Z.`);
  return new Date(time).toISOString();
}

function entriesOf(values: unknown): [string, unknown][] {
  if (!isRecord(values) || Object.keys(values).length === 0)
    throw new ControlProblem('"values" is a JSON object that names what to change.');
  return Object.entries(values);
}

/** Edits the cloud's values; everything is checked on a copy, so a refused edit changes nothing. */
export function editCloud(object: DirectoryObject, values: unknown, now: string): void {
  const after = structuredClone(object);
  after.whenChanged = now;
  for (const [name, value] of entriesOf(values))
    if (!editOwn(after, name, value)) editAttribute(after.cloud, name, value);
  Object.assign(object, after);
}

/** Edits the values of Active Directory. */
export function editOnPremises(object: DirectoryObject, values: unknown, now: string): void {
  const after = structuredClone(object);
  if (after.onPremises === null) throw new ControlProblem(`"${object.upn}" has no on-premises object.`);
  after.onPremisesChanged = now;
  for (const [name, value] of entriesOf(values)) {
    if (name.toLowerCase() === 'whenchangedutc') after.onPremisesChanged = instant(name, value);
    else editAttribute(after.onPremises, name, value);
  }
  Object.assign(object, after);
}
