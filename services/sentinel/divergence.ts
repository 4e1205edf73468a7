import * as z from 'zod/v4';
import type { ApprovedState } from '../store/approved-state-store.ts';

/**
 * `authority-flipped`: the flag is not as it was approved. `values-changed`: a cloud-managed mailbox has other values.
 * `moved-outside`: one that Steward never touched became cloud-managed.
 */
export const DIVERGENCE_KINDS = ['authority-flipped', 'values-changed', 'moved-outside'] as const;
export type DivergenceKind = (typeof DIVERGENCE_KINDS)[number];

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A mailbox that is not as people last approved it. Its snapshots lie in the archive under the two hashes. */
export const divergenceSchema = z
  .strictObject({
    objectId: z.guid(),
    userPrincipalName: z.string(),
    displayName: z.string(),
    kind: z.enum(DIVERGENCE_KINDS),
    /** `null`: nothing was ever approved. */
    approvedHash: hash.nullable(),
    /** The request that made the approved state; `null` where none did. */
    request: z.string().nullable(),
    foundHash: hash,
    /** The flag as it was found. */
    isCloudManaged: z.boolean(),
    foundAt: z.iso.datetime(),
  })
  .readonly();
export type Divergence = z.infer<typeof divergenceSchema>;

/** What was found of a mailbox. `null`: the flag could not be read. */
export type FoundState = { readonly hash: string; readonly isCloudManaged: boolean | null };

/**
 * What is wrong between the approved and the found state, if anything. A flag that could not be read accuses nobody.
 * Values are compared while the mailbox is cloud-managed only: on-premises, directory sync may change them at any time,
 * and that is how it should be. Without an approved state the question is asked only of mailboxes that were seen to
 * have moved.
 */
export function judge(approved: ApprovedState | undefined, found: FoundState): DivergenceKind | undefined {
  if (found.isCloudManaged === null) return undefined;
  if (approved === undefined) return found.isCloudManaged ? 'moved-outside' : undefined;
  if (approved.isCloudManaged !== found.isCloudManaged) return 'authority-flipped';
  return approved.isCloudManaged && approved.hash !== found.hash ? 'values-changed' : undefined;
}
