import { momentWords } from '../preflight/date-words.ts';
import type { RequestRecord } from '../request/record.ts';
import type { OffboardStep } from './offboard-report.ts';

export type SyncEvidence = {
  /** The hand-over of this mailbox that Steward made last, if it went back on-premises. */
  readonly rollback: RequestRecord | null;
  /** When the mailbox last changed, ISO 8601. */
  readonly whenChanged: string | null;
  /** When the directory last synced, ISO 8601; `null` when it could not be told. */
  readonly lastSyncAt: string | null;
};

/**
 * Whether the directory has synced since the flag became false. Our own ledger knows when that was; without it, the last
 * change of the mailbox is at least as late as the change of its flag, so that a sync after it is one after both.
 */
export function syncedSinceStep({ rollback, whenChanged, lastSyncAt }: SyncEvidence): OffboardStep {
  const since = rollback ? handedBackAt(rollback) : whenChanged;
  if (since === null || lastSyncAt === null) {
    return unknown(
      lastSyncAt === null
        ? 'When the directory last synced is not known.'
        : 'When it stopped being cloud-managed is not known.',
    );
  }
  const sync = momentWords(lastSyncAt);
  if (rollback && wasSeenAfterSync(rollback)) return done(`The directory has synced since ${rollback.id}.`);
  if (Date.parse(lastSyncAt) > Date.parse(since)) {
    const what = rollback ? `after ${rollback.id}` : `after its last change on ${momentWords(since)}`;
    return done(`The directory last synced on ${sync}, ${what}.`);
  }
  if (!rollback) return unknown(`The directory last synced on ${sync}, and the mailbox has changed since.`);
  return {
    code: 'synced_since',
    state: 'open',
    sentence: `The directory has not synced since ${rollback.id}: it last did on ${sync}.`,
    remedy: 'Wait for the next directory sync.',
    line: null,
  };
}

/** The tenant's own sync time at the change, so that no clock of ours is compared with the tenant's. */
function handedBackAt({ watch, readBacks }: RequestRecord): string | null {
  return watch?.syncedBefore ?? readBacks[0]?.at ?? null;
}

const wasSeenAfterSync = ({ readBacks }: RequestRecord): boolean => readBacks.some(({ stage }) => stage !== 'at-once');

const done = (sentence: string): OffboardStep => ({
  code: 'synced_since',
  state: 'done',
  sentence,
  remedy: null,
  line: null,
});

const unknown = (sentence: string): OffboardStep => ({
  code: 'synced_since',
  state: 'unknown',
  sentence: `Whether the directory has synced since it stopped being cloud-managed is not known. ${sentence}`,
  remedy: 'Let one directory sync pass before the move.',
  line: null,
});
