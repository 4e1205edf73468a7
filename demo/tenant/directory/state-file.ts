// Keeps the state in a file, so that a second start finds what the first one left. Written to a temporary name and
// renamed, so that a crash never leaves half a file.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TenantState } from './tenant-state.ts';

export type StateFile = {
  /** Writes soon; several changes in a row become one write. */
  changed(): void;
  /** Writes at once. */
  flush(): void;
};

const DELAY_MS = 200;

function isState(value: unknown): value is TenantState {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'objects' in value;
}

/** The state an earlier run left, or null when there is no such file. */
export function readState(path: string): TenantState | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (!isState(value)) throw new Error(`The tenant's state file ${path} is not one; delete it to start afresh.`);
  return value;
}

/** Watches over the file of one state; without a path nothing is kept. */
export function openStateFile(path: string | undefined, state: TenantState): StateFile {
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (path === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.tmp`, JSON.stringify(state));
    renameSync(`${path}.tmp`, path);
  };
  const changed = (): void => {
    if (path !== undefined) timer ??= setTimeout(flush, DELAY_MS);
  };
  return { changed, flush };
}
