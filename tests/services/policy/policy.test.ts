import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as z from 'zod/v4';
import type { PolicyFacts } from '../../../services/policy/condition.ts';
import { defaultPolicy } from '../../../services/policy/default-policy.ts';
import { type Policy, policySchema, policyVersion, ruleFor } from '../../../services/policy/policy.ts';
import { recordedRule, recordedRuleSchema } from '../../../services/policy/recorded-rule.ts';
import { touchesOf } from '../../../services/policy/touches.ts';

type Given = z.input<typeof policySchema>;
type Rule = Given['rules'][number];

const TENANT_DEFAULT: Rule = { name: 'default for new mailboxes', when: { kind: 'organization' }, approvals: 2 };
const REST: Rule = { name: 'everything else', approvals: 1 };

const given = (rules: readonly Rule[], rest: Omit<Given, 'rules'> = {}): Given => ({
  rules: [...rules, TENANT_DEFAULT, REST],
  ...rest,
});
const policyOf = (...args: Parameters<typeof given>): Policy => policySchema.parse(given(...args));

const facts = (change: Partial<PolicyFacts> = {}): PolicyFacts => ({
  action: 'to-cloud',
  kind: 'mailbox',
  type: 'UserMailbox',
  losesValues: false,
  mailboxes: 1,
  touches: null,
  ...change,
});
const edit = (touches: 'plain' | 'addresses'): PolicyFacts => facts({ action: 'edit', touches });
const wave = (mailboxes: number): PolicyFacts => facts({ mailboxes });

describe('the rule for a request', () => {
  const one = (when: Rule['when']): Policy => policyOf([{ name: 'special', when, approvals: 3 }]);
  const cases: readonly { readonly when: Rule['when']; readonly of: PolicyFacts; readonly applies: boolean }[] = [
    { when: { action: 'to-cloud' }, of: facts(), applies: true },
    { when: { action: 'to-cloud' }, of: facts({ action: 'to-on-premises' }), applies: false },
    { when: { kind: 'group' }, of: facts({ action: 'object-to-cloud', kind: 'group' }), applies: true },
    { when: { kind: 'group' }, of: facts({ action: 'object-to-cloud', kind: 'contact' }), applies: false },
    { when: { types: ['SharedMailbox', 'RoomMailbox'] }, of: facts({ type: 'RoomMailbox' }), applies: true },
    { when: { types: ['SharedMailbox', 'RoomMailbox'] }, of: facts(), applies: false },
    { when: { losesValues: true }, of: facts({ losesValues: true }), applies: true },
    { when: { losesValues: true }, of: facts({ losesValues: null }), applies: true },
    { when: { losesValues: true }, of: facts(), applies: false },
    { when: { losesValues: false }, of: facts({ losesValues: null }), applies: false },
    { when: { mailboxes: { atLeast: 10 } }, of: wave(10), applies: true },
    { when: { mailboxes: { atLeast: 10 } }, of: wave(9), applies: false },
    { when: { mailboxes: { atMost: 10 } }, of: wave(10), applies: true },
    { when: { mailboxes: { atMost: 10 } }, of: wave(11), applies: false },
    { when: { mailboxes: { atLeast: 2, atMost: 3 } }, of: wave(3), applies: true },
    { when: { touches: 'plain' }, of: edit('plain'), applies: true },
    { when: { touches: 'plain' }, of: edit('addresses'), applies: false },
    { when: { touches: 'addresses' }, of: facts(), applies: false },
    { when: { action: 'to-cloud', types: ['SharedMailbox'] }, of: facts(), applies: false },
  ];
  for (const { when, of, applies } of cases) {
    it(`is ${applies ? '' : 'not '}that for ${JSON.stringify(when)}: ${JSON.stringify(of)}`, () => {
      assert.equal(ruleFor(one(when), of).name, applies ? 'special' : 'everything else');
    });
  }

  it('is the first that fits', () => {
    const policy = policyOf([
      { name: 'first', when: { action: 'to-cloud' }, approvals: 1 },
      { name: 'second', when: { types: ['UserMailbox'] }, approvals: 2 },
    ]);
    assert.equal(ruleFor(policy, facts()).name, 'first');
  });
});

