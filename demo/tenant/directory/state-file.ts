// Keeps the state in a file, so that a second start finds what the first one left. Written to a temporary name and
// renamed, so that a crash never leaves half a file.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRecord } from '../record.ts';
import type { TenantState } from './tenant-state.ts';
import { createState } from './tenant-state.ts';

export type StateFile = {
  /** Writes soon; several changes in a row become one write. */
  changed(): void;
  /** Writes at once. */
  flush(): void;
};

const DELAY_MS = 200;

type Stored = Omit<Partial<TenantState>, 'version'> & Pick<TenantState, 'objects' | 'clock' | 'seed'>;

function isStored(value: unknown): value is Stored {
  if (!isRecord(value)) return false;
  const known = value.version === 1 || value.version === 2;
  return known && Array.isArray(value.objects) && typeof value.clock === 'string' && typeof value.seed === 'number';
}

/** What a state of an earlier version lacks is as in a fresh tenant, but for the objects: those stay as they are. */
function completed(stored: Stored): TenantState {
  const fresh = createState({ seed: stored.seed, size: 0, start: new Date(stored.clock) });
  return {
    ...fresh,
    moves: [],
    ...stored,
    version: 2,
    settings: { ...fresh.settings, ...stored.settings },
  };
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
  if (!isStored(value)) throw new Error(`The tenant's state file ${path} is not one; delete it to start afresh.`);
  return completed(value);
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
