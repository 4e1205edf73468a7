import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { archiveSnapshot, readSnapshot, snapshotName } from '../../../services/archive/snapshot-archive.ts';
import { snapshotHash } from '../../../services/mailbox/snapshot.ts';
import { fakeArchive } from '../../support/fake-archive.ts';
import { sampleSnapshot } from '../audit/sample-life.ts';

const snapshot = sampleSnapshot();
const hash = snapshotHash(snapshot);

describe('A snapshot in the archive', () => {
  it('lies under its hash and comes back whole', async () => {
    const archive = fakeArchive();
    assert.equal(await archiveSnapshot(archive, snapshot), hash);
    assert.deepEqual([...archive.files.keys()], [snapshotName(snapshot.objectId, hash)]);
    assert.deepEqual(await readSnapshot(archive, snapshot.objectId.toUpperCase(), hash), snapshot);
  });

  it('stays as it was first taken when the mailbox is looked at again unchanged', async () => {
    const archive = fakeArchive();
    await archiveSnapshot(archive, snapshot);
    const again = { ...snapshot, takenAt: '2026-11-23T10:00:00.000Z', displayName: 'Renamed' };
    assert.equal(await archiveSnapshot(archive, again), hash);
    assert.deepEqual(await readSnapshot(archive, snapshot.objectId, hash), snapshot);
  });

  it('is undefined when there is none', async () => {
    assert.equal(await readSnapshot(fakeArchive(), snapshot.objectId, hash), undefined);
  });

  it('is told from one that was changed in any byte', async () => {
    const archive = fakeArchive();
    await archiveSnapshot(archive, snapshot);
    const name = snapshotName(snapshot.objectId, hash);
    const text = archive.files.get(name) ?? '';
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'a' ? 'b' : 'a';
      archive.files.set(name, text.slice(0, at) + other + text.slice(at + 1));
      await assert.rejects(readSnapshot(archive, snapshot.objectId, hash), { code: 'archive_tampered' }, `byte ${at}`);
    }
    archive.files.set(name, 'not JSON');
    await assert.rejects(archiveSnapshot(archive, { ...snapshot, takenAt: '2026-11-23T10:00:00.000Z' }), {
      code: 'archive_tampered',
    });
  });

  it('is told from another one that was put in its place', async () => {
    const archive = fakeArchive();
    const other = { ...snapshot, isExchangeCloudManaged: true };
    await archiveSnapshot(archive, other);
    const moved = archive.files.get(snapshotName(other.objectId, snapshotHash(other))) ?? '';
    archive.files.set(snapshotName(snapshot.objectId, hash), moved);
    await assert.rejects(readSnapshot(archive, snapshot.objectId, hash), { code: 'archive_tampered' });
  });
});
