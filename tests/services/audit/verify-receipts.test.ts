import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { archiveSnapshot, snapshotName } from '../../../services/archive/snapshot-archive.ts';
import type { AuditEntry } from '../../../services/audit/entry.ts';
import {
  type AfterReceipt,
  type BeforeReceipt,
  type Receipt,
  receiptName,
  receiptText,
} from '../../../services/audit/receipt.ts';
import { receiptWitness } from '../../../services/audit/receipt-witness.ts';
import { verifyChain } from '../../../services/audit/verify-chain.ts';
import { verifyReceiptTexts } from '../../../services/audit/verify-receipt-texts.ts';
import { verifyReceipts } from '../../../services/audit/verify-receipts.ts';
import { type FakeArchive, fakeArchive } from '../../support/fake-archive.ts';
import { resealed } from './reseal-receipt.ts';
import { draftedRecord, type Executed, liveToTheEnd, sampleSnapshot, sampleTrail } from './sample-life.ts';
import { rechained, textsOf } from './tamper-texts.ts';

const ID = '7Q4K-2M';
const BEFORE = receiptName(ID, 'before');
const AFTER = receiptName(ID, 'after');

type Scene = Executed & { readonly archive: FakeArchive; readonly entries: readonly AuditEntry[] };

async function scene(): Promise<Scene> {
  const archive = fakeArchive();
  const trail = sampleTrail();
  await liveToTheEnd(trail, archive, '2A3B-4C');
  const executed = await liveToTheEnd(trail, archive, ID);
  return { ...executed, archive, entries: trail.entries };
}

async function faultOf(archive: FakeArchive): Promise<readonly [string, string]> {
  const result = await verifyReceipts(archive);
  return result.ok ? assert.fail('It fits.') : [result.name, result.reason];
}

const put = (archive: FakeArchive, receipt: Receipt, name: string): unknown =>
  archive.files.set(name, receiptText(receipt));

describe('An archive as Steward filled it', () => {
  it('fits, and says how far the chain must reach', async () => {
    const { archive, before } = await scene();
    assert.deepEqual(await verifyReceipts(archive), { ok: true, receipts: 4, snapshots: 1, quoted: before.head });
  });

  it('fits while a request is on its way', async () => {
    const { archive } = await scene();
    archive.files.delete(AFTER);
    assert.equal((await verifyReceipts(archive)).ok, true);
  });
});

describe('The first file that does not fit is named when', () => {
  for (const name of [BEFORE, AFTER]) {
    it(`any character of ${name} was changed`, async () => {
      const { archive } = await scene();
      const text = archive.files.get(name) ?? '';
      for (let at = 0; at < text.length; at += 7) {
        archive.files.set(name, text.slice(0, at) + (text[at] === '1' ? '2' : '1') + text.slice(at + 1));
        const [found] = await faultOf(archive);
        assert.equal(found, name, `at ${at}`);
      }
      for (const other of ['', `${text} `, text.replaceAll('\n', ''), text.replace('{', '{"digest": "x",')]) {
        archive.files.set(name, other);
        assert.equal((await faultOf(archive))[0], name);
      }
    });
  }

  it('a receipt was changed and sealed anew', async () => {
    const { archive, before } = await scene();
    const lies: readonly (readonly [Partial<BeforeReceipt>, string])[] = [
      [{ snapshot: sampleSnapshot({ type: 'SharedMailbox' }) }, 'wrong_snapshot'],
      [{ planHash: 'a'.repeat(64) }, 'wrong_plan'],
      [{ plan: { ...before.plan, action: 'to-on-premises' } }, 'wrong_plan'],
      [{ request: { ...before.request, votes: [] } }, 'not_approved'],
      [{ request: { ...before.request, state: 'running' } }, 'not_approved'],
      [{ entries: before.entries.slice(1) }, 'wrong_entries'],
      [{ entries: before.entries.slice(0, 2) }, 'wrong_entries'],
      [{ entries: before.entries.map((entry) => ({ ...entry, actor: 'x' })) }, 'wrong_entries'],
      [{ head: { ...before.head, seq: 99 } }, 'wrong_entries'],
    ];
    for (const [lie, reason] of lies) {
      put(archive, resealed({ ...before, ...lie }), BEFORE);
      // The receipt from after comes first in the list; it is the one from before that does not fit.
      assert.deepEqual(await faultOf(archive), [BEFORE, reason]);
    }
  });

  it('the receipt from after does not belong to the one from before', async () => {
    const { archive, after } = await scene();
    const lies: readonly (readonly [Partial<AfterReceipt>, string])[] = [
      [{ before: 'a'.repeat(64) }, 'wrong_before'],
      [{ changes: [] }, 'wrong_changes'],
      [{ tenant: 'another' }, 'wrong_name'],
      [{ snapshot: sampleSnapshot({ objectId: '0b7f6a52-0000-4000-8000-00000000000b' }) }, 'wrong_mailbox'],
    ];
    for (const [lie, reason] of lies) {
      put(archive, resealed({ ...after, ...lie }), AFTER);
      assert.deepEqual(await faultOf(archive), [AFTER, reason]);
    }
  });

  it('receipts changed places, or the one from before is gone, or a stray file is there', async () => {
    const { archive, before, after } = await scene();
    put(archive, after, receiptName('2A3B-4C', 'after'));
    assert.deepEqual(await faultOf(archive), [receiptName('2A3B-4C', 'after'), 'wrong_name']);
    const second = (await scene()).archive;
    put(second, before, AFTER);
    assert.deepEqual(await faultOf(second), [AFTER, 'wrong_name']);
    second.files.delete(BEFORE);
    put(second, after, AFTER);
    assert.deepEqual(await faultOf(second), [AFTER, 'before_missing']);
    const third = (await scene()).archive;
    third.files.set('receipts/notes.txt', 'x');
    assert.deepEqual(await faultOf(third), ['receipts/notes.txt', 'unexpected']);
  });

  it('a snapshot is gone or was changed', async () => {
    const { archive, before } = await scene();
    const name = snapshotName(before.plan.objectId, before.plan.snapshotHash);
    const text = archive.files.get(name) ?? '';
    archive.files.set(name, text.replace('north', 'south'));
    assert.deepEqual(await faultOf(archive), [name, 'snapshot_changed']);
    archive.files.delete(name);
    assert.deepEqual(await faultOf(archive), [name, 'snapshot_missing']);
  });

  it('a snapshot that no receipt needs was changed', async () => {
    const { archive } = await scene();
    const other = sampleSnapshot({ isExchangeCloudManaged: true });
    const name = snapshotName(other.objectId, await archiveSnapshot(archive, other));
    archive.files.set(name, (archive.files.get(name) ?? '').replace('north', 'south'));
    assert.deepEqual(await faultOf(archive), [name, 'snapshot_changed']);
  });
});

