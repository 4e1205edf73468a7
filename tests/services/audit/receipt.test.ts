import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildAfterReceipt, buildBeforeReceipt } from '../../../services/audit/build-receipt.ts';
import { inspectReceipt } from '../../../services/audit/check-receipt.ts';
import { fileReceipt, readReceipt } from '../../../services/audit/file-receipt.ts';
import { receiptName, receiptText } from '../../../services/audit/receipt.ts';
import { fakeArchive } from '../../support/fake-archive.ts';
import { resealed } from './reseal-receipt.ts';
import { BEN, CLEO, liveToTheEnd, sampleSnapshot, sampleTrail } from './sample-life.ts';

const trail = sampleTrail();
const { before, after, life } = await liveToTheEnd(trail, fakeArchive(), '7Q4K-2M');
const beforeInput = {
  record: before.request,
  snapshot: before.snapshot,
  entries: before.entries,
  at: before.at,
  steward: '0.1.0',
};

describe('A receipt', () => {
  it('has the same bytes when it is made out again', () => {
    assert.equal(receiptText(buildBeforeReceipt(beforeInput)), receiptText(before));
    const shuffled = Object.fromEntries(Object.entries(before).reverse()) as typeof before;
    assert.equal(receiptText(shuffled), receiptText(before));
  });

  it('is found sound as filed', () => {
    for (const receipt of [before, after])
      assert.deepEqual(inspectReceipt(receiptText(receipt)), { ok: true, receipt });
  });

  it('quotes the trail up to the approval, and names where the chain stood then', () => {
    assert.deepEqual(before.entries, life.entries.slice(0, 3));
    assert.deepEqual(before.head, { seq: 3, hash: life.entries[2]?.hash });
  });

  it('says what changed, and of what could not be read that it could not', () => {
    assert.deepEqual(after.changes, [{ name: 'isExchangeCloudManaged', before: false, after: true }]);
    const { PrimarySmtpAddress, ...attributes } = sampleSnapshot().attributes;
    const partly = buildAfterReceipt({
      ...{ record: life.record, before, outcome: 'failed', failure: 'not_confirmed', writeError: null, readBack: null },
      snapshot: sampleSnapshot({ attributes }),
      at: after.at,
      steward: '0.1.0',
    });
    const unread = { name: 'PrimarySmtpAddress', before: PrimarySmtpAddress, after: { unread: true } };
    assert.deepEqual(partly.changes, [unread]);
    assert.equal(inspectReceipt(receiptText(partly)).ok, true);
  });

  it('is not made out for what does not fit together', () => {
    const wrong = [
      { ...beforeInput, entries: [] },
      { ...beforeInput, record: life.record },
      { ...beforeInput, snapshot: sampleSnapshot({ type: 'SharedMailbox' }) },
      { ...beforeInput, record: { ...before.request, action: 'to-on-premises' as const } },
    ];
    for (const input of wrong) assert.throws(() => buildBeforeReceipt(input), { code: 'receipt_unfit' });
  });
});

describe('Filing a receipt', () => {
  it('keeps the one that a worker filed before it died', async () => {
    const archive = fakeArchive();
    await fileReceipt(archive, before);
    const later = buildBeforeReceipt({ ...beforeInput, at: '2026-11-22T10:00:00.000Z', steward: '0.2.0' });
    assert.deepEqual(await fileReceipt(archive, later), before);
    await fileReceipt(archive, after);
    assert.deepEqual(await readReceipt(archive, '7Q4K-2M', 'after'), after);
    assert.equal(await readReceipt(archive, 'none', 'after'), undefined);
  });

  it('refuses one of another plan under the same request', async () => {
    const archive = fakeArchive();
    await fileReceipt(archive, before);
    const other = { ...before, planHash: 'a'.repeat(64) };
    await assert.rejects(fileReceipt(archive, other), { code: 'archive_conflict' });
  });

  it('refuses to build on one that was changed', async () => {
    const archive = fakeArchive();
    for (const text of ['', 'no JSON', '{}', receiptText(before).replace('Anna', 'Hanna'), receiptText(after)]) {
      archive.files.set(receiptName('7Q4K-2M', 'before'), text);
      await assert.rejects(readReceipt(archive, '7Q4K-2M', 'before'), { code: 'archive_tampered' });
      await assert.rejects(fileReceipt(archive, before), { code: 'archive_tampered' });
    }
  });
});

describe('The votes in a receipt', () => {
  it('must be enough, of different people, for it, and not of the requester', async () => {
    const vote = (person: typeof BEN) => ({ person, decision: 'approve' as const, reason: null, at: before.at });
    const withVotes = (votes: readonly ReturnType<typeof vote>[], approvalsRequired: number) =>
      inspectReceipt(receiptText(resealed({ ...before, request: { ...before.request, votes, approvalsRequired } })));
    assert.equal(withVotes([vote(BEN), vote(CLEO)], 2).ok, true);
    for (const result of [
      withVotes([], 1),
      withVotes([vote(BEN), vote(BEN)], 2),
      withVotes([vote(before.request.requester)], 1),
    ]) {
      assert.deepEqual(result, { ok: false, reason: 'not_approved' });
    }
  });
});
