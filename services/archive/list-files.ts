import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isArchiveName } from './archive-name.ts';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

// A folder sorts as `name/`, so that walking gives the order of whole names.
async function sortedNames(folder: string): Promise<readonly string[]> {
  const entries = (await entriesOf(folder)).filter((entry) => isArchiveName(entry.name));
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => `${entry.name}/`);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  return [...folders, ...files].sort(byCodeUnit);
}

async function* walk(root: string, within: string, prefix: string): AsyncGenerator<string> {
  for (const name of await sortedNames(join(root, within))) {
    const whole = within + name;
    if (!whole.startsWith(prefix) && !prefix.startsWith(whole)) continue;
    if (name.endsWith('/')) yield* walk(root, whole, prefix);
    else if (whole.startsWith(prefix)) yield whole;
  }
}

/** Every file under `root` whose name starts with `prefix`, in order; holds one folder in memory at a time and level. */
export async function* listFiles(root: string, prefix: string): AsyncGenerator<string> {
  const base = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (base !== '' && !isArchiveName(base.slice(0, -1))) return;
  yield* walk(root, base, prefix);
}
