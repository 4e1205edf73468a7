import * as z from 'zod/v4';

const count = z.number().int().nonnegative();

/** Objects that directory sync still brings. Of `unread` it was not told whether it does. */
export const syncedCountSchema = z.strictObject({ synced: count, unread: count }).readonly();
export type SyncedCount = z.infer<typeof syncedCountSchema>;

const recipientCountsSchema = z
  .strictObject({
    /**
     * Mail users with an Exchange GUID: the nearest that the cloud comes to counting on-premises mailboxes. System and
     * arbitration mailboxes are not among them.
     */
    onPremisesMailboxes: syncedCountSchema,
    /** Of those mail users, the ones whose archive is in the cloud. */
    archives: count,
    distributionGroups: syncedCountSchema,
    securityGroups: syncedCountSchema,
    contacts: syncedCountSchema,
    publicFolders: syncedCountSchema,
  })
  .readonly();
export type RecipientCounts = z.infer<typeof recipientCountsSchema>;

/** Mail-enabled groups, and contacts, as Graph sees them. */
const objectCountsSchema = z
  .strictObject({
    distributionGroups: syncedCountSchema,
    securityGroups: syncedCountSchema,
    contacts: syncedCountSchema,
  })
  .readonly();
export type ObjectCounts = z.infer<typeof objectCountsSchema>;

const counted = <Counts extends z.ZodType>(counts: Counts) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('known'), value: counts }).readonly(),
    z.strictObject({ kind: z.literal('unknown'), why: z.string() }).readonly(),
  ]);

/** A count, or why there is none. */
export type CountedFact<Counts> =
  | { readonly kind: 'known'; readonly value: Counts }
  | { readonly kind: 'unknown'; readonly why: string };

/** What is in the tenant besides mailboxes, counted once after each census: both streams may take minutes. */
export const tenantCountSchema = z
  .strictObject({
    schema: z.literal(1),
    /** When counting ended. */
    at: z.iso.datetime(),
    recipients: counted(recipientCountsSchema),
    objects: counted(objectCountsSchema),
  })
  .readonly();
export type TenantCount = z.infer<typeof tenantCountSchema>;