describe('Receipts given as files', () => {
  it('are held against themselves, and against each other where both are given', async () => {
    const { before, after } = await scene();
    const file = (name: string, receipt: Receipt) => ({ name, text: receiptText(receipt) });
    assert.deepEqual(verifyReceiptTexts([file('b', before), file('a', after)]), { ok: true, receipts: 2 });
    assert.equal(verifyReceiptTexts([file('a', after)]).ok, true);
    const lie = verifyReceiptTexts([file('a', resealed({ ...after, before: 'a'.repeat(64) })), file('b', before)]);
    assert.deepEqual(lie.ok ? 'fits' : [lie.name, lie.reason], ['a', 'wrong_before']);
    const broken = verifyReceiptTexts([{ name: 'x', text: receiptText(before).replace('Anna', 'Hanna') }]);
    assert.deepEqual(broken.ok ? 'fits' : [broken.name, broken.reason], ['x', 'wrong_digest']);
  });
});

describe('Chain and archive together', () => {
  const chainFaultOf = async (archive: FakeArchive, entries: readonly AuditEntry[]) => {
    const result = await verifyChain(textsOf(entries), { onEntry: receiptWitness(archive) });
    return result.ok ? 'fits' : [result.seq, result.reason];
  };
  const seqOf = (entries: readonly AuditEntry[], kind: AuditEntry['kind']): number =>
    entries.findLast((entry) => entry.kind === kind)?.seq ?? assert.fail();

  it('fit', async () => {
    const { archive, entries } = await scene();
    assert.equal(await chainFaultOf(archive, entries), 'fits');
  });

  it('name the entry whose receipt is gone, or sealed anew', async () => {
    const { archive, entries, before, after } = await scene();
    put(archive, resealed({ ...after, steward: '9' }), AFTER);
    assert.deepEqual(await chainFaultOf(archive, entries), [seqOf(entries, 'completed'), 'receipt_unfit']);
    archive.files.delete(AFTER);
    assert.deepEqual(await chainFaultOf(archive, entries), [seqOf(entries, 'completed'), 'receipt_missing']);
    put(archive, resealed({ ...before, steward: '9' }), BEFORE);
    assert.deepEqual(await chainFaultOf(archive, entries), [seqOf(entries, 'started'), 'receipt_unfit']);
  });

  it('name the entry whose receipt quotes what a rewritten chain no longer has', async () => {
    const { archive, entries } = await scene();
    const index = seqOf(entries, 'approved') - 1;
    const forged = rechained(entries.map((entry, each) => (each === index ? { ...entry, actor: 'x' } : entry)));
    assert.deepEqual(await chainFaultOf(archive, forged), [index + 2, 'receipt_unfit']);
  });

  it('name the entry that ought to name a receipt, or whose receipt says something else', async () => {
    const { archive, entries } = await scene();
    const seq = seqOf(entries, 'started');
    const bare = rechained(entries.map((entry) => (entry.seq === seq ? { ...entry, facts: {} } : entry)));
    assert.deepEqual(await chainFaultOf(archive, bare), [seq, 'receipt_unnamed']);
    const failed = entries.map((entry) =>
      entry.seq === entries.length ? { ...entry, kind: 'failed' as const, to: 'failed' } : entry,
    );
    assert.deepEqual(await chainFaultOf(archive, rechained(failed)), [entries.length, 'receipt_unfit']);
  });

  it('name the request that was drafted over a snapshot that is gone', async () => {
    const archive = fakeArchive();
    const trail = sampleTrail();
    trail.begin(draftedRecord(ID, sampleSnapshot()));
    assert.deepEqual(await chainFaultOf(archive, trail.entries), [1, 'snapshot_unfit']);
  });
});
