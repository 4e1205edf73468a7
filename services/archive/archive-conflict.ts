import { ArchiveError } from './archive.ts';

/** What `writeOnce` throws when the name already holds something else. */
export function archiveConflict(name: string): ArchiveError {
  return new ArchiveError(
    'archive_conflict',
    `The archive already holds another "${name}", and nothing is overwritten.`,
    {
      context: { name },
    },
  );
}
