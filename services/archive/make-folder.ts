import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

async function attempt(folder: string): Promise<'made' | 'there' | 'no-parent'> {
  try {
    await mkdir(folder, { mode: 0o750 });
    return 'made';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return 'there';
    if (code === 'ENOENT' && dirname(folder) !== folder) return 'no-parent';
    throw error;
  }
}

/**
 * Makes a folder and what is missing above it; answers with the deepest one that was there before. Not node's
 * recursive `mkdir`: that one never comes back from a file system that lets nobody make folders, such as /proc.
 */
export async function makeFolder(folder: string): Promise<string> {
  const first = await attempt(folder);
  if (first === 'there') return folder;
  if (first === 'made') return dirname(folder);
  const top = await makeFolder(dirname(folder));
  await mkdir(folder, { mode: 0o750 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return top;
}
