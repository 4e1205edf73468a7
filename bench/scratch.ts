import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Stoppable = { readonly stop: () => Promise<void> };

/** A folder and everything that was started for one row, to be gone when the row is. */
export type Scratch = {
  readonly folder: string;
  readonly keep: <T extends Stoppable>(started: T) => T;
  readonly close: () => Promise<void>;
};

const open = new Set<Scratch>();

/** For a run that is broken off: nothing of it is left. */
export async function closeAll(): Promise<void> {
  await Promise.allSettled([...open].map((scratch) => scratch.close()));
}

function openScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'));
  const kept: Stoppable[] = [];
  const scratch: Scratch = {
    folder,
    keep: (started) => {
      kept.push(started);
      return started;
    },
    /** The last started stops first. */
    close: async () => {
      open.delete(scratch);
      for (const one of kept.splice(0).reverse()) await one.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  open.add(scratch);
  return scratch;
}

/** Opens with a scratch that is closed again when opening fails. */
export async function withScratch<T>(use: (scratch: Scratch) => Promise<T>): Promise<T> {
  const scratch = openScratch();
  try {
    return await use(scratch);
  } catch (error) {
    await scratch.close();
    throw error;
  }
}
