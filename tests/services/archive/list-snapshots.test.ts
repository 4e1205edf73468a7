import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { baselineSnapshot } from '../../../services/archive/baseline-snapshot.ts';
import { findSnapshot, listSnapshots } from '../../../services/archive/list-snapshots.ts';
import { archiveSnapshot, snapshotName } from '../../../services/archive/snapshot-archive.ts';
import { attributes, OBJECT_ID, snapshot } from '../../cards/samples.ts';
import { type FakeArchive, fakeArchive } from '../../support/fake-archive.ts';

async function filled(count: number): Promise<{ archive: FakeArchive; hashes: string[] }> {
  const archive = fakeArchive();
  const hashes: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const takenAt = new Date(Date.parse('2026-11-22T08:00:00Z') + index * 60_000).toISOString();
    const made = { ...snapshot({ attributes: attributes({ MailTip: `tip ${index}` }) }), takenAt };
    hashes.push(await archiveSnapshot(archive, made));
  }
  return { archive, hashes };
}

function tamper(archive: FakeArchive, hash: string): void {
  const name = snapshotName(OBJECT_ID, hash);
  archive.files.set(name, (archive.files.get(name) ?? '').replace('tip', 'top'));
}

describe('The snapshots of a mailbox', () => {
  it('are listed newest first, whatever their hashes, and only of that mailbox', async () => {
    const { archive, hashes } = await filled(30);
    await archiveSnapshot(archive, { ...snapshot(), objectId: '3b1f0c52-77aa-4c1e-9a43-5f0d2b6c8e12' });
    const listed = await listSnapshots(archive, OBJECT_ID.toUpperCase());
    assert.deepEqual(
      listed.snapshots.map(({ hash }) => hash),
      hashes.toReversed(),
    );
    assert.equal(listed.more, false);
  });

  it('that were changed are named as such, and stop nothing', async () => {
    const { archive, hashes } = await filled(3);
    tamper(archive, hashes[1] ?? '');
    const { snapshots } = await listSnapshots(archive, OBJECT_ID);
    assert.deepEqual(
      snapshots.map(({ hash, snapshot: read }) => [hash, read === null]),
      [
        [hashes[2], false],
        [hashes[0], false],
        [hashes[1], true],
      ],
    );
  });

  it('beyond what is read are said to be there', async () => {
    const { archive } = await filled(501);
    const { snapshots, more } = await listSnapshots(archive, OBJECT_ID);
    assert.deepEqual([snapshots.length, more], [500, true]);
  });

  it('are found by the beginning of a hash, and never guessed', async () => {
    const { archive, hashes } = await filled(60);
    const [hash = ''] = hashes;
    const found = await findSnapshot(archive, OBJECT_ID, hash.slice(0, 8));
    assert.ok(found.ok && found.hash === hash);
    assert.deepEqual(await findSnapshot(archive, OBJECT_ID, 'zzzzzz'), { ok: false, why: 'none' });
    const begins = new Set<string>();
    const twice = hashes.map((each) => each.slice(0, 1)).find((begin) => begins.size === begins.add(begin).size);
    assert.deepEqual(await findSnapshot(archive, OBJECT_ID, twice ?? ''), { ok: false, why: 'several' });
    tamper(archive, hash);
    assert.deepEqual(await findSnapshot(archive, OBJECT_ID, hash), { ok: false, why: 'tampered' });
  });

  it('edge 15: give the baseline, unless there is none that can be believed', async () => {
    const { archive, hashes } = await filled(1);
    const [hash = ''] = hashes;
    const store = (known: string | undefined) => ({ baselineOf: async () => known });
    const found = await baselineSnapshot({ store: store(hash), archive }, OBJECT_ID);
    assert.equal(found?.attributes.MailTip, 'tip 0');
    assert.equal(await baselineSnapshot({ store: store(undefined), archive }, OBJECT_ID), undefined);
    assert.equal(await baselineSnapshot({ store: store('0'.repeat(64)), archive }, OBJECT_ID), undefined);
    tamper(archive, hash);
    assert.equal(await baselineSnapshot({ store: store(hash), archive }, OBJECT_ID), undefined);
  });

  it('are not said to be none when the archive is away', async () => {
    const { archive } = await filled(1);
    archive.goAway();
    await assert.rejects(listSnapshots(archive, OBJECT_ID), { code: 'archive_unavailable' });
    await assert.rejects(findSnapshot(archive, OBJECT_ID, 'abcdef'), { code: 'archive_unavailable' });
  });
});
