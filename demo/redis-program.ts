import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DemoError } from './demo-error.ts';

const PROGRAMS = ['redis-server', 'valkey-server'];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where Redis or Valkey is. Throws DemoError when there is none in the PATH. */
export function findRedis(path = process.env.PATH ?? ''): string {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const found = PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  if (found !== undefined) return found;
  throw new DemoError(
    'The demo needs redis-server or valkey-server in the PATH: install one of them (for example "sudo apt-get install redis-server") and start the demo again.',
  );
}
