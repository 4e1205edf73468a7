import { type Directory, DirectoryError } from '../directory/directory.ts';
import { type Authority, authorityOf } from '../mailbox/authority.ts';
import { type Finding, findingsFor } from '../mailbox/finding.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';

export type Examination = {
  readonly authority: Authority;
  readonly findings: readonly Finding[];
  /** When the directory last synced, ISO 8601; `null` when it could not be told. */
  readonly lastSyncAt: string | null;
};

/** Looks at everything that decides whether a mailbox may change hands. What the directory does not answer is unknown. */
export async function examine(
  { directory }: { readonly directory: Directory },
  mailbox: Mailbox,
  signal?: AbortSignal,
): Promise<Examination> {
  const [isObjectCloudManaged, sync] = await Promise.all([
    mailbox.isDirSynced === false ? orUnknown(directory.isObjectCloudManaged(mailbox.objectId, signal)) : false,
    orUnknown(directory.syncState(signal)),
  ]);
  const lastSyncAt = sync?.lastSyncAt ?? null;
  const authority = authorityOf({ ...mailbox, isObjectCloudManaged });
  return { authority, lastSyncAt, findings: findingsFor({ authority, type: mailbox.type, lastSyncAt }) };
}

/** A directory's failure is "unknown" here: the finding says so and nothing is decided on it. */
async function orUnknown<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof DirectoryError) return null;
    throw error;
  }
}
