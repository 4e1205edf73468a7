import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openArchive } from '../../../services/archive/open-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-open-'));
after(() => rmSync(folder, { recursive: true }));
const credential = { getToken: async () => 'a-token' };

describe('ARCHIVE_URL', () => {
  it('may be a folder, relative or absolute or as a URL', async () => {
    const spaced = join(folder, 'with space');
    const urls = [`file:./${relative(process.cwd(), folder)}`, `file:${folder}`, pathToFileURL(spaced).href];
    for (const [index, url] of urls.entries()) await openArchive(url).writeOnce(`n${index}`, 'x');
    assert.ok(existsSync(join(folder, 'n0')) && existsSync(join(folder, 'n1')) && existsSync(join(spaced, 'n2')));
  });

  it('may be a Blob container, without encryption only on this machine', () => {
    openArchive('https://account.blob.core.windows.net/steward', { credential });
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      openArchive(`http://${host}:10000/dev/steward`, { credential });
  });

  it('is refused with a sentence when it is anything else, and its signature never appears in it', () => {
    const urls = [
      '',
      'file:',
      'data/archive',
      'file://server/share',
      's3://bucket/x',
      'http://account.blob.core.windows.net/steward',
      'http://127.0.0.1.example.org/steward',
      'https://account.blob.core.windows.net/',
      'https://account.blob.core.windows.net/steward?sig=SECRET',
      'https://user@account.blob.core.windows.net/steward',
      'https://',
    ];
    for (const url of urls) {
      assert.throws(
        () => openArchive(url, { credential }),
        (error: Error & { code?: string }) =>
          error.code === 'configuration' &&
          /ARCHIVE_URL/.test(error.message) &&
          !JSON.stringify(error).includes('SECRET'),
        url,
      );
    }
    assert.throws(() => openArchive('https://account.blob.core.windows.net/steward'), { code: 'configuration' });
  });
});
