import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GROUPS } from '../../demo/people.ts';
import { NESTED_GROUPS, WHOLE_OBJECTS } from '../../demo/tenant/directory/groups-and-contacts.ts';
import { guidFrom } from '../../demo/tenant/directory/stable-id.ts';
import { connectDirectory } from '../../services/directory/connect-directory.ts';
import { DirectoryError } from '../../services/directory/directory.ts';
import type {
  DirectoryOnline,
  ObjectRef,
  SyncedObject,
  WritebackJob,
} from '../../services/directory/directory-tenant.ts';
import { capturedLog } from '../support/captured-log.ts';
import { controlledTenant } from '../support/controlled-tenant.ts';
import { fakeDirectory } from '../support/fake-directory.ts';
import { testClock } from '../support/test-clock.ts';

const NOBODY = '00000000-0000-4000-8000-00000000dead';
const SYNCED_AT = '2026-11-22T07:52:00.000Z';

const object = (kind: SyncedObject['kind'], key: string, values: Partial<SyncedObject>): SyncedObject => {
  const { displayName = key, mail = null, isSynced = true } = values;
  return {
    kind,
    objectId: guidFrom(`${key}|object`),
    displayName,
    name: mail ?? displayName,
    mail,
    isSynced,
    wasSynced: kind === 'contact' ? null : isSynced,
    domain: kind === 'contact' || !isSynced ? null : 'corp.contoso.com',
    lastSyncedAt: isSynced ? SYNCED_AT : null,
    isMailEnabled: kind === 'group' ? mail !== null : null,
    isSecurityEnabled: kind === 'group' ? mail === null : null,
    ...values,
  };
};

const ALICE = object('user', 'alice@contoso.com', { displayName: 'Alice Archer', mail: 'alice@contoso.com' });
const CAROL = object('user', 'carol@contoso.com', {
  displayName: 'Carol Castillo',
  mail: 'carol@contoso.com',
  isSynced: false,
});
const WANDA = object('user', 'wholeobject@contoso.com', {
  displayName: 'Wanda Object',
  mail: 'wholeobject@contoso.com',
  isSynced: false,
  wasSynced: true,
  domain: 'corp.contoso.com',
});
const NEWS = object('group', 'plant.news@contoso.com', {
  displayName: "O'Hara Plant News",
  mail: 'plant.news@contoso.com',
});
const HELP_DESK = object('group', 'help.desk', { displayName: 'Help Desk' });
const IT_STAFF = object('group', 'it.staff', { displayName: 'IT Staff' });
const APPROVERS = object('group', 'approvers', {
  objectId: GROUPS.approvers,
  displayName: 'Mailbox Approvers',
  isSynced: false,
});
const PARTNER = object('contact', 'contact 1', { displayName: 'Partner Contact 1', mail: 'partner.1@adatum.example' });
const CLOUD_PARTNER = object('contact', 'contact 2', {
  displayName: 'Partner Contact 2',
  mail: 'partner.2@adatum.example',
  isSynced: false,
});
const OBJECTS = [ALICE, CAROL, WANDA, NEWS, HELP_DESK, IT_STAFF, APPROVERS, PARTNER, CLOUD_PARTNER];

const JOB: WritebackJob = {
  id: `Entra2ADExchangeOnlineAttributeWriteback.${guidFrom('job').slice(0, 8)}.${guidFrom('job').slice(9, 13)}`,
  domain: 'corp.contoso.com',
  status: 'Active',
  schedule: 'Active',
  interval: 'PT20M',
  lastRunAt: SYNCED_AT,
  lastRun: 'Succeeded',
  mapsMail: true,
};

