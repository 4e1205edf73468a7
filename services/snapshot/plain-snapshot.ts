import * as z from 'zod/v4';

// A group, a contact, a user as a whole, or the organisation at one moment: the few facts that an approval is about.

/** The facts, with the words people read. Closed: another fact is another line here. */
export const PLAIN_FACTS = {
  isCloudManaged: 'Whole object cloud-managed',
  isSynced: 'Synced from on-premises',
  mail: 'Mail address',
  members: 'Direct members',
  isMailEnabled: 'Mail-enabled',
  isSecurityEnabled: 'Security-enabled',
  isCloudManagedByDefault: 'New mailboxes are cloud-managed',
} as const;
export type PlainFact = keyof typeof PLAIN_FACTS;
export const PLAIN_FACT_NAMES = Object.keys(PLAIN_FACTS) as readonly PlainFact[];

const value = z.union([z.string(), z.boolean(), z.array(z.string()).readonly(), z.null()]);

export const plainSnapshotSchema = z
  .strictObject({
    schema: z.literal(1),
    kind: z.enum(['user', 'group', 'contact', 'organization']),
    objectId: z.guid(),
    name: z.string(),
    displayName: z.string(),
    /** What could not be read is absent, and absent means unknown. */
    facts: z.partialRecord(z.enum(PLAIN_FACT_NAMES as [PlainFact, ...PlainFact[]]), value),
    takenAt: z.iso.datetime(),
  })
  .readonly();
export type PlainSnapshot = z.infer<typeof plainSnapshotSchema>;
