import type { Member, ObjectKind, SyncedObject } from '../directory/directory-tenant.ts';
import { objectType } from '../object/object-type.ts';
import { refuse } from '../refusal.ts';
import { towardsCloud } from '../request/action.ts';
import type { PlainSnapshot } from '../snapshot/plain-snapshot.ts';
import { isMailboxSnapshot } from '../snapshot/subject-snapshot.ts';
import type { ChangeKind, ChangeWorld, Order, Seen } from './change.ts';
import { inspectObject } from './inspect-object.ts';

const flagOf = ({ action }: Order): boolean => towardsCloud(action) === true;

/**
 * The authority over a whole user, group or contact: Graph `onPremisesSyncBehavior.isCloudManaged`. A rollback is
 * finished only with the next directory sync (Microsoft Learn, "Configure group source of authority"); until then the
 * object looks like one born in the cloud, and only this request remembers that it is not.
 */
export const objectChange: ChangeKind = {
  look: lookAtObject,
  inspect: async (world, on, signal) => {
    const { order, seen } = on;
    const { name } = seen.subject;
    if (objectChange.isMade(order, seen.snapshot, { later: true }))
      return {
        findings: [],
        refusal: refuse(flagOf(order) ? 'already_cloud_object' : 'already_synced_object', { name }),
      };
    return await inspectObject(world, on, signal);
  },
  isMade: (order, snapshot, how) => {
    if (isMailboxSnapshot(snapshot) || snapshot.facts.isCloudManaged !== flagOf(order)) return false;
    return flagOf(order) || how?.later !== true || snapshot.facts.isSynced === true;
  },
  make: ({ directory }, order, signal) => directory.setCloudManaged(refOf(order), flagOf(order), signal),
};

async function lookAtObject(world: ChangeWorld, order: Order, signal?: AbortSignal): Promise<Seen | undefined> {
  const { directory, clock } = world;
  const ref = refOf(order);
  const [object, isCloudManaged, members] = await Promise.all([
    directory.object(ref, signal),
    directory.isCloudManaged(ref, signal),
    ref.kind === 'group' ? directory.membersOf(ref.objectId, signal) : [],
  ]);
  if (!object) return undefined;
  const { kind, objectId, name, displayName } = object;
  const facts = { ...factsOf(object, members), ...(isCloudManaged === null ? {} : { isCloudManaged }) };
  return {
    subject: { kind, objectId, name, displayName, type: objectType(object) },
    snapshot: { schema: 1, kind, objectId, name, displayName, facts, takenAt: clock.now().toISOString() },
    mailbox: null,
  };
}

function refOf({ subject }: Order): { readonly kind: ObjectKind; readonly objectId: string } {
  const { kind, objectId } = subject;
  if (kind === 'mailbox' || kind === 'organization') throw new Error(`A ${kind} is no object of the directory.`);
  return { kind, objectId };
}

function factsOf(object: SyncedObject, members: readonly Member[]): PlainSnapshot['facts'] {
  const { kind, isSynced, mail, isMailEnabled, isSecurityEnabled } = object;
  if (kind !== 'group') return { isSynced, mail };
  return { isSynced, mail, isMailEnabled, isSecurityEnabled, members: members.map(({ objectId }) => objectId) };
}
