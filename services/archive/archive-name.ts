import { ArchiveError } from './archive.ts';

// A segment never starts with a dot: those names belong to the stores themselves (temporary files, probes).
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Whether the name is one that Steward writes: relative, plain segments, no way out of the folder. */
export function isArchiveName(name: string): boolean {
  return name.split('/').every((segment) => SEGMENT.test(segment));
}

/** Throws where the name could lead anywhere else: names are made by Steward, so another one is a defect. */
export function requireArchiveName(name: string): void {
  if (isArchiveName(name)) return;
  throw new ArchiveError(
    'archive_name',
    'That is not a name for the archive: letters, digits, ".", "_", "-" and "/".',
    {
      context: { name },
    },
  );
}
