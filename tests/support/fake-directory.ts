import { DirectoryError, type DirectoryPerson, type SyncState } from '../../services/directory/directory.ts';
import type { DirectoryOnline } from '../../services/directory/directory-tenant.ts';
import type { DirectoryCode } from '../../services/directory/graph-failure.ts';
import { type FakeTenantControl, type FakeTenantSeed, fakeDirectoryTenant } from './fake-directory-tenant.ts';

export type FakeDirectorySeed = FakeTenantSeed & {
  readonly people?: readonly DirectoryPerson[];
  /** Group id → object ids of people and groups in it. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly sync?: SyncState;
  /** Objects that moved to the cloud as a whole. */
  readonly cloudObjects?: readonly string[];
};

type Call = { readonly method: keyof DirectoryOnline; readonly subject: string };

/** Microsoft Graph in memory, under the contract of the real client. What is not `DirectoryOnline` is for the test. */
export type FakeDirectory = DirectoryOnline &
  FakeTenantControl & {
    readonly calls: readonly Call[];
    readonly put: (person: DirectoryPerson) => void;
    readonly setMembers: (groupId: string, members: readonly string[]) => void;
    readonly setSync: (sync: SyncState) => void;
    readonly failNext: (code: DirectoryCode, times?: number) => void;
    /** Makes the next call wait until its signal aborts. */
    readonly hang: () => void;
    /** Takes the permission to read whole-object authority away: the answer becomes `null`. */
    readonly hideObjectAuthority: () => void;
  };

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function fakeDirectory(seed: FakeDirectorySeed = {}): FakeDirectory {
  const people = new Map((seed.people ?? []).map((person) => [person.objectId, person]));
  const groups = new Map(Object.entries(seed.groups ?? {}));
  const cloudObjects = new Set(seed.cloudObjects ?? []);
  const calls: Call[] = [];
  const troubles: (DirectoryCode | 'hang')[] = [];
  let sync = seed.sync ?? { enabled: null, lastSyncAt: null };
  let hidden = false;

  async function begin(method: Call['method'], subject: string, signal: AbortSignal | undefined): Promise<void> {
    calls.push({ method, subject });
    const trouble = signal?.aborted ? 'directory_unavailable' : troubles.shift();
    if (trouble === 'hang') return untilAborted(signal);
    if (trouble !== undefined) throw failure(trouble);
  }

  function holds(groupId: string, memberId: string, path: readonly string[] = []): boolean {
    if (path.includes(groupId)) return false;
    const members = groups.get(groupId) ?? [];
    return members.some((member) => member === memberId || holds(member, memberId, [...path, groupId]));
  }

  const isAuthorityHidden = (): boolean => hidden;
  const core = { begin, checked, failure, people, groups, cloudObjects, isAuthorityHidden };

  return {
    ...fakeDirectoryTenant(core, seed),
    calls,
    put: (person) => void people.set(person.objectId, person),
    setMembers: (groupId, members) => void groups.set(groupId, members),
    setSync: (state) => {
      sync = state;
    },
    failNext: (code, times = 1) => void troubles.push(...Array.from({ length: times }, () => code)),
    hang: () => void troubles.push('hang'),
    hideObjectAuthority: () => {
      hidden = true;
    },
    person: async (objectId, signal) => {
      await begin('person', checked(objectId), signal);
      return people.get(checked(objectId));
    },
    memberOf: async (objectId, groupIds, signal) => {
      const [member, asked] = [checked(objectId), [...new Set(groupIds.map(checked))]];
      if (asked.length === 0) return [];
      await begin('memberOf', member, signal);
      return people.has(member) ? asked.filter((groupId) => holds(groupId, member)) : [];
    },
    peopleIn: async (groupId, signal) => {
      await begin('peopleIn', checked(groupId), signal);
      return [...people.keys()].filter((objectId) => holds(checked(groupId), objectId));
    },
    syncState: async (signal) => {
      await begin('syncState', '', signal);
      return sync;
    },
  };
}

function failure(code: DirectoryCode): DirectoryError {
  return new DirectoryError(code, `The fake fails: ${code}.`);
}

function checked(objectId: string): string {
  if (!GUID.test(objectId.toLowerCase())) throw failure('directory_protocol');
  return objectId.toLowerCase();
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(failure('directory_unavailable')), { once: true });
  });
}
