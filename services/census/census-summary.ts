import * as z from 'zod/v4';
import { UNIT_SOURCES } from './business-unit.ts';

const count = z.number().int().nonnegative();
const moment = z.iso.datetime();

/** Mailboxes by authority. */
export const countsSchema = z
  .strictObject({ cloud: count, 'on-premises': count, 'not-synced': count, unknown: count })
  .readonly();
export type AuthorityCounts = z.infer<typeof countsSchema>;

const groupSchema = z.strictObject({
  /** A type as Exchange spells it, or the name of a unit; `null`: no unit is set, or it could not be read. */
  name: z.string().nullable(),
  counts: countsSchema,
});
export type CensusGroup = Readonly<z.infer<typeof groupSchema>>;

/** What has become of the mailboxes since the census before. */
export const comparisonSchema = z
  .strictObject({
    appeared: count,
    gone: count,
    /** Values or authority are others than before. */
    changed: count,
    toCloud: count,
    toOnPremises: count,
  })
  .readonly();
export type Comparison = z.infer<typeof comparisonSchema>;

/** A whole census in one look. Written last: where there is no summary there was no whole census. */
export const censusSummarySchema = z
  .strictObject({
    schema: z.literal(1),
    run: z.guid(),
    startedAt: moment,
    endedAt: moment,
    total: count,
    counts: countsSchema,
    /** The most numerous first; what the lists left out is in the two "other" counts. */
    byType: z.array(groupSchema).readonly(),
    otherTypes: countsSchema,
    unitSource: z.enum(UNIT_SOURCES),
    /** Without mailboxes that are managed on-premises and of a type that cannot change hands. */
    byUnit: z.array(groupSchema).readonly(),
    otherUnits: countsSchema,
    /** `null`: there was nothing to compare with. */
    comparison: comparisonSchema.nullable(),
    /** Mailboxes that differ from what was last approved, before a second look at each. */
    suspects: count,
    /** SHA-256 over object id, authority and shortened hash of every mailbox, in the order of the buckets. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .readonly();
export type CensusSummary = z.infer<typeof censusSummarySchema>;
