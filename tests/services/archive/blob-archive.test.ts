import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { openBlobArchive } from '../../../services/archive/blob-archive.ts';
import { parseBlobPage } from '../../../services/archive/blob-list.ts';
import { startBlobStandIn } from './blob-stand-in.ts';
import { namesIn } from './names-in.ts';

const blob = await startBlobStandIn();
const credential = { getToken: async () => blob.token };
const archive = openBlobArchive(blob.url, { credential });
const unavailable = (context: object) => ({ name: 'ArchiveError', code: 'archive_unavailable', context });

beforeEach(() => {
  blob.blobs.clear();
  blob.calls.length = 0;
  blob.next = undefined;
});
after(() => blob.close());

describe('The archive in a Blob container', () => {
  it('reads every page of a list', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `receipts/${index}/before.json`);
    for (const name of names) blob.blobs.set(name, 'x');
    assert.deepEqual(await namesIn(archive, 'receipts/'), names);
    assert.equal(blob.calls.length, 4);
  });

  it('takes a list that was cut off for no list', async () => {
    const half = '<EnumerationResults><Blobs><Blob><Name>a</Name></Blob></Blobs>';
    blob.next = (_, response) => response.writeHead(200).end(half);
    await assert.rejects(namesIn(archive, ''), { code: 'archive_unavailable' });
  });

  it('does not follow a marker in a circle', async () => {
    for (const name of ['a', 'b', 'c']) blob.blobs.set(name, 'x');
    const page = '<EnumerationResults><Blobs></Blobs><NextMarker>2!&amp;c</NextMarker></EnumerationResults>';
    const circle = (): void => {
      blob.next = (_, response) => {
        circle();
        response.writeHead(200).end(page);
      };
    };
    circle();
    await assert.rejects(namesIn(archive, ''), { code: 'archive_unavailable' });
  });

  it('does not take a missing container for a missing blob', async () => {
    const elsewhere = openBlobArchive(new URL('/elsewhere', blob.url), { credential });
    await assert.rejects(elsewhere.read('a/b'), unavailable({ status: 404, reason: 'ContainerNotFound' }));
  });

  it('tells who must be given which role when it is refused', async () => {
    const stranger = openBlobArchive(blob.url, { credential: { getToken: async () => 'another' } });
    const refused = { ...unavailable({ status: 401, reason: 'InvalidAuthenticationInfo' }) };
    await assert.rejects(stranger.writeOnce('a', 'x'), { ...refused, message: /Storage Blob Data Contributor/ });
    await assert.rejects(stranger.check(), refused);
  });

  it('does not take another conflict for the blob being there', async () => {
    blob.next = (_, response) => response.writeHead(409, { 'x-ms-error-code': 'ContainerBeingDeleted' }).end();
    await assert.rejects(archive.writeOnce('a', 'x'), unavailable({ status: 409, reason: 'ContainerBeingDeleted' }));
  });

  it('sees after a lost answer that its own write went through', async () => {
    blob.next = (_, response) => {
      blob.blobs.set('a', 'x');
      response.destroy();
    };
    await assert.rejects(archive.writeOnce('a', 'x'), { code: 'archive_unavailable' });
    await archive.writeOnce('a', 'x');
  });

  it('gives up when the deadline of a call has passed', async () => {
    const deadline = new AbortController();
    const impatient = openBlobArchive(blob.url, { credential, deadline: () => deadline.signal });
    blob.next = () => deadline.abort(new Error('over'));
    await assert.rejects(impatient.read('a'), { code: 'archive_unavailable' });
  });

  it('says that there is no identity without telling why in full', async () => {
    const failing = openBlobArchive(blob.url, { credential: { getToken: () => Promise.reject(new Error('secret')) } });
    await assert.rejects(failing.read('a'), (error: Error) => !error.message.includes('secret'));
  });
});

describe('A page of a Blob list', () => {
  it('is read with its marker and its escapes', () => {
    const xml =
      '<EnumerationResults A="b"><Blobs><Blob><Name>a&amp;b</Name></Blob></Blobs><NextMarker/></EnumerationResults>';
    assert.deepEqual(parseBlobPage(xml), { names: ['a&b'], next: null });
    assert.equal(parseBlobPage(xml.replace('<NextMarker/>', '<NextMarker>m&lt;</NextMarker>'))?.next, 'm<');
  });

  it('is none without a marker, an end or a name for each blob', () => {
    const whole = '<EnumerationResults><Blobs><Blob><Name>a</Name></Blob></Blobs><NextMarker/></EnumerationResults>';
    for (const part of ['<EnumerationResults>', '</EnumerationResults>', '<NextMarker/>', '<Name>a</Name>']) {
      assert.equal(parseBlobPage(whole.replace(part, '')), undefined, part);
    }
  });
});
