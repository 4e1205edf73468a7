import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DirectoryPerson } from '../../../services/directory/directory.ts';
import { approverPool } from '../../../services/people/approver-pool.ts';
import { fakeDirectory } from '../../support/fake-directory.ts';
import { testClock } from '../../support/test-clock.ts';

const idOf = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const [ann, ben, eve] = [idOf('a'), idOf('b'), idOf('e')];
const [group, inner, nothing] = [idOf('1'), idOf('2'), idOf('3')];

const people: DirectoryPerson[] = [ann, ben, eve].map((objectId) => ({
  objectId,
  displayName: objectId,
  userPrincipalName: `${objectId}@contoso.com`,
  employeeId: null,
  isGuest: false,
}));

function poolOf(ids: readonly string[]) {
  const directory = fakeDirectory({ people, groups: { [group]: [ann, inner], [inner]: [ben] } });
  const clock = testClock();
  return { directory, clock, pool: approverPool({ ids, directory, clock }) };
}

describe('the approver pool', () => {
  it('has the people of a group, also through groups in it', async () => {
    const { pool } = poolOf([group]);
    assert.deepEqual(await pool.people(), [ann, ben]);
  });

  it('takes an id without members for a person', async () => {
    const { pool } = poolOf([eve]);
    assert.deepEqual(await pool.people(), [eve]);
  });

  it('leaves out what the directory does not know', async () => {
    const { pool } = poolOf([nothing, eve]);
    assert.deepEqual(await pool.people(), [eve]);
  });

  it('names everybody once, however they are listed and written', async () => {
    const { pool, directory } = poolOf([ann.toUpperCase(), group, ann, group.toUpperCase()]);
    assert.deepEqual(await pool.people(), [ann, ben]);
    assert.equal(directory.calls.filter(({ method }) => method === 'peopleIn').length, 2);
  });

  it('is empty without a list, and asks nobody', async () => {
    const { pool, directory } = poolOf([]);
    assert.deepEqual(await pool.people(), []);
    assert.deepEqual(directory.calls, []);
  });

  it('asks again after a minute, not before', async () => {
    const { pool, directory, clock } = poolOf([group]);
    await pool.people();
    directory.setMembers(group, [eve]);
    clock.advance(59_999);
    assert.deepEqual(await pool.people(), [ann, ben]);
    clock.advance(1);
    assert.deepEqual(await pool.people(), [eve]);
  });

  it('asks once for all who want to know at the same time', async () => {
    const { pool, directory } = poolOf([group]);
    await Promise.all([pool.people(), pool.people(), pool.people()]);
    assert.equal(directory.calls.length, 1);
  });

  it('throws when the directory cannot be asked, and keeps nothing of it', async () => {
    const { pool, directory } = poolOf([group]);
    directory.failNext('directory_unavailable');
    await assert.rejects(pool.people(), { code: 'directory_unavailable' });
    assert.deepEqual(await pool.people(), [ann, ben]);
  });
});
