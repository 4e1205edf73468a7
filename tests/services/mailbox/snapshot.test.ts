import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ATTRIBUTE_NAMES,
  ATTRIBUTES,
  type AttributeName,
  type AttributeValue,
} from '../../../services/mailbox/attribute.ts';
import { diffAttributes, diffSnapshots, IDENTITY_FACTS, labelOf } from '../../../services/mailbox/diff.ts';
import { type Snapshot, snapshotHash, snapshotSchema, takeSnapshot } from '../../../services/mailbox/snapshot.ts';
import { attributes, mailbox, snapshot } from '../../cards/samples.ts';

const BEFORE = snapshot();

const edited = (change: Partial<Snapshot>): Snapshot => ({ ...BEFORE, ...change });
const withValue = (name: AttributeName, value: AttributeValue): Snapshot =>
  edited({ attributes: { ...BEFORE.attributes, [name]: value } });

function without(name: AttributeName): Snapshot {
  const { [name]: _, ...rest } = BEFORE.attributes;
  return edited({ attributes: rest });
}

function valueFor(name: AttributeName): fc.Arbitrary<AttributeValue> {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  switch (ATTRIBUTES[name].form) {
    case 'flag':
      return fc.option(fc.boolean(), { nil: null });
    case 'text':
      return fc.option(text, { nil: null });
    default:
      return fc.array(fc.oneof(text, fc.constantFrom('smtp:a@x.y', 'SMTP:a@x.y', 'SMTP:A@X.Y')), { maxLength: 4 });
  }
}

const change = fc
  .constantFrom(...ATTRIBUTE_NAMES)
  .chain((name) => fc.record({ name: fc.constant(name), value: valueFor(name) }));

describe('The hash of a snapshot', () => {
  it('does not know when it was taken, nor the name for people', () => {
    const later = takeSnapshot(mailbox({ displayName: 'Alice M.' }), new Date('2027-01-01T00:00:00Z'));
    assert.equal(snapshotHash(later), snapshotHash(BEFORE));
  });

  it('does not know the case of the object id', () => {
    assert.equal(snapshotHash(edited({ objectId: BEFORE.objectId.toUpperCase() })), snapshotHash(BEFORE));
  });

  it('is fixed: a snapshot of last year can still be found', () => {
    const plain = edited({ attributes: { MailTip: '', CustomAttribute1: 'EMEA', GrantSendOnBehalfTo: ['b', 'a'] } });
    assert.equal(snapshotHash(plain), '9f222aa11379a7c65befe023b3ab84d6e1e37135013d59bdfaa64b701efb7fdb');
  });

  const facts: readonly Partial<Snapshot>[] = [
    { userPrincipalName: 'alice@fabrikam.com' },
    { type: 'SharedMailbox' },
    { exchangeGuid: null },
    { isDirSynced: null },
    { isDirSynced: false },
    { isExchangeCloudManaged: null },
    { isExchangeCloudManaged: true },
    { objectId: '3b1f0c52-77aa-4c1e-9a43-5f0d2b6c8e12' },
  ];
  for (const fact of facts) {
    it(`is another one with ${JSON.stringify(fact)}`, () => {
      assert.notEqual(snapshotHash(edited(fact)), snapshotHash(BEFORE));
    });
  }

  it('is another one for another value of each attribute', () => {
    for (const name of ATTRIBUTE_NAMES) {
      const value = ATTRIBUTES[name].form === 'flag' ? BEFORE.attributes[name] !== true : 'something else';
      assert.notEqual(snapshotHash(withValue(name, value)), snapshotHash(BEFORE), name);
    }
  });

  it('is another one when an attribute became readable or unreadable: unknown is not "not configured"', () => {
    for (const name of ATTRIBUTE_NAMES) {
      assert.notEqual(snapshotHash(without(name)), snapshotHash(BEFORE), name);
      assert.notEqual(snapshotHash(without(name)), snapshotHash(withValue(name, null)), name);
    }
  });

  it('is another one exactly when there is a difference to show', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        const values = Object.fromEntries(changes.map(({ name, value }) => [name, value]));
        const after = edited({ attributes: { ...BEFORE.attributes, ...values } });
        assert.equal(snapshotHash(after) === snapshotHash(BEFORE), diffSnapshots(BEFORE, after).length === 0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not depend on the order in which Exchange listed the attributes', () => {
    const shuffled = Object.fromEntries(Object.entries(BEFORE.attributes).reverse());
    assert.equal(snapshotHash(edited({ attributes: shuffled })), snapshotHash(BEFORE));
  });
});

describe('A difference', () => {
  it('is listed with both values, identity first, then in the order of the table', () => {
    const after = edited({
      type: 'SharedMailbox',
      attributes: { ...BEFORE.attributes, MailTip: null, CustomAttribute1: 'APAC' },
    });
    assert.deepEqual(diffSnapshots(BEFORE, after), [
      { name: 'type', before: 'UserMailbox', after: 'SharedMailbox' },
      { name: 'CustomAttribute1', before: 'EMEA', after: 'APAC' },
      { name: 'MailTip', before: 'On parental leave until 1 March', after: null },
    ]);
  });

  it('says "unknown" for what one side could not read, and nothing for what neither could', () => {
    assert.deepEqual(diffSnapshots(BEFORE, without('MailTip')), [
      { name: 'MailTip', before: 'On parental leave until 1 March', after: undefined },
    ]);
    assert.deepEqual(diffSnapshots(without('MailTip'), without('MailTip')), []);
    assert.equal(diffSnapshots(withValue('MailTip', null), without('MailTip')).length, 1);
  });

  it('of the attributes alone leaves the change of authority out', () => {
    const after = edited({ isExchangeCloudManaged: true });
    assert.deepEqual(diffAttributes(BEFORE, after), []);
    assert.deepEqual(
      diffSnapshots(BEFORE, after).map(({ name }) => name),
      ['isExchangeCloudManaged'],
    );
  });

  it('has a name for people, each another one', () => {
    const labels = [...IDENTITY_FACTS, ...ATTRIBUTE_NAMES].map(labelOf);
    assert.equal(new Set(labels).size, labels.length);
    for (const label of labels) assert.match(label, /^[A-Z]/);
  });
});

describe('A snapshot', () => {
  it('can be read back from JSON as it was', () => {
    assert.deepEqual(snapshotSchema.parse(JSON.parse(JSON.stringify(BEFORE))), BEFORE);
  });

  it('edge 45: does not hold the address book policy, which no flag and no sync touches', () => {
    assert.equal(
      ATTRIBUTE_NAMES.some((name) => /AddressBookPolicy/i.test(name)),
      false,
    );
  });

  it('with an attribute that is not in the table is refused', () => {
    assert.equal(snapshotSchema.safeParse({ ...BEFORE, attributes: { ...attributes(), Secret: 'x' } }).success, false);
  });
});
