import { type Archive, ArchiveError } from '../../services/archive/archive.ts';
import { archiveConflict } from '../../services/archive/archive-conflict.ts';
import { requireArchiveName } from '../../services/archive/archive-name.ts';

/** The archive in memory, with hands for what happens to real ones: being away, and being tampered with. */
export type FakeArchive = Archive & {
  readonly files: Map<string, string>;
  /** From now on every call fails as `archive_unavailable`, until `back`. */
  readonly goAway: () => void;
  readonly back: () => void;
};

export function fakeArchive(): FakeArchive {
  const files = new Map<string, string>();
  let away = false;
  const mustBeThere = (): void => {
    if (away) throw new ArchiveError('archive_unavailable', 'The archive is away.', { context: { errno: 'EIO' } });
  };
  return {
    files,
    goAway: () => {
      away = true;
    },
    back: () => {
      away = false;
    },
    writeOnce: async (name, content) => {
      requireArchiveName(name);
      mustBeThere();
      if ((files.get(name) ?? content) !== content) throw archiveConflict(name);
      files.set(name, content);
    },
    read: async (name) => {
      requireArchiveName(name);
      mustBeThere();
      return files.get(name);
    },
    list: async function* (prefix) {
      mustBeThere();
      yield* [...files.keys()].filter((name) => name.startsWith(prefix)).sort();
    },
    check: async () => mustBeThere(),
  };
}
