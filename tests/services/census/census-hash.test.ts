import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { censusHash } from '../../../services/census/census-hash.ts';
import { ATTRIBUTE_NAMES, ATTRIBUTES, type Attributes } from '../../../services/mailbox/attribute.ts';
import { snapshotHash, takeSnapshot } from '../../../services/mailbox/snapshot.ts';
import { syntheticMailbox } from './synthetic-mailboxes.ts';

const AT = new Date('2026-11-22T08:00:00Z');

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\u2028', 'SMTP:A@b.c', 'x500:/o=X'));
const anyValue = fc.oneof(text, fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 4 }));
const values = fc.record(Object.fromEntries(ATTRIBUTE_NAMES.map((name) => [name, anyValue])), { requiredKeys: [] });
const flag = fc.constantFrom(true, false, null);

it('the hash of a census is the hash of a snapshot, whatever the mailbox holds', () => {
  const some = fc.record({
    attributes: values,
    userPrincipalName: text,
    type: text,
    exchangeGuid: fc.option(fc.uuid()),
    isDirSynced: flag,
    isExchangeCloudManaged: flag,
  });
  fc.assert(
    fc.property(some, ({ attributes, ...change }) => {
      const written: Attributes = attributes;
      const mailbox = syntheticMailbox(1, { ...change, attributes: written });
      assert.equal(censusHash(mailbox), snapshotHash(takeSnapshot(mailbox, AT)));
    }),
    { numRuns: 300 },
  );
});

it('also of the mailboxes that tenants have, and with an object id in capitals', () => {
  for (let index = 0; index < 50; index += 1) {
    const mailbox = syntheticMailbox(index);
    const loud = { ...mailbox, objectId: mailbox.objectId.toUpperCase() };
    assert.equal(censusHash(mailbox), snapshotHash(takeSnapshot(mailbox, AT)));
    assert.equal(censusHash(loud), censusHash(mailbox));
  }
});

it('and it sees a change of any attribute', () => {
  const before = syntheticMailbox(3);
  for (const name of ATTRIBUTE_NAMES) {
    const { form } = ATTRIBUTES[name];
    const value = form === 'flag' ? !before.attributes[name] : form === 'text' ? 'another' : ['another'];
    const after = { ...before, attributes: { ...before.attributes, [name]: value } };
    assert.notEqual(censusHash(after), censusHash(before), name);
  }
});
