import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { includesRole, type Role } from '../../../services/people/role.ts';
import { openRoleBook, type RoleLists } from '../../../services/people/role-book.ts';
import { fakeDirectory } from '../../support/fake-directory.ts';
import { ANNA, BEN, CLEO, PEOPLE } from '../../support/lived-request.ts';
import { testClock } from '../../support/test-clock.ts';

const DESK = 'd0000000-0000-4000-8000-000000000001';
const NESTED = 'd0000000-0000-4000-8000-000000000002';
const NOBODY: RoleLists = { viewer: [], requester: [], approver: [], admin: [] };

function book(lists: Partial<RoleLists>) {
  const directory = fakeDirectory({
    people: PEOPLE.map(({ objectId, name }) => ({
      objectId,
      displayName: name,
      userPrincipalName: `${objectId}@contoso.com`,
      employeeId: null,
      isGuest: false,
    })),
    groups: { [DESK]: [ANNA.objectId, NESTED], [NESTED]: [CLEO.objectId] },
  });
  const clock = testClock();
  const roles = openRoleBook({ lists: { ...NOBODY, ...lists }, directory, clock });
  const held = async (objectId: string, fresh = true): Promise<readonly [readonly Role[], boolean]> => {
    const { roles: set, complete } = await roles.rolesOf(objectId, { fresh });
    return [[...set], complete];
  };
  return { directory, clock, held };
}

const asked = ({ calls }: ReturnType<typeof fakeDirectory>): number =>
  calls.filter(({ method }) => method === 'memberOf').length;

describe('The roles of a person', () => {
  it('are none when all lists are empty: nobody, not everybody', async () => {
    const { held } = book({});
    assert.deepEqual(await held(ANNA.objectId), [[], true]);
  });

  it('are given by name, in any case', async () => {
    const { held } = book({ admin: [BEN.objectId.toUpperCase()] });
    assert.deepEqual(await held(BEN.objectId), [['admin'], true]);
    assert.deepEqual(await held(BEN.objectId.toUpperCase()), [['admin'], true]);
    assert.deepEqual(await held(ANNA.objectId), [[], true]);
  });

  it('are given through groups, and groups in groups', async () => {
    const { held } = book({ requester: [DESK], approver: [NESTED] });
    assert.deepEqual(await held(ANNA.objectId), [['requester'], true]);
    assert.deepEqual(await held(CLEO.objectId), [['requester', 'approver'], true]);
    assert.deepEqual(await held(BEN.objectId), [[], true]);
  });

  it('are incomplete when the directory is away: what is named stays, and nobody gains any', async () => {
    const { held, directory } = book({ requester: [DESK], admin: [ANNA.objectId] });
    directory.failNext('directory_unavailable');
    assert.deepEqual(await held(ANNA.objectId), [['admin'], false]);
    directory.failNext('directory_unavailable');
    assert.deepEqual(await held(CLEO.objectId), [[], false]);
    assert.deepEqual(await held(CLEO.objectId, false), [['requester'], true], 'what failed was not remembered');
  });

  it('are remembered for a minute, and asked anew after it', async () => {
    const { held, directory, clock } = book({ requester: [DESK] });
    assert.deepEqual(await held(ANNA.objectId, false), [['requester'], true]);
    directory.setMembers(DESK, []);
    clock.advance(59_999);
    assert.deepEqual(await held(ANNA.objectId, false), [['requester'], true]);
    clock.advance(1);
    assert.deepEqual(await held(ANNA.objectId, false), [[], true]);
    assert.equal(asked(directory), 2);
  });

  it('row 18: count from the moment they are activated, on whatever phone, and until they lapse', async () => {
    const { held, directory } = book({ approver: [DESK] });
    assert.deepEqual(await held(BEN.objectId), [[], true]);
    directory.setMembers(DESK, [BEN.objectId]);
    assert.deepEqual(await held(BEN.objectId), [['approver'], true]);
    directory.setMembers(DESK, []);
    assert.deepEqual(await held(BEN.objectId), [[], true]);
  });

  it('are asked afresh for every decision, and that is remembered too', async () => {
    const { held, directory } = book({ approver: [DESK] });
    assert.deepEqual(await held(ANNA.objectId), [['approver'], true]);
    directory.setMembers(DESK, []);
    assert.deepEqual(await held(ANNA.objectId), [[], true]);
    assert.deepEqual(await held(ANNA.objectId, false), [[], true]);
    assert.equal(asked(directory), 2);
  });

  it('a fresh question that fails does not fall back on what was remembered', async () => {
    const { held, directory } = book({ approver: [DESK] });
    await held(ANNA.objectId);
    directory.failNext('directory_unavailable');
    assert.deepEqual(await held(ANNA.objectId), [[], false]);
  });
});

describe('A guest', () => {
  const guest = { ...BEN, displayName: 'Ben', userPrincipalName: 'ben#EXT#', employeeId: null, isGuest: true };

  it('gains nothing through a group, and is an outsider', async () => {
    const directory = fakeDirectory({ people: [guest], groups: { [DESK]: [BEN.objectId] } });
    const roles = openRoleBook({ lists: { ...NOBODY, requester: [DESK] }, directory, clock: testClock() });
    const { roles: held, isOutsider } = await roles.rolesOf(BEN.objectId, { fresh: true });
    assert.deepEqual([[...held], isOutsider], [[], true]);
  });

  it('whose own id is listed was meant', async () => {
    const directory = fakeDirectory({ people: [guest] });
    const roles = openRoleBook({ lists: { ...NOBODY, requester: [BEN.objectId] }, directory, clock: testClock() });
    const { roles: held, isOutsider } = await roles.rolesOf(BEN.objectId, { fresh: true });
    assert.deepEqual([[...held], isOutsider], [['requester'], false]);
  });
});

describe('What a role includes', () => {
  it('every role includes looking, and none includes the act of another', () => {
    for (const role of ['viewer', 'requester', 'approver', 'admin'] as const) {
      const may = (needed: Role): boolean => includesRole(new Set([role]), needed);
      assert.equal(may('viewer'), true);
      for (const other of ['requester', 'approver', 'admin'] as const) assert.equal(may(other), role === other);
    }
    assert.equal(includesRole(new Set(), 'viewer'), false);
  });
});