/** One of the two implementations, and the same troubles for both. */
type Stage = {
  readonly directory: DirectoryOnline;
  readonly failing: (how: 'unavailable' | 'refused') => Promise<void>;
  readonly withoutObjectAuthority: () => Promise<DirectoryOnline>;
  readonly loseNextAnswer: () => Promise<void>;
  readonly syncCycle: (hardMatchAllowed: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
};

async function openClient(): Promise<Stage> {
  const tenant = await controlledTenant();
  const connected: ReturnType<typeof connectDirectory>[] = [];
  const connect = (token: string): DirectoryOnline => {
    const directory = connectDirectory({
      url: tenant.url,
      credential: { getToken: async () => token },
      clock: testClock({ heldFrom: 3_600_000 }),
      log: capturedLog().log,
      timeoutMs: 3_600_000,
    });
    connected.push(directory);
    return directory;
  };
  const control = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${tenant.url}/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
    assert.equal(answer.status, 200);
  };
  return {
    directory: connect('demo-full'),
    failing: (how) =>
      tenant.fault(
        how === 'unavailable'
          ? { kind: 'graph-503', times: 0 }
          : { kind: 'status', status: 403, path: '/v1.0/', times: 0 },
      ),
    withoutObjectAuthority: async () => connect('demo-reader'),
    loseNextAnswer: () => tenant.fault({ kind: 'commit-then-drop', path: '/onPremisesSyncBehavior' }),
    syncCycle: async (hardMatchAllowed) => {
      await control('settings', { hardMatchBlocked: !hardMatchAllowed });
      await control('sync', {});
    },
    close: async () => {
      await Promise.all(connected.map((directory) => directory.close()));
      await tenant.close();
    },
  };
}

async function openFake(): Promise<Stage> {
  const directory = fakeDirectory({
    objects: OBJECTS,
    aliases: { [NEWS.objectId]: ['plant@contoso.com'] },
    cloudObjects: [WANDA.objectId],
    groups: {
      [NEWS.objectId]: [ALICE, CAROL, HELP_DESK, PARTNER].map(({ objectId }) => objectId),
      [IT_STAFF.objectId]: [HELP_DESK.objectId],
    },
    writebackJobs: [JOB],
  });
  return {
    directory,
    failing: async (how) =>
      directory.failNext(how === 'unavailable' ? 'directory_unavailable' : 'directory_permission', 100),
    withoutObjectAuthority: async () => {
      directory.hideObjectAuthority();
      return directory;
    },
    loseNextAnswer: async () => directory.loseNextAnswer(),
    syncCycle: async (hardMatchAllowed) => directory.syncCycle({ hardMatchAllowed }),
    close: async () => {},
  };
}

function fails(code: string) {
  return (error: unknown): boolean => error instanceof DirectoryError && error.code === code && error.message !== '';
}

const names = (objects: readonly { readonly displayName: string }[]): readonly string[] =>
  objects.map(({ displayName }) => displayName);

async function listed(directory: DirectoryOnline, kind: 'group' | 'contact'): Promise<readonly SyncedObject[]> {
  const all: SyncedObject[] = [];
  for await (const page of directory.objects(kind)) all.push(...page);
  return all;
}

