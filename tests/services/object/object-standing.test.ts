import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { handedBack } from '../../../services/object/handed-back.ts';
import { objectStanding } from '../../../services/object/object-standing.ts';
import { objectType } from '../../../services/object/object-type.ts';
import type { RequestRecord } from '../../../services/request/record.ts';
import { record, recordIn } from '../../cards/samples.ts';

const BACK = { request: '7Q4K-2M', at: '2026-11-22T14:44:00.000Z', isOverdue: false };

describe('Who has the authority over a whole object', () => {
  type Row = readonly [isCloudManaged: boolean | null, isSynced: boolean, wasSynced: boolean | null, string, string];
  // The state table of Microsoft Learn, and what our own ledger adds to it: the last two columns.
  const rows: readonly Row[] = [
    [false, true, true, 'synced', 'synced'],
    [true, false, true, 'cloud', 'cloud'],
    [false, false, true, 'waiting', 'waiting'],
    [false, false, false, 'born-in-cloud', 'waiting'],
    [false, false, null, 'not-synced', 'waiting'],
    [null, true, true, 'unknown', 'unknown'],
    [null, false, null, 'unknown', 'unknown'],
  ];
  for (const [isCloudManaged, isSynced, wasSynced, alone, remembered] of rows) {
    it(`edge 28: cloud-managed ${isCloudManaged}, synced ${isSynced}, synced once ${wasSynced}: ${alone}, ${remembered} by the ledger`, () => {
      const seen = { object: { isSynced, wasSynced }, isCloudManaged };
      assert.equal(objectStanding({ ...seen, handedBack: null }), alone);
      assert.equal(objectStanding({ ...seen, handedBack: BACK }), remembered);
    });
  }
});

describe('edge 28: the ledger', () => {
  const back = recordIn('done', { action: 'object-to-on-premises', id: '7Q4K-2M' });
  const ledger = (...records: readonly RequestRecord[]) => ({
    historyOf: async (_: string, limit: number) => ({ records: records.slice(0, limit), total: records.length }),
  });

  it('remembers the last hand-over that was carried out, whatever was asked after it', async () => {
    const asked = ['cancelled', 'denied', 'expired', 'failed'] as const;
    const later = asked.map((state) => recordIn(state, { action: 'object-to-cloud' }));
    assert.equal((await handedBack(ledger(...later, back), back.subject.objectId))?.request, '7Q4K-2M');
    const many = Array.from({ length: 50 }, () => recordIn('cancelled', { action: 'object-to-cloud' }));
    assert.equal((await handedBack(ledger(...many, back), back.subject.objectId))?.request, '7Q4K-2M');
  });

  it('forgets it when the object went to the cloud again', async () => {
    const again = recordIn('done', { action: 'object-to-cloud' });
    assert.equal(await handedBack(ledger(again, back), back.subject.objectId), null);
  });

  it('does not take a hand-over of the mailbox for one of the whole object', async () => {
    const flag = recordIn('done', { action: 'to-on-premises' });
    assert.equal(await handedBack(ledger(flag), flag.subject.objectId), null);
    assert.equal(await handedBack(ledger(record()), flag.subject.objectId), null);
    assert.equal(await handedBack(ledger(), flag.subject.objectId), null);
  });

  it('edge 27: knows that a sync has passed it over', async () => {
    const passed = recordIn('reverted', { action: 'object-to-on-premises' });
    assert.equal((await handedBack(ledger(passed), passed.subject.objectId))?.isOverdue, true);
  });
});

describe('What an object is called', () => {
  it('is told by its kind and, of a group, by what it is for', () => {
    const group = (isMailEnabled: boolean | null, isSecurityEnabled: boolean | null) =>
      objectType({ kind: 'group', isMailEnabled, isSecurityEnabled });
    assert.equal(group(true, false), 'Distribution group');
    assert.equal(group(true, true), 'Mail-enabled security group');
    assert.equal(group(false, true), 'Security group');
    assert.equal(group(null, true), 'Group');
    for (const [kind, word] of [
      ['user', 'User'],
      ['contact', 'Contact'],
    ] as const)
      assert.equal(objectType({ kind, isMailEnabled: null, isSecurityEnabled: null }), word);
  });
});
