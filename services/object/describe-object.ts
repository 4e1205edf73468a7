import { DirectoryError } from '../directory/directory.ts';
import type { DirectoryOnline, SyncedObject } from '../directory/directory-tenant.ts';
import { block, type Finding } from '../mailbox/finding.ts';
import type { RequestReader } from '../store/request-reader.ts';
import { gatherObjectFacts, type ObjectSources } from './gather-object-facts.ts';
import { type HandedBack, handedBack } from './handed-back.ts';
import type { ObjectDirection } from './object-facts.ts';
import { objectHazards } from './object-hazards.ts';
import { type ObjectStanding, objectStanding } from './object-standing.ts';
import { objectType } from './object-type.ts';

/** Who has the authority over a whole object, and what speaks for and against handing it over. */
export type ObjectDescription = {
  readonly object: SyncedObject;
  /** In words, for example "Distribution group". */
  readonly type: string;
  readonly standing: ObjectStanding;
  /** Of an object that waits to be taken over, where Steward handed it back. */
  readonly handedBack: HandedBack | null;
  /** The way that it could go from here. */
  readonly direction: ObjectDirection;
  readonly findings: readonly Finding[];
  /** Direct members of a group, 0 for the others; `null` when they could not be read. */
  readonly members: number | null;
  /** When the directory last synced, ISO 8601; `null` when it could not be told. */
  readonly lastSyncAt: string | null;
};

export type ObjectWorld = {
  readonly directory: ObjectSources['directory'] & Pick<DirectoryOnline, 'isCloudManaged' | 'syncState'>;
  readonly exchange: ObjectSources['exchange'];
  readonly store: Pick<RequestReader, 'historyOf'>;
};

/** Looks at an object that has just been read. What could not be asked is unknown; nothing is changed. */
export async function describeObject(
  { directory, exchange, store }: ObjectWorld,
  object: SyncedObject,
  signal?: AbortSignal,
): Promise<ObjectDescription> {
  const [isCloudManaged, facts, sync, ledger] = await Promise.all([
    orUnknown(directory.isCloudManaged(object, signal)),
    gatherObjectFacts({ directory, exchange }, object, signal),
    orUnknown(directory.syncState(signal)),
    handedBack(store, object.objectId),
  ]);
  const standing = objectStanding({ object, isCloudManaged, handedBack: ledger });
  const direction = standing === 'cloud' ? 'object-to-on-premises' : 'object-to-cloud';
  const waiting = standing === 'waiting' ? ledger : null;
  return {
    object,
    type: objectType(object),
    standing,
    handedBack: waiting,
    direction,
    findings: waiting
      ? [waitingFinding(object, waiting)]
      : objectHazards({ ...facts, object, direction, isCloudManaged }),
    members: facts.members?.length ?? null,
    lastSyncAt: sync?.lastSyncAt ?? null,
  };
}

/** What our own ledger knows better than Graph: that the object waits, and since when. */
export function waitingFinding(
  { name, kind }: Pick<SyncedObject, 'name' | 'kind'>,
  { request, isOverdue }: Pick<HandedBack, 'request' | 'isOverdue'>,
): Finding {
  if (!isOverdue) {
    return block(
      'object_waiting',
      `${name} was handed back with ${request} and waits for the next directory sync to take it over.`,
      'Leave it alone until then.',
    );
  }
  return block(
    'object_not_taken_over',
    `${name} was handed back with ${request}, but the directory has synced since and did not take it over.`,
    `Make sure that Active Directory still has it, in sync scope${kind === 'user' ? ', and that a Global Administrator has lifted the hard-match block' : ''}.`,
  );
}

async function orUnknown<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof DirectoryError) return null;
    throw error;
  }
}
