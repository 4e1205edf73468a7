import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as z from 'zod/v4';
import type { DirectoryPerson } from '../../../services/directory/directory.ts';
import { approverPool } from '../../../services/people/approver-pool.ts';
import { peopleLinks } from '../../../services/people/people-links.ts';
import { policySchema } from '../../../services/policy/policy.ts';
import { unsatisfiableRules } from '../../../services/policy/satisfiable.ts';
import { fakeDirectory } from '../../support/fake-directory.ts';
import { testClock } from '../../support/test-clock.ts';

const idOf = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const [ann, ben, eve] = [idOf('a'), idOf('b'), idOf('e')];
const [group, empty, leftover] = [idOf('1'), idOf('2'), idOf('3')];
const people: readonly DirectoryPerson[] = [ann, ben, eve].map((objectId) => ({
  objectId,
  displayName: objectId,
  userPrincipalName: `${objectId}@contoso.com`,
  employeeId: null,
  isGuest: false,
}));

type Lists = { readonly requester?: string[]; readonly approver?: string[]; readonly admin?: string[] };
type Rule = Partial<z.input<typeof policySchema>['rules'][number]>;

function needsOf(lists: Lists, rule: Rule = {}, links = '') {
  const directory = fakeDirectory({ people, groups: { [group]: [ann], [empty]: [] } });
  const clock = testClock();
  const pool = (ids: readonly string[] = []) => approverPool({ ids, directory, clock });
  const { requester = [], approver = [], admin = [] } = lists;
  return {
    directory,
    needs: {
      policy: policySchema.parse({ rules: [{ name: 'only', approvals: 2, ...rule }] }),
      lists: { requester, approver, admin },
      pools: { requester: pool(requester), approver: pool(approver), admin: pool(admin) },
      directory,
      links: peopleLinks(links),
    },
  };
}

describe('a rule that no request could satisfy', () => {
  const cases: readonly {
    readonly of: string;
    readonly lists: Lists;
    readonly rule?: Rule;
    readonly links?: string;
    readonly found?: number;
    readonly cause?: string;
  }[] = [
    { of: 'enough people', lists: { approver: [ann, ben] } },
    { of: 'enough people, and somebody else asks', lists: { approver: [ann, ben], requester: [eve] } },
    {
      of: 'as many as needed, one of them asks, and so does somebody else',
      lists: { approver: [ann, ben], requester: [ann, eve] },
    },
    {
      of: 'one more than needed, and all of them ask',
      lists: { approver: [ann, ben, eve], requester: [ann, ben, eve] },
    },
    { of: 'one person for two', lists: { approver: [ann] }, found: 1, cause: 'settings' },
    {
      of: 'as many as needed, and nobody else asks',
      lists: { approver: [ann, ben], requester: [ben] },
      found: 1,
      cause: 'settings',
    },
    {
      of: 'two accounts of one person',
      lists: { approver: [ann, ben] },
      links: `${ann}=${ben}`,
      found: 1,
      cause: 'settings',
    },
    {
      of: 'a requester who approves with another account',
      lists: { approver: [ann, ben], requester: [eve] },
      links: `${eve}=${ben}`,
      found: 1,
      cause: 'settings',
    },
    { of: 'one person twice', lists: { approver: [ann, ann.toUpperCase()] }, found: 1, cause: 'settings' },
    { of: 'a group that is too small today', lists: { approver: [group] }, found: 1, cause: 'directory' },
    { of: 'a group that has nobody today', lists: { approver: [empty] }, found: 0, cause: 'directory' },
    {
      of: 'somebody whom the directory does not know',
      lists: { approver: [ann, leftover] },
      found: 1,
      cause: 'directory',
    },
    {
      of: 'nobody besides the requesters of today',
      lists: { approver: [ann, ben], requester: [group] },
      found: 1,
      cause: 'directory',
    },
    { of: 'nobody at all', lists: {}, found: 0, cause: 'empty' },
    {
      of: 'approvers, where administrators are wanted',
      lists: { approver: [ann, ben] },
      rule: { from: 'admin' },
      found: 0,
      cause: 'empty',
    },
    { of: 'administrators, where they are wanted', lists: { admin: [ann, ben] }, rule: { from: 'admin' } },
    {
      of: 'too few, with more after an escalation',
      lists: { approver: [ann], admin: [ben] },
      rule: { escalate: { after: 'PT1H', to: 'admin' } },
    },
    {
      of: 'too few, even after an escalation',
      lists: { approver: [ann], admin: [ann] },
      rule: { escalate: { after: 'PT1H', to: 'admin' } },
      found: 1,
      cause: 'settings',
    },
  ];
  for (const { of, lists, rule, links, found, cause } of cases) {
    it(`is ${cause ? 'found' : 'not found'}: ${of}`, async () => {
      const { needs } = needsOf(lists, rule, links);
      const problems = await unsatisfiableRules(needs);
      assert.deepEqual(
        problems.map((problem) => [problem.rule, problem.needed, problem.found, problem.cause]),
        cause ? [['only', 2, found, cause]] : [],
      );
    });
  }

  it('is not one that its requester decides alone', async () => {
    const { needs } = needsOf({});
    const [only] = needs.policy.rules;
    assert.ok(only);
    const policy = { ...needs.policy, rules: [{ ...only, approvals: 0 }] };
    assert.deepEqual(await unsatisfiableRules({ ...needs, policy }), []);
  });

  it('is not guessed at when the directory cannot be asked', async () => {
    const { needs, directory } = needsOf({ approver: [ann] });
    directory.failNext('directory_unavailable');
    await assert.rejects(unsatisfiableRules(needs), { code: 'directory_unavailable' });
  });

  it('costs one question for each of many rules together, where all is well', async () => {
    const { needs, directory } = needsOf({ approver: [group, ben, eve] });
    const [only] = needs.policy.rules;
    assert.ok(only);
    await unsatisfiableRules({ ...needs, policy: { ...needs.policy, rules: Array.from({ length: 9 }, () => only) } });
    assert.equal(directory.calls.filter(({ method }) => method === 'peopleIn').length, 3);
  });
});