for (const [name, open] of [
  ['the client on the demo tenant', openClient],
  ['the in-process fake', openFake],
] as const) {
  describe(`DirectoryTenant: ${name}`, () => {
    let stage: Stage;
    let directory: DirectoryOnline;
    const isSynced = async (ref: ObjectRef): Promise<boolean | undefined> => (await directory.object(ref))?.isSynced;
    beforeEach(async () => {
      stage = await open();
      directory = stage.directory;
    });
    afterEach(() => stage.close());

    it('knows the well-known objects by their fixed ids', () => {
      assert.deepEqual(
        [NEWS.objectId, HELP_DESK.objectId, PARTNER.objectId, IT_STAFF.objectId],
        [WHOLE_OBJECTS.mailGroup, WHOLE_OBJECTS.securityGroup, WHOLE_OBJECTS.contact, NESTED_GROUPS.itStaff],
      );
    });

    it('shows users, groups and contacts by their object id, in whatever case it is written', async () => {
      for (const known of OBJECTS) {
        assert.deepEqual(await directory.object(known), known);
        assert.deepEqual(await directory.object({ ...known, objectId: known.objectId.toUpperCase() }), known);
      }
    });

    it('answers undefined for what does not exist, or is of another kind', async () => {
      for (const kind of ['user', 'group', 'contact'] as const)
        assert.equal(await directory.object({ kind, objectId: NOBODY }), undefined);
      assert.equal(await directory.object({ kind: 'contact', objectId: NEWS.objectId }), undefined);
      assert.equal(await directory.object({ kind: 'group', objectId: ALICE.objectId }), undefined);
    });

    it('finds groups and contacts by an address of theirs, in whatever case', async () => {
      assert.deepEqual(await directory.findObjects(' Plant.News@contoso.com '), [NEWS]);
      assert.deepEqual(await directory.findObjects('plant@CONTOSO.com'), [NEWS]);
      assert.deepEqual(await directory.findObjects('partner.1@adatum.example'), [PARTNER]);
      assert.deepEqual(await directory.findObjects('alice@contoso.com'), []);
    });

    it('finds them by their whole display name, whatever quotes it holds', async () => {
      assert.deepEqual(await directory.findObjects("o'hara plant news"), [NEWS]);
      assert.deepEqual(await directory.findObjects('Partner Contact 1'), [PARTNER]);
      for (const other of ["O'Hara", 'O', '', '   ', "x' or displayName ne 'x", "x@y.z' or mail ne '", '%27 or 1 eq 1'])
        assert.deepEqual(await directory.findObjects(other), []);
    });

    it('lists the groups that are or were synced, and all contacts', async () => {
      const groups = await listed(directory, 'group');
      for (const known of [NEWS, HELP_DESK, IT_STAFF])
        assert.deepEqual(
          groups.find(({ objectId }) => objectId === known.objectId),
          known,
        );
      assert.ok(!names(groups).includes(APPROVERS.displayName));
      const contacts = names(await listed(directory, 'contact'));
      assert.ok(contacts.includes(PARTNER.displayName) && contacts.includes(CLOUD_PARTNER.displayName));
    });

    it('lists a group while it is managed in the cloud, and while it waits to be taken back', async () => {
      for (const value of [true, false]) {
        await directory.setCloudManaged(HELP_DESK, value);
        assert.ok(names(await listed(directory, 'group')).includes(HELP_DESK.displayName));
      }
    });

    it('tells about a user what it tells when only asked for users', async () => {
      for (const ref of [ALICE, WANDA, { kind: 'user' as const, objectId: NOBODY }])
        assert.equal(await directory.isCloudManaged(ref), await directory.isObjectCloudManaged(ref.objectId));
      assert.equal(await directory.isCloudManaged(WANDA), true);
    });

    for (const ref of [NEWS, HELP_DESK, PARTNER]) {
      it(`moves ${ref.displayName} to the cloud, and back with the next cycle`, async () => {
        assert.equal(await directory.isCloudManaged(ref), false);
        await directory.setCloudManaged(ref, true);
        assert.deepEqual([await directory.isCloudManaged(ref), await isSynced(ref)], [true, false]);
        await directory.setCloudManaged(ref, false);
        assert.deepEqual([await directory.isCloudManaged(ref), await isSynced(ref)], [false, false]);
        await stage.syncCycle(false);
        assert.deepEqual([await directory.isCloudManaged(ref), await isSynced(ref)], [false, true]);
      });
    }

    it('edge 27: a user that is rolled back never syncs while hard matches are blocked', async () => {
      await directory.setCloudManaged(WANDA, false);
      await stage.syncCycle(false);
      assert.deepEqual([await directory.isCloudManaged(WANDA), await isSynced(WANDA)], [false, false]);
      await stage.syncCycle(true);
      assert.deepEqual([await directory.isCloudManaged(WANDA), await isSynced(WANDA)], [false, true]);
    });

    it('edge 28: a rolled-back group that waits looks like one born in the cloud, but for its past', async () => {
      await directory.setCloudManaged(HELP_DESK, true);
      await directory.setCloudManaged(HELP_DESK, false);
      const waiting = await directory.object(HELP_DESK);
      assert.deepEqual([waiting?.isSynced, waiting?.wasSynced], [false, true]);
      await directory.setCloudManaged(PARTNER, true);
      await directory.setCloudManaged(PARTNER, false);
      assert.equal((await directory.object(PARTNER))?.wasSynced, null);
    });

    it('edge 29: a group that comes back has lost the members that were born in the cloud', async () => {
      await directory.setCloudManaged(NEWS, true);
      await directory.setCloudManaged(NEWS, false);
      assert.ok(names(await directory.membersOf(NEWS.objectId)).includes(CAROL.displayName));
      await stage.syncCycle(false);
      assert.deepEqual(names(await directory.membersOf(NEWS.objectId)), [
        ALICE.displayName,
        HELP_DESK.displayName,
        PARTNER.displayName,
      ]);
    });

    it('setting what is already so changes nothing', async () => {
      await directory.setCloudManaged(NEWS, false);
      assert.deepEqual(await directory.object(NEWS), NEWS);
    });

    it('is refused for what never was synced, and for what does not exist', async () => {
      for (const ref of [APPROVERS, CLOUD_PARTNER, CAROL, { kind: 'group' as const, objectId: NOBODY }])
        await assert.rejects(directory.setCloudManaged(ref, true), fails('directory_refused'));
      assert.equal(await directory.isCloudManaged(APPROVERS), false);
    });

    it('cannot tell or change the authority without the permission', async () => {
      const limited = await stage.withoutObjectAuthority();
      for (const ref of [WANDA, NEWS, PARTNER]) {
        assert.equal(await limited.isCloudManaged(ref), null);
        await assert.rejects(limited.setCloudManaged(ref, true), fails('directory_permission'));
      }
    });

    it('says so when nobody knows whether the change was made, and leaves the reading back to its caller', async () => {
      await stage.loseNextAnswer();
      await assert.rejects(directory.setCloudManaged(NEWS, true), fails('directory_unconfirmed'));
      assert.equal(await directory.isCloudManaged(NEWS), true);
    });

    it('lists direct members with their kind, and direct groups', async () => {
      const member = ({ kind, objectId, displayName, isSynced }: SyncedObject) => ({
        ...{ kind, objectId, displayName, isSynced },
      });
      assert.deepEqual(await directory.membersOf(NEWS.objectId), [ALICE, CAROL, HELP_DESK, PARTNER].map(member));
      const groups = await directory.groupsOf(HELP_DESK);
      assert.deepEqual(new Set(names(groups)), new Set([NEWS.displayName, IT_STAFF.displayName]));
      assert.deepEqual(await directory.groupsOf(PARTNER), [NEWS]);
      assert.ok(names(await directory.groupsOf(ALICE)).includes(NEWS.displayName));
    });

    it('says that nothing has no members and is in no group', async () => {
      assert.deepEqual(await directory.membersOf(NOBODY), []);
      assert.deepEqual(await directory.groupsOf({ kind: 'user', objectId: NOBODY }), []);
    });

    it('shows the writeback job of each domain', async () => {
      assert.deepEqual(await directory.writebackJobs(), [JOB]);
    });

    it('refuses what is no object id before asking anyone', async () => {
      for (const objectId of ['', 'plant.news@contoso.com', `${NOBODY}/members`, '../organization']) {
        const ref = { kind: 'group' as const, objectId };
        const calls = [
          () => directory.object(ref),
          () => directory.isCloudManaged(ref),
          () => directory.setCloudManaged(ref, true),
          () => directory.membersOf(objectId),
          () => directory.groupsOf(ref),
        ];
        for (const call of calls) await assert.rejects(call, fails('directory_protocol'));
      }
    });

    for (const [how, code] of [
      ['unavailable', 'directory_unavailable'],
      ['refused', 'directory_permission'],
    ] as const) {
      it(`never says "no" when the directory is ${how}`, async () => {
        await stage.failing(how);
        const calls = [
          () => directory.object(NEWS),
          () => directory.findObjects('Help Desk'),
          () => listed(directory, 'group'),
          () => directory.membersOf(NEWS.objectId),
          () => directory.groupsOf(NEWS),
          () => directory.writebackJobs(),
        ];
        for (const call of calls) await assert.rejects(call, fails(code));
      });
    }
  });
}
