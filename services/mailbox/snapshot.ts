import * as z from 'zod/v4';
import { ATTRIBUTE_NAMES, type Attributes } from './attribute.ts';
import { type Canonical, canonicalHash } from './canonical.ts';
import { comparable } from './compare.ts';
import type { Mailbox } from './mailbox.ts';

const attributeValue = z.union([z.string(), z.boolean(), z.array(z.string()).readonly(), z.null()]);

/**
 * A mailbox as it was at one moment, kept for ever. Archived before anything changes; the approval is for its hash.
 */
export const snapshotSchema = z
  .strictObject({
    schema: z.literal(1),
    objectId: z.guid(),
    exchangeGuid: z.string().nullable(),
    userPrincipalName: z.string(),
    displayName: z.string(),
    primaryAddress: z.string(),
    type: z.string(),
    isDirSynced: z.boolean().nullable(),
    isExchangeCloudManaged: z.boolean().nullable(),
    attributes: z.partialRecord(z.enum(ATTRIBUTE_NAMES as [keyof Attributes, ...(keyof Attributes)[]]), attributeValue),
    /** ISO 8601, UTC. Not part of the hash: two looks at an unchanged mailbox have one hash. */
    takenAt: z.iso.datetime(),
  })
  .readonly();

export type Snapshot = z.infer<typeof snapshotSchema>;

/** What was read, as a snapshot taken at `at`. */
export function takeSnapshot(mailbox: Mailbox, at: Date): Snapshot {
  return {
    schema: 1,
    objectId: mailbox.objectId,
    exchangeGuid: mailbox.exchangeGuid,
    userPrincipalName: mailbox.userPrincipalName,
    displayName: mailbox.displayName,
    primaryAddress: mailbox.primaryAddress,
    type: mailbox.type,
    isDirSynced: mailbox.isDirSynced,
    isExchangeCloudManaged: mailbox.isExchangeCloudManaged,
    attributes: mailbox.attributes,
    takenAt: at.toISOString(),
  };
}

function comparableAttributes(attributes: Attributes): Record<string, Canonical> {
  const result: Record<string, Canonical> = {};
  for (const name of ATTRIBUTE_NAMES) {
    const value = attributes[name];
    if (value !== undefined) result[name] = comparable(name, value);
  }
  return result;
}

/**
 * The hash that an approval is bound to: identity, type, both flags and every attribute in its comparable form.
 * An attribute that could not be read is left out, so a value that becomes readable counts as drift.
 */
export function snapshotHash(snapshot: Snapshot): string {
  return canonicalHash({
    schema: snapshot.schema,
    objectId: snapshot.objectId.toLowerCase(),
    exchangeGuid: snapshot.exchangeGuid,
    userPrincipalName: snapshot.userPrincipalName,
    type: snapshot.type,
    isDirSynced: snapshot.isDirSynced,
    isExchangeCloudManaged: snapshot.isExchangeCloudManaged,
    attributes: comparableAttributes(snapshot.attributes),
  });
}
