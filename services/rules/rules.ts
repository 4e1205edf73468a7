import * as z from 'zod/v4';
import { MOVABLE_TYPES } from '../mailbox/mailbox.ts';
import { durationMilliseconds } from '../request/duration.ts';
import { isVersion, type Version } from './version.ts';

// Everything that Microsoft may change and Steward decides by: versions, limits, waiting times. Nothing of it stands
// anywhere else. Which attributes a snapshot holds and writeback carries is the table in mailbox/attribute.ts.

/** ISO 8601, for example `PT30M`. */
export type Duration = `P${string}`;
/** ISO 8601, for example `2026-08-03`. */
export type Day = `${number}-${number}-${number}`;

const isDuration = (value: unknown): boolean => typeof value === 'string' && durationMilliseconds(value) !== undefined;
const isDay = (value: unknown): boolean => z.iso.date().safeParse(value).success;

const version = z.custom<Version>(
  (value) => typeof value === 'string' && isVersion(value),
  'must be a version of four numbers such as 2.5.190.0',
);
const duration = z.custom<Duration>(isDuration, 'must be an ISO 8601 duration such as PT30M');
const day = z.custom<Day>(isDay, 'must be a date such as 2026-08-03');
const mailboxes = z.number().int().positive();
const supportEnd = z.strictObject({ version, until: day.nullable() }).readonly();

const rule = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ value, source: z.string().min(1).max(300), date: day }).readonly();

const table = z.strictObject({
  /** The oldest Entra Connect Sync with which mailboxes may be cloud-managed. */
  connectSyncMinimum: rule(version),
  /** Builds that stop the sync of people whose mailbox is cloud-managed. */
  connectSyncHarmful: rule(z.array(version).readonly()),
  /** When Microsoft's support of a build ends; `null`: no end has been named yet. */
  connectSyncSupport: rule(z.array(supportEnd).min(1).readonly()),
  /** How long before its end support counts as ending soon. */
  connectSyncSupportWarning: rule(duration),
  /** The oldest Entra Connect Sync that leaves whole objects alone that moved to the cloud. */
  connectSyncForObjects: rule(z.strictObject({ user: version, group: version, contact: version }).readonly()),
  /** The oldest Cloud Sync agent that writes Exchange attributes back. */
  cloudSyncForWriteback: rule(version),
  /** The oldest Cloud Sync agent that leaves whole objects alone that moved to the cloud. */
  cloudSyncForObjects: rule(version),
  /** The most cloud-managed mailboxes of one tenant. */
  cloudManagedLimit: rule(mailboxes),
  /** The usual time between two directory syncs. */
  syncCycle: rule(duration),
  /** How long to wait after the last on-premises change, besides one sync cycle. */
  waitAfterChange: rule(duration),
  /** How old the last directory sync, or the last run of writeback, may be and still count as recent. */
  syncRecent: rule(duration),
  /** How often writeback runs. */
  writebackInterval: rule(duration),
  /** Writeback jobs made from this day on map `Mail` to `mail` by themselves. */
  mailMappingSince: rule(day),
  /** The `RecipientTypeDetails` that can change hands. */
  movableTypes: rule(z.array(z.string().min(1)).min(1).readonly()),
  /** The most characters of a custom attribute. */
  customAttributeLength: rule(z.number().int().positive()),
  /** The most values of an extension custom attribute. */
  extensionAttributeValues: rule(z.number().int().positive()),
  /** The most characters of a MailTip that people see. */
  mailTipLength: rule(z.number().int().positive()),
  /** How long somebody's word stands, unless they say otherwise. */
  attestationValidity: rule(duration),
});

export const rulesSchema = table.readonly();
/** Some of them: each replaced as a whole, so that a new value comes with its own source and date. */
export const someRulesSchema = table.partial().readonly();

/** Each rule is its value with its source and the day on which that was known to be so. */
export type Rules = z.infer<typeof rulesSchema>;

const CONNECT_HISTORY = 'Microsoft Learn, Entra Connect version release history';
const GA = 'Exchange Team, "Cloud-Managed Remote Mailboxes: Now Generally Available", banner of 19 November 2025';
const WRITEBACK_GA = 'Exchange Team, "Writeback for Cloud-Managed Remote Mailboxes: Now Generally Available"';
const HYBRID_WRITEBACK = 'Microsoft Learn, Exchange hybrid writeback with cloud sync';
const OBJECTS = 'Microsoft Learn, configure user, group and contact source of authority';
const SET_MAILBOX = 'Microsoft Learn, Set-Mailbox';
const HOUSE = 'Steward';

export const RULES: Rules = {
  connectSyncMinimum: { value: '2.5.190.0', source: GA, date: '2025-11-19' },
  connectSyncHarmful: {
    value: ['2.5.79.0'],
    source: `${GA}; before, the banner of 5 November 2025 (ExchangeManagedAttributesUpdateNotAllowed)`,
    date: '2025-11-19',
  },
  connectSyncSupport: {
    value: [
      { version: '2.5.76.0', until: '2026-09-01' },
      { version: '2.5.79.0', until: '2026-10-23' },
      { version: '2.5.190.0', until: '2027-02-02' },
      { version: '2.6.1.0', until: '2027-03-10' },
      { version: '2.6.3.0', until: '2027-07-07' },
      { version: '2.6.84.0', until: '2027-09-16' },
      { version: '2.6.91.0', until: '2027-09-23' },
      { version: '2.6.92.0', until: null },
    ],
    source: CONNECT_HISTORY,
    date: '2026-10-06',
  },
  connectSyncSupportWarning: { value: 'P60D', source: HOUSE, date: '2026-11-22' },
  connectSyncForObjects: {
    value: { user: '2.5.76.0', group: '2.5.76.0', contact: '2.5.79.0' },
    source: OBJECTS,
    date: '2026-10-06',
  },
  cloudSyncForWriteback: { value: '1.1.1107.0', source: HYBRID_WRITEBACK, date: '2026-08-25' },
  cloudSyncForObjects: { value: '1.1.1370.0', source: OBJECTS, date: '2026-10-06' },
  // 200,000 until then, in the preview of writeback.
  cloudManagedLimit: { value: 600_000, source: WRITEBACK_GA, date: '2026-08-03' },
  syncCycle: { value: 'PT30M', source: 'Microsoft Learn, Entra Connect Sync scheduler', date: '2026-11-22' },
  waitAfterChange: {
    value: 'PT24H',
    source: 'Microsoft Learn, Enable Exchange attributes cloud management: the usual sync cycle plus 24 hours',
    date: '2026-08-25',
  },
  syncRecent: { value: 'PT3H', source: HOUSE, date: '2026-11-22' },
  writebackInterval: {
    value: 'PT20M',
    source: 'Microsoft, private preview instructions for writeback (schedule.interval)',
    date: '2026-11-22',
  },
  mailMappingSince: { value: '2026-08-03', source: WRITEBACK_GA, date: '2026-08-03' },
  movableTypes: {
    value: MOVABLE_TYPES,
    source: 'Exchange Team, "Introducing Cloud-Managed Remote Mailboxes"',
    date: '2025-08-20',
  },
  customAttributeLength: { value: 1_024, source: `${SET_MAILBOX} -CustomAttribute1`, date: '2026-08-21' },
  extensionAttributeValues: { value: 1_300, source: `${SET_MAILBOX} -ExtensionCustomAttribute1`, date: '2026-08-21' },
  mailTipLength: { value: 175, source: `${SET_MAILBOX} -MailTip`, date: '2026-08-21' },
  attestationValidity: { value: 'P30D', source: HOUSE, date: '2026-11-22' },
};