describe('a policy that nobody should be able to write', () => {
  const wrongs: readonly { readonly of: string; readonly policy: Given; readonly says: RegExp }[] = [
    {
      of: 'a hand-over that its requester decides alone',
      policy: given([{ name: 'quick', when: { action: 'to-cloud' }, approvals: 0 }]),
      says: /rule "quick" would let to-cloud through with 0 approvals, and it needs at least 1/,
    },
    {
      of: 'a rollback that loses values and that its requester decides alone',
      policy: given([{ name: 'quick', when: { losesValues: true, action: 'to-on-premises' }, approvals: 0 }]),
      says: /"quick" would let to-on-premises through with 0/,
    },
    {
      of: 'a rule without an action, which lets a rollback through alone',
      policy: given([{ name: 'shared', when: { types: ['SharedMailbox'] }, approvals: 0 }]),
      says: /"shared" would let to-cloud through with 0/,
    },
    {
      of: 'a whole group that is switched without approval',
      policy: given([{ name: 'groups', when: { kind: 'group' }, approvals: 0 }]),
      says: /"groups" would let object-to-cloud through with 0/,
    },
    {
      of: 'the default for new mailboxes with one approval',
      policy: { rules: [REST] },
      says: /"everything else" would let default-to-cloud through with 1 approvals, and it needs at least 2/,
    },
    {
      of: 'one half of that default with one approval',
      policy: { rules: [{ ...TENANT_DEFAULT, when: { action: 'default-to-cloud' } }, REST] },
      says: /let default-to-on-premises through/,
    },
    {
      of: 'one mailbox alone, although a wave is not',
      policy: given([
        { name: 'waves', when: { action: 'to-cloud', mailboxes: { atLeast: 2 } }, approvals: 2 },
        { name: 'single', when: { action: 'to-cloud' }, approvals: 0 },
      ]),
      says: /"single" would let to-cloud/,
    },
    {
      of: 'a rule that no request fits',
      policy: given([{ name: 'odd', when: { action: 'to-cloud', touches: 'plain' }, approvals: 1 }]),
      says: /rule "odd" never applies/,
    },
    {
      of: 'a rule that another takes everything from',
      policy: given([
        { name: 'wide', when: { action: 'edit' }, approvals: 1 },
        { name: 'narrow', when: { action: 'edit', touches: 'plain' }, approvals: 0 },
      ]),
      says: /rule "narrow" never applies/,
    },
    {
      of: 'no rule for the rest',
      policy: { rules: [TENANT_DEFAULT] },
      says: /the last rule must have an empty "when"/,
    },
    { of: 'no rule at all', policy: { rules: [] }, says: /too small|>=1/i },
    {
      of: 'limits that cross',
      policy: given([{ name: 'x', when: { mailboxes: { atLeast: 3, atMost: 2 } }, approvals: 1 }]),
      says: /atLeast that is not above its atMost/,
    },
    {
      of: 'an escalation to those who are asked already',
      policy: given([{ name: 'x', approvals: 2, from: 'admin', escalate: { after: 'PT1H', to: 'admin' } }]),
      says: /another role than "from"/,
    },
    {
      of: 'an escalation after the end',
      policy: given([{ name: 'x', approvals: 2, decideWithin: 'PT8H', escalate: { after: 'PT8H', to: 'admin' } }]),
      says: /shorter than decideWithin/,
    },
    {
      of: 'quiet hours without an end',
      policy: given([], { quietHours: [{ from: '00:00', to: '24:00' }] }),
      says: /must leave some time of the week/,
    },
    {
      of: 'freezes without an end',
      policy: given([], { freezes: [{ name: 'x', span: { from: '00:00', to: '24:00' } }] }),
      says: /must leave some time of the week/,
    },
    {
      of: 'a pattern that is none',
      policy: given([{ name: 'x', approvals: 2, reason: { pattern: '(' } }]),
      says: /regular expression/,
    },
  ];
  for (const { of, policy, says } of wrongs) {
    it(`is refused: ${of}`, () => {
      const parsed = policySchema.safeParse(policy);
      assert.match(parsed.error?.issues.map(({ message }) => message).join('\n') ?? 'accepted', says);
    });
  }

  it('is not refused where a rule before takes what would be wrong', () => {
    const rules: readonly Rule[] = [
      { name: 'moves', when: { action: 'to-cloud' }, approvals: 1 },
      { name: 'rollbacks', when: { action: 'to-on-premises' }, approvals: 2 },
      { name: 'user mailboxes', when: { kind: 'mailbox' }, approvals: 0 },
    ];
    assert.equal(ruleFor(policyOf(rules), edit('addresses')).approvals, 0);
  });
});

