import type { Archive } from '../../../services/archive/archive.ts';

/** The whole list at once. */
export async function namesIn(archive: Archive, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of archive.list(prefix)) names.push(name);
  return names;
}
