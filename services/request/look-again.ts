import { AppError } from '../app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { archiveSnapshot } from '../archive/snapshot-archive.ts';
import type { ChangeWorld } from '../change/change.ts';
import { changeOf } from '../change/change-of.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { RequestStore } from '../store/request-store.ts';
import { advance } from './advance.ts';
import type { RequestRecord } from './record.ts';

export type LookNeeds = ChangeWorld & {
  readonly store: RequestStore;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly log: Log;
  /** When the directory last synced, asked once for many looks; `null` when it did not say. */
  readonly lastSyncAt: () => Promise<string | null>;
};

/** How long until a look that could not be had, or came too early, is tried again. */
const AGAIN_MS = 60_000;

/**
 * Looks whether a finished change is still so: after the next directory sync, told by the tenant's own sync time, and
 * after a day. What cannot be read is looked at again later and never taken for good. Answers whether anything was
 * found out. A newer request that changed the same subject ends the watch: what is true now is that one's business.
 */
export async function lookAgain(needs: LookNeeds, record: RequestRecord, signal?: AbortSignal): Promise<boolean> {
  const stage = record.watch?.stage;
  if (!stage) return false;
  try {
    if (stage === 'after-sync' && !(await hasSynced(needs, record))) return await later(needs, record);
    if (await isOutdated(needs, record)) return (await advance(needs, record.id, { kind: 'lapse' })).ok;
    const seen = await changeOf(record.action).look(needs, record, signal);
    const isSo = seen && changeOf(record.action).isMade(record, seen.snapshot, { later: true });
    if (isSo) return (await advance(needs, record.id, { kind: 'see', stage })).ok;
    const foundHash = seen ? await archiveSnapshot(needs.archive, seen.snapshot) : null;
    return (await advance(needs, record.id, { kind: 'revert', stage, foundHash })).ok;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    needs.log.warn({ request: record.id, stage, code: error.code }, 'a later look could not be had yet');
    return await later(needs, record);
  }
}

async function later({ store, clock }: LookNeeds, { id }: RequestRecord): Promise<boolean> {
  await store.postpone(id, new Date(clock.now().getTime() + AGAIN_MS));
  return false;
}

/**
 * Whether the directory has synced since the change was read back: the tenant's own sync time has moved on. A clock of
 * ours is asked only where the tenant did not tell its sync time then.
 */
async function hasSynced(needs: LookNeeds, record: RequestRecord): Promise<boolean> {
  const lastSyncAt = await needs.lastSyncAt();
  const before = record.watch?.syncedBefore ?? record.readBacks[0]?.at;
  return lastSyncAt !== null && before !== undefined && Date.parse(lastSyncAt) > Date.parse(before);
}

const RECENT = 10;

async function isOutdated({ store }: LookNeeds, record: RequestRecord): Promise<boolean> {
  const { records } = await store.historyOf(record.subject.objectId, RECENT);
  return records.some((other) => other.id !== record.id && isNewerChange(other, record));
}

/** Handing over again, or the same edit differently, makes the older change nobody's promise any more. */
function isNewerChange(other: RequestRecord, record: RequestRecord): boolean {
  const [made] = other.readBacks;
  const [first] = record.readBacks;
  return (
    made !== undefined && first !== undefined && Date.parse(made.at) > Date.parse(first.at) && bearsOn(other, record)
  );
}

function bearsOn(other: RequestRecord, record: RequestRecord): boolean {
  if (record.action !== 'edit') return other.action !== 'edit';
  return other.action !== 'edit' || other.edits.some(({ name }) => record.edits.some((edit) => edit.name === name));
}
