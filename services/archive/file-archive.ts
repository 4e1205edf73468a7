import { randomUUID } from 'node:crypto';
import { link, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Archive, ArchiveError } from './archive.ts';
import { archiveConflict } from './archive-conflict.ts';
import { requireArchiveName } from './archive-name.ts';
import { listFiles } from './list-files.ts';
import { makeFolder } from './make-folder.ts';
import { syncFolder } from './sync-folder.ts';

// The archive as files in one folder. A name appears only when its content is whole and on the disk: it is written
// to a temporary file beside it (its name starts with a dot), synced, and linked, which never overwrites. A crash
// can leave a temporary file behind, never half a snapshot.

const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

function unavailable(doing: string, error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error;
  const errno = errnoOf(error);
  const sentence = `The archive folder cannot be ${doing} (${errno}): see that it exists, has room and is Steward's to write.`;
  return new ArchiveError('archive_unavailable', sentence, { context: { errno }, cause: error });
}

async function orUnavailable<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(doing, error);
  }
}

async function readOrUndefined(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeDurably(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o640);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Links the temporary file to its name; `false` when the name is taken. */
async function claim(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function withTemporary<T>(folder: string, content: Buffer, use: (path: string) => Promise<T>): Promise<T> {
  const temporary = join(folder, `.tmp-${randomUUID()}`);
  try {
    await writeDurably(temporary, content);
    return await use(temporary);
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

async function writeFileOnce(root: string, name: string, content: Buffer): Promise<void> {
  const path = join(root, name);
  const folder = dirname(path);
  const made = await makeFolder(folder);
  const top = made.length < root.length ? made : root;
  const mine = await withTemporary(folder, content, (temporary) => claim(temporary, path));
  if (!mine && !(await readOrUndefined(path))?.equals(content)) throw archiveConflict(name);
  // Also when somebody else was first: they may have died before their names were on the disk.
  for (let each = folder; each.length >= top.length; each = dirname(each)) {
    await syncFolder(each);
    if (each === dirname(each)) break;
  }
}

async function probe(root: string): Promise<void> {
  await makeFolder(root);
  await withTemporary(root, Buffer.from('Steward looks whether it can write here.\n'), async (temporary) => {
    const target = `${temporary}-linked`;
    await link(temporary, target);
    await unlink(target);
  });
}

/** The archive in a folder of a file system with hard links; the folder is made when it is missing. */
export function openFileArchive(folder: string): Archive {
  const root = resolve(folder);
  return {
    writeOnce: async (name, content) => {
      requireArchiveName(name);
      await orUnavailable('written', () => writeFileOnce(root, name, Buffer.from(content)));
    },
    read: async (name) => {
      requireArchiveName(name);
      return orUnavailable('read', async () => (await readOrUndefined(join(root, name)))?.toString('utf8'));
    },
    list: async function* (prefix) {
      try {
        yield* listFiles(root, prefix);
      } catch (error) {
        throw unavailable('read', error);
      }
    },
    check: () => orUnavailable('written', () => probe(root)),
  };
}
