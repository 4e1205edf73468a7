import type { DirectoryPerson } from '../../services/directory/directory.ts';
import type {
  DirectoryOnline,
  DirectoryTenant,
  Member,
  ObjectKind,
  ObjectRef,
  SyncedObject,
  WritebackJob,
} from '../../services/directory/directory-tenant.ts';
import type { DirectoryCode } from '../../services/directory/graph-failure.ts';

export type FakeTenantSeed = {
  readonly objects?: readonly SyncedObject[];
  /** Object id → addresses besides its `mail`. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  readonly writebackJobs?: readonly WritebackJob[];
};

/** What the test does behind the back of whom it tests. */
export type FakeTenantControl = {
  readonly putObject: (object: SyncedObject) => void;
  readonly setWritebackJobs: (jobs: readonly WritebackJob[]) => void;
  /** Takes back what was rolled back; a user only where hard matches are allowed, as Entra does. */
  readonly syncCycle: (options?: { readonly hardMatchAllowed?: boolean }) => void;
  /** The next change happens, but nobody is told. */
  readonly loseNextAnswer: () => void;
};

/** What the two halves of the fake have in common. */
export type FakeCore = {
  readonly begin: (method: keyof DirectoryOnline, subject: string, signal: AbortSignal | undefined) => Promise<void>;
  readonly checked: (objectId: string) => string;
  readonly failure: (code: DirectoryCode) => Error;
  readonly people: ReadonlyMap<string, DirectoryPerson>;
  readonly groups: Map<string, readonly string[]>;
  readonly cloudObjects: Set<string>;
  readonly isAuthorityHidden: () => boolean;
};

const MOST_FOUND = 20;
const PAGE = 100;

type FakeTenant = DirectoryTenant & Pick<DirectoryOnline, 'isObjectCloudManaged'> & FakeTenantControl;

export function fakeDirectoryTenant(core: FakeCore, seed: FakeTenantSeed): FakeTenant {
  const { begin, checked, failure, cloudObjects, groups } = core;
  const objects = new Map((seed.objects ?? []).map((object) => [object.objectId, object]));
  const pending = new Set<string>();
  let jobs = seed.writebackJobs ?? [];
  let isAnswerLost = false;

  const objectOf = ({ kind, objectId }: ObjectRef): SyncedObject | undefined => {
    const found = objects.get(checked(objectId));
    return found?.kind === kind ? found : undefined;
  };
  const isKnown = (ref: ObjectRef): boolean =>
    objectOf(ref) !== undefined || (ref.kind === 'user' && core.people.has(checked(ref.objectId)));
  const authorityOver = (ref: ObjectRef): boolean | null =>
    core.isAuthorityHidden() || !isKnown(ref) ? null : cloudObjects.has(checked(ref.objectId));
  const wasOnceSynced = ({ objectId, isSynced, wasSynced }: SyncedObject): boolean =>
    isSynced || wasSynced === true || cloudObjects.has(objectId) || pending.has(objectId);
  const addressesOf = ({ objectId, mail }: SyncedObject): readonly string[] => [
    ...(mail === null ? [] : [mail]),
    ...(seed.aliases?.[objectId] ?? []),
  ];
  const setSynced = (object: SyncedObject, isSynced: boolean): void =>
    void objects.set(object.objectId, { ...object, isSynced });

  const memberOf = (objectId: string): Member => {
    const { kind, displayName, isSynced } = objects.get(objectId) ?? {
      kind: 'other',
      displayName: '',
      isSynced: false,
    };
    return { kind, objectId, displayName: displayName || objectId, isSynced };
  };

  function takeBack(objectId: string, hardMatchAllowed: boolean): void {
    const object = objects.get(objectId);
    if (object === undefined || (object.kind === 'user' && !hardMatchAllowed)) return;
    pending.delete(objectId);
    setSynced(object, true);
    const members = groups.get(objectId);
    if (members !== undefined)
      groups.set(
        objectId,
        members.filter((id) => objects.get(id)?.isSynced),
      );
  }

  function change(object: SyncedObject, value: boolean): void {
    if (cloudObjects.has(object.objectId) === value) return;
    if (value) cloudObjects.add(object.objectId);
    else cloudObjects.delete(object.objectId);
    if (value) pending.delete(object.objectId);
    else pending.add(object.objectId);
    setSynced(object, false);
  }

  return {
    putObject: (object) => void objects.set(object.objectId, object),
    setWritebackJobs: (list) => {
      jobs = list;
    },
    syncCycle: ({ hardMatchAllowed = false } = {}) => {
      for (const objectId of [...pending]) takeBack(objectId, hardMatchAllowed);
    },
    loseNextAnswer: () => {
      isAnswerLost = true;
    },
    object: async (ref, signal) => {
      await begin('object', checked(ref.objectId), signal);
      return objectOf(ref);
    },
    findObjects: async (name, signal) => {
      const wanted = name.trim().toLowerCase();
      if (wanted === '') return [];
      await begin('findObjects', name, signal);
      const all = [...objects.values()].filter(({ kind }) => kind !== 'user');
      const byAddress = all.filter((object) => addressesOf(object).some((one) => one.toLowerCase() === wanted));
      const found = byAddress.length > 0 ? byAddress : all.filter((one) => one.displayName.toLowerCase() === wanted);
      return found.toSorted(groupsFirst).slice(0, MOST_FOUND);
    },
    async *objects(kind, signal) {
      await begin('objects', kind, signal);
      const all = [...objects.values()].filter((object) => object.kind === kind);
      const listed = all.filter((object) => kind === 'contact' || wasOnceSynced(object));
      for (let start = 0; start < listed.length; start += PAGE) yield listed.slice(start, start + PAGE);
    },
    isCloudManaged: async (ref, signal) => {
      await begin('isCloudManaged', checked(ref.objectId), signal);
      return authorityOver(ref);
    },
    isObjectCloudManaged: async (objectId, signal) => {
      await begin('isObjectCloudManaged', checked(objectId), signal);
      return authorityOver({ kind: 'user', objectId });
    },
    setCloudManaged: async (ref, value, signal) => {
      await begin('setCloudManaged', checked(ref.objectId), signal);
      if (core.isAuthorityHidden()) throw failure('directory_permission');
      const object = objectOf(ref);
      if (object === undefined || !wasOnceSynced(object)) throw failure('directory_refused');
      change(object, value);
      if (!isAnswerLost) return;
      isAnswerLost = false;
      throw failure('directory_unconfirmed');
    },
    membersOf: async (groupId, signal) => {
      await begin('membersOf', checked(groupId), signal);
      return (groups.get(checked(groupId)) ?? []).map(memberOf);
    },
    groupsOf: async (ref, signal) => {
      const objectId = checked(ref.objectId);
      await begin('groupsOf', objectId, signal);
      return [...objects.values()].filter((object) => groups.get(object.objectId)?.includes(objectId));
    },
    writebackJobs: async (signal) => {
      await begin('writebackJobs', '', signal);
      return jobs;
    },
  };
}

const ORDER: Readonly<Record<ObjectKind, number>> = { user: 0, group: 1, contact: 2 };

function groupsFirst(one: SyncedObject, other: SyncedObject): number {
  return ORDER[one.kind] - ORDER[other.kind];
}
