import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { GROUPS, PEOPLE, TENANT_ID } from '../../demo/people.ts';
import { connectDirectory } from '../../services/directory/connect-directory.ts';
import { type Directory, DirectoryError, type DirectoryPerson } from '../../services/directory/directory.ts';
import { connectExchange } from '../../services/exchange/connect-exchange.ts';
import { capturedLog } from '../support/captured-log.ts';
import { controlledTenant } from '../support/controlled-tenant.ts';
import { fakeDirectory } from '../support/fake-directory.ts';
import { testClock } from '../support/test-clock.ts';

const NOBODY = '00000000-0000-4000-8000-00000000dead';
const NO_GROUP = '00000000-0000-4000-8000-0000000000ff';
const LAST_SYNC = '2026-11-22T07:52:00.000Z';

/** One of the two implementations, and the same troubles for both. */
type Stage = {
  readonly directory: Directory;
  readonly failing: (how: 'unavailable' | 'refused') => Promise<void>;
  readonly withoutObjectAuthority: () => Promise<Directory>;
  readonly hangAndAbort: (call: (signal: AbortSignal) => Promise<unknown>) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

const [desk, , oncall] = PEOPLE;
let wholeObject = '';

async function openClient(): Promise<Stage> {
  const tenant = await controlledTenant();
  const connected: ReturnType<typeof connectDirectory>[] = [];
  const connect = (token: string): Directory => {
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
  return {
    directory: connect('demo-full'),
    failing: (how) =>
      tenant.fault(
        how === 'unavailable'
          ? { kind: 'graph-503', times: 0 }
          : { kind: 'status', status: 403, path: '/v1.0/', times: 0 },
      ),
    withoutObjectAuthority: async () => connect('demo-reader'),
    hangAndAbort: async (call) => {
      await tenant.fault({ kind: 'graph-timeout' });
      await tenant.forgetCalls();
      const control = new AbortController();
      const outcome = call(control.signal);
      await tenant.arrived('/v1.0/');
      control.abort();
      return outcome;
    },
    close: async () => {
      await Promise.all(connected.map((directory) => directory.close()));
      await tenant.close();
    },
  };
}

async function openFake(): Promise<Stage> {
  const people: DirectoryPerson[] = PEOPLE.map(({ objectId, name, upn }) => ({
    objectId,
    displayName: name,
    userPrincipalName: upn,
    employeeId: null,
    isGuest: false,
  }));
  people.push({
    objectId: wholeObject,
    displayName: 'Wanda Object',
    userPrincipalName: 'wholeobject@contoso.com',
    employeeId: null,
    isGuest: false,
  });
  const members = (groupId: string): string[] =>
    PEOPLE.filter((person) => person.groups.includes(groupId)).map((person) => person.objectId);
  const groups = Object.fromEntries(Object.values(GROUPS).map((groupId) => [groupId, members(groupId)]));
  const directory = fakeDirectory({
    people,
    groups,
    sync: { enabled: true, lastSyncAt: LAST_SYNC },
    cloudObjects: [wholeObject],
  });
  return {
    directory,
    failing: async (how) =>
      directory.failNext(how === 'unavailable' ? 'directory_unavailable' : 'directory_permission', 100),
    withoutObjectAuthority: async () => {
      directory.hideObjectAuthority();
      return directory;
    },
    hangAndAbort: (call) => {
      directory.hang();
      const control = new AbortController();
      const outcome = call(control.signal);
      control.abort();
      return outcome;
    },
    close: async () => {},
  };
}

function fails(code: string) {
  return (error: unknown): boolean => error instanceof DirectoryError && error.code === code && error.message !== '';
}

before(async () => {
  const tenant = await controlledTenant();
  const exchange = connectExchange({
    url: tenant.url,
    tenantId: TENANT_ID,
    credential: { getToken: async () => 'demo-full' },
    clock: testClock({ heldFrom: 50_000 }),
    log: capturedLog().log,
  });
  const [found] = await exchange.find('wholeobject@contoso.com');
  assert.ok(found);
  wholeObject = found.objectId;
  await exchange.close();
  await tenant.close();
});

for (const [name, open] of [
  ['the client on the demo tenant', openClient],
  ['the in-process fake', openFake],
] as const) {
  describe(`Directory: ${name}`, () => {
    let stage: Stage;
    let directory: Directory;
    assert.ok(desk && oncall);
    beforeEach(async () => {
      stage = await open();
      directory = stage.directory;
    });
    afterEach(() => stage.close());

    it('knows a person by their object id, in whatever case it is written', async () => {
      const person = {
        objectId: desk.objectId,
        displayName: desk.name,
        userPrincipalName: desk.upn,
        employeeId: null,
        isGuest: false,
      };
      assert.deepEqual(await directory.person(desk.objectId), person);
      assert.deepEqual(await directory.person(desk.objectId.toUpperCase()), person);
    });

    it('answers undefined for a person who does not exist', async () => {
      assert.equal(await directory.person(NOBODY), undefined);
    });

    it('tells which of the groups a person is in', async () => {
      const asked = [GROUPS.requesters, GROUPS.approvers, NO_GROUP, GROUPS.oncall];
      assert.deepEqual(await directory.memberOf(oncall.objectId, asked), [GROUPS.approvers, GROUPS.oncall]);
      assert.deepEqual(await directory.memberOf(desk.objectId, asked), [GROUPS.requesters]);
    });

    it('tells it for more groups than one call of Graph takes', async () => {
      const many = Array.from(
        { length: 45 },
        (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      );
      assert.deepEqual(await directory.memberOf(oncall.objectId, [...many, GROUPS.oncall]), [GROUPS.oncall]);
    });

    it('says that nobody is in no group, and that who does not exist is in none', async () => {
      assert.deepEqual(await directory.memberOf(desk.objectId, []), []);
      assert.deepEqual(await directory.memberOf(NOBODY, [GROUPS.requesters]), []);
    });

    it('tells when the last directory sync ended', async () => {
      assert.deepEqual(await directory.syncState(), { enabled: true, lastSyncAt: LAST_SYNC });
    });

    it('tells whether the whole object is cloud-managed', async () => {
      assert.equal(await directory.isObjectCloudManaged(wholeObject), true);
      assert.equal(await directory.isObjectCloudManaged(desk.objectId), false);
      assert.equal(await directory.isObjectCloudManaged(NOBODY), null);
    });

    it('edge 56: cannot tell about the whole object without the permission, which could also write, and says null', async () => {
      const limited = await stage.withoutObjectAuthority();
      assert.equal(await limited.isObjectCloudManaged(wholeObject), null);
    });

    it('refuses what is no object id before asking anyone', async () => {
      for (const bad of ['', 'dana.whitfield@contoso.com', `${NOBODY}/manager`, '../organization']) {
        await assert.rejects(directory.person(bad), fails('directory_protocol'));
        await assert.rejects(directory.isObjectCloudManaged(bad), fails('directory_protocol'));
        await assert.rejects(directory.memberOf(bad, [GROUPS.oncall]), fails('directory_protocol'));
        await assert.rejects(directory.memberOf(desk.objectId, [bad]), fails('directory_protocol'));
      }
    });

    it('never says "no" when the directory cannot be asked', async () => {
      await stage.failing('unavailable');
      await assert.rejects(directory.person(desk.objectId), fails('directory_unavailable'));
      await assert.rejects(directory.memberOf(desk.objectId, [GROUPS.requesters]), fails('directory_unavailable'));
      await assert.rejects(directory.syncState(), fails('directory_unavailable'));
      await assert.rejects(directory.isObjectCloudManaged(desk.objectId), fails('directory_unavailable'));
    });

    it('never says "no" when the directory refuses', async () => {
      await stage.failing('refused');
      await assert.rejects(directory.person(desk.objectId), fails('directory_permission'));
      await assert.rejects(directory.memberOf(desk.objectId, [GROUPS.requesters]), fails('directory_permission'));
      await assert.rejects(directory.syncState(), fails('directory_permission'));
    });

    it('ends a question that hangs when its signal aborts', async () => {
      await assert.rejects(
        stage.hangAndAbort((signal) => directory.person(desk.objectId, signal)),
        fails('directory_unavailable'),
      );
      await assert.rejects(directory.person(desk.objectId, AbortSignal.abort()), fails('directory_unavailable'));
    });
  });
}
