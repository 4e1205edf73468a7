import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { normalisedAddress, parseProxyAddress } from '../../../services/mailbox/address.ts';
import type { AttributeName, AttributeValue } from '../../../services/mailbox/attribute.ts';
import { canonicalJson } from '../../../services/mailbox/canonical.ts';
import { comparable } from '../../../services/mailbox/compare.ts';

const same = (name: AttributeName, one: AttributeValue, other: AttributeValue): boolean =>
  canonicalJson(comparable(name, one)) === canonicalJson(comparable(name, other));

type Case = readonly [what: string, name: AttributeName, one: AttributeValue, other: AttributeValue];

describe('Two values are the same', () => {
  const cases: readonly Case[] = [
    ['when a text is empty and when it is not configured', 'MailTip', '', null],
    ['when a list is empty and when it is not configured', 'GrantSendOnBehalfTo', [], null],
    ['whatever the order of a set', 'GrantSendOnBehalfTo', ['Bob', 'Carla'], ['Carla', 'Bob']],
    ['however often a set repeats itself', 'ModeratedBy', ['Bob', 'Bob'], ['Bob']],
    ['when a set of one came as a text', 'ArchiveName', 'Archive', ['Archive']],
    ['whatever the order of addresses', 'EmailAddresses', ['SMTP:a@x.y', 'smtp:b@x.y'], ['smtp:b@x.y', 'SMTP:a@x.y']],
    ['whatever the case of an address', 'EmailAddresses', ['SMTP:Alice@Contoso.com'], ['SMTP:alice@contoso.COM']],
    ['whatever the case of other prefixes', 'EmailAddresses', ['x500:/O=C', 'SIP:a@x.y'], ['X500:/o=c', 'sip:a@x.y']],
    ['when an alias came without its type', 'EmailAddresses', ['b@x.y'], ['smtp:b@x.y']],
  ];
  for (const [what, name, one, other] of cases) it(what, () => assert.equal(same(name, one, other), true));
});

describe('Two values differ', () => {
  const cases: readonly Case[] = [
    [
      'when another address is the primary one',
      'EmailAddresses',
      ['SMTP:a@x.y', 'smtp:b@x.y'],
      ['smtp:a@x.y', 'SMTP:b@x.y'],
    ],
    ['when an alias became the primary address', 'EmailAddresses', ['smtp:a@x.y'], ['SMTP:a@x.y']],
    ['when an X500 address is gone', 'EmailAddresses', ['SMTP:a@x.y', 'X500:/o=C/cn=a'], ['SMTP:a@x.y']],
    ['when a SIP address is gone', 'EmailAddresses', ['SMTP:a@x.y', 'SIP:a@x.y'], ['SMTP:a@x.y']],
    ['when an SPO address is gone', 'EmailAddresses', ['SMTP:a@x.y', 'SPO:SPO_1@SPO_2'], ['SMTP:a@x.y']],
    ['when the same value stands under another type', 'EmailAddresses', ['sip:a@x.y'], ['smtp:a@x.y']],
    ['by the case of a text', 'CustomAttribute1', 'emea', 'EMEA'],
    ['by a space', 'CustomAttribute1', 'EMEA', 'EMEA '],
    ['when a flag is off and when it is not configured', 'AuditEnabled', false, null],
    ['by one member of a set', 'ExtensionCustomAttribute1', ['a', 'b'], ['a']],
    ['when two members became one with a comma', 'ExtensionCustomAttribute1', ['a', 'b'], ['a,b']],
  ];
  for (const [what, name, one, other] of cases) it(what, () => assert.equal(same(name, one, other), false));
});

describe('An address', () => {
  const cases = [
    ['SMTP:a@x.y', 'SMTP', 'a@x.y'],
    ['X500:/o=First:Second/cn=a', 'X500', '/o=First:Second/cn=a'],
    ['a@x.y', 'smtp', 'a@x.y'],
    ['EUM:123;phone-context=x', 'EUM', '123;phone-context=x'],
    [':a', '', 'a'],
  ] as const;
  for (const [text, type, value] of cases) {
    it(`${text} is split at its first colon`, () => assert.deepEqual(parseProxyAddress(text), { type, value }));
  }

  it('has one spelling, and spelling it again changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom('SMTP:', 'smtp:', 'Smtp:', 'X500:', 'SIP:', ''), fc.emailAddress(), (type, value) => {
        const once = normalisedAddress(`${type}${value}`);
        assert.equal(normalisedAddress(once), once);
        assert.equal(normalisedAddress(`${type}${value.toUpperCase()}`), once);
        assert.equal(once.startsWith('SMTP:'), type === 'SMTP:');
      }),
    );
  });
});

describe('The order of a set', () => {
  it('never matters, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (values) => {
        assert.equal(same('GrantSendOnBehalfTo', values, [...values].reverse()), true);
        assert.equal(same('EmailAddresses', values, [...values].reverse()), true);
      }),
    );
  });
});