describe('what holds without a file', () => {
  for (const required of [1, 2, 3]) {
    it(`leaves plain edits to the requester and asks two at least for the default, with ${required} required`, () => {
      const policy = defaultPolicy(required);
      assert.deepEqual(
        [
          edit('plain'),
          edit('addresses'),
          facts(),
          facts({ action: 'to-on-premises', losesValues: true }),
          facts({ action: 'object-to-cloud', kind: 'user' }),
          facts({ action: 'default-to-cloud', kind: 'organization' }),
          facts({ action: 'default-to-on-premises', kind: 'organization' }),
        ].map((of) => ruleFor(policy, of).approvals),
        [0, 1, required, required, required, Math.max(2, required), Math.max(2, required)],
      );
    });
  }

  it('reminds, escalates to nobody, and knows no quiet hours', () => {
    const policy = defaultPolicy(1);
    for (const { remind, escalate, from } of policy.rules) {
      assert.deepEqual([remind, escalate, from], [{ first: 'PT15M', factor: 2, most: 6 }, undefined, 'approver']);
    }
    assert.deepEqual([policy.quietHours, policy.freezes], [[], []]);
  });
});

describe('what a request keeps of its rule', () => {
  const rule: Rule = {
    name: 'shared',
    when: { types: ['SharedMailbox'] },
    approvals: 2,
    reason: { required: true, pattern: '^INC\\d+', example: 'INC123 why' },
    remind: { first: 'PT5M', most: 3 },
    escalate: { after: 'PT2H', to: 'admin' },
  };
  const quietHours = [{ from: '20:00', to: '07:00', timeZone: 'Europe/Berlin' }];

  it('is all that is needed without the policy, and reads back as itself', () => {
    const policy = policyOf([rule], { quietHours });
    const recorded = recordedRule(policy, ruleFor(policy, facts({ type: 'SharedMailbox' })));
    assert.deepEqual(recorded, {
      version: policyVersion(policy),
      rule: 'shared',
      from: 'approver',
      reasonRequired: true,
      reasonPattern: '^INC\\d+',
      reasonExample: 'INC123 why',
      remind: { first: 'PT5M', factor: 2, most: 3 },
      escalate: { after: 'PT2H', to: 'admin' },
      quietHours: [{ from: '20:00', to: '07:00', timeZone: 'Europe/Berlin', days: [] }],
    });
    assert.deepEqual(recordedRuleSchema.parse(JSON.parse(JSON.stringify(recorded))), recorded);
  });

  it('names another version for another policy, and the same for the same', () => {
    assert.equal(policyVersion(policyOf([rule])), policyVersion(policyOf([rule])));
    assert.notEqual(policyVersion(policyOf([rule])), policyVersion(policyOf([rule], { quietHours })));
  });
});

describe('what an edit touches', () => {
  const cases = [
    { names: ['HiddenFromAddressListsEnabled'], touches: 'plain' },
    { names: ['CustomAttribute15', 'ExtensionCustomAttribute5', 'MailTip'], touches: 'plain' },
    { names: ['EmailAddresses'], touches: 'addresses' },
    { names: ['ForwardingSmtpAddress'], touches: 'addresses' },
    { names: ['DeliverToMailboxAndForward'], touches: 'addresses' },
    { names: ['MailTip', 'WindowsEmailAddress'], touches: 'addresses' },
    { names: ['GrantSendOnBehalfTo'], touches: 'addresses' },
    { names: [], touches: 'addresses' },
  ] as const;
  for (const { names, touches } of cases) {
    it(`${names.join(' and ') || 'nothing that is named'}: ${touches}`, () => assert.equal(touchesOf(names), touches));
  }
});
