import * as z from 'zod/v4';
import { assertNever } from '../assert-never.ts';
import { isGuid } from '../http/guid.ts';
import {
  ATTRIBUTE_NAMES,
  ATTRIBUTES,
  type AttributeName,
  type Attributes,
  type AttributeValue,
} from '../mailbox/attribute.ts';
import type { Mailbox, MailboxSummary } from '../mailbox/mailbox.ts';
import { guidOrNull } from './guid-or-null.ts';
import { visibleMailTip, visibleTranslation } from './mail-tip.ts';
import { parseRow, unreadableRow } from './parse-row.ts';

/** The properties that name a mailbox. */
export const SUMMARY_PROPERTIES = [
  'ExternalDirectoryObjectId',
  'UserPrincipalName',
  'DisplayName',
  'PrimarySmtpAddress',
  'RecipientTypeDetails',
] as const;

/** The properties of a whole mailbox: asked for by name, because a row has about 260 of them. */
export const MAILBOX_PROPERTIES: readonly string[] = [
  ...new Set([
    ...SUMMARY_PROPERTIES,
    'ExchangeGuid',
    'IsDirSynced',
    'IsExchangeCloudManaged',
    'WhenChangedUTC',
    'SKUAssigned',
    ...ATTRIBUTE_NAMES,
  ]),
];

/** `undefined`: the property is not in the row, or says nothing. `MISFIT`: it has a type that it must not have. */
const MISFIT = Symbol('misfit');
const WHAT = 'a mailbox';

const summarySchema = z.object({
  ExternalDirectoryObjectId: z.string().refine((value) => value === '' || isGuid(value)),
  UserPrincipalName: z.string().min(1),
  DisplayName: z.string(),
  PrimarySmtpAddress: z.string(),
  RecipientTypeDetails: z.string().min(1),
});

const stateSchema = z.object({
  ExchangeGuid: z.string().nullish(),
  IsDirSynced: z.boolean().nullish(),
  IsExchangeCloudManaged: z.boolean().nullish(),
  WhenChangedUTC: z.string().refine(isDate).nullish(),
  SKUAssigned: z.boolean().nullish(),
});

/**
 * The names of a mailbox; `undefined` for one without an Entra object, which nothing could address. Values are never
 * quoted in an error, only the names of the properties at fault.
 * @throws ExchangeError `protocol`
 */
export function summaryFromRow(row: unknown): MailboxSummary | undefined {
  const names = parseRow(summarySchema, row, WHAT);
  if (names.ExternalDirectoryObjectId === '') return undefined;
  return {
    objectId: names.ExternalDirectoryObjectId.toLowerCase(),
    userPrincipalName: names.UserPrincipalName,
    displayName: names.DisplayName,
    primaryAddress: names.PrimarySmtpAddress,
    type: names.RecipientTypeDetails,
  };
}

/** The whole mailbox. An attribute that is not in the row stays absent: unknown, never "not configured". */
export function mailboxFromRow(row: unknown): Mailbox | undefined {
  const summary = summaryFromRow(row);
  if (summary === undefined) return undefined;
  const state = parseRow(stateSchema, row, WHAT);
  return {
    ...summary,
    exchangeGuid: guidOrNull(state.ExchangeGuid),
    isDirSynced: state.IsDirSynced ?? null,
    isExchangeCloudManaged: state.IsExchangeCloudManaged ?? null,
    whenChanged: state.WhenChangedUTC ? isoUtc(state.WhenChangedUTC) : null,
    isLicensed: state.SKUAssigned ?? null,
    attributes: attributesFrom(row),
  };
}

function attributesFrom(row: unknown): Attributes {
  const properties = parseRow(z.record(z.string(), z.unknown()), row, WHAT);
  const attributes: Partial<Record<AttributeName, AttributeValue>> = {};
  for (const name of ATTRIBUTE_NAMES) {
    const value = Object.hasOwn(properties, name) ? attributeFrom(name, properties[name]) : undefined;
    if (value === MISFIT) throw unreadableRow(WHAT, [name]);
    if (value !== undefined) attributes[name] = asSeen(name, value);
  }
  return attributes;
}

function attributeFrom(name: AttributeName, value: unknown): AttributeValue | undefined | typeof MISFIT {
  const { form } = ATTRIBUTES[name];
  switch (form) {
    case 'text':
      return textFrom(value);
    case 'flag':
      // Null is "not told" here: a flag that is not set comes as false.
      if (value === null) return undefined;
      return typeof value === 'boolean' ? value : MISFIT;
    case 'set':
    case 'addresses':
      if (value === null) return null;
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : MISFIT;
    default:
      return assertNever(form);
  }
}

/** What people see of it, where Exchange adds something of its own. */
function asSeen(name: AttributeName, value: AttributeValue): AttributeValue {
  if (name === 'MailTip' && typeof value === 'string') return visibleMailTip(value) || null;
  return name === 'MailTipTranslations' && Array.isArray(value) ? value.map(visibleTranslation) : value;
}

function textFrom(value: unknown): string | null | typeof MISFIT {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : MISFIT;
}

/** Exchange writes UTC with seven decimals; without a zone it still means UTC. */
function isoUtc(value: string): string {
  const zoned = /(Z|[+-]\d\d:\d\d)$/i.test(value) ? value : `${value}Z`;
  return new Date(zoned).toISOString();
}

function isDate(value: string): boolean {
  return (
    value === '' ||
    (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/i.test(value) && !Number.isNaN(Date.parse(value)))
  );
}
