import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Archive } from '../../services/archive/archive.ts';
import { openArchive } from '../../services/archive/open-archive.ts';
import { startBlobStandIn } from '../services/archive/blob-stand-in.ts';
import { namesIn } from '../services/archive/names-in.ts';
import { fakeArchive } from '../support/fake-archive.ts';

// What every archive promises, held against each of them.

type Opened = { readonly archive: Archive; readonly close: () => Promise<void> };

const kinds: Readonly<Record<string, () => Promise<Opened>>> = {
  'a folder': async () => {
    const folder = mkdtempSync(join(tmpdir(), 'steward-archive-'));
    const close = async (): Promise<void> => rmSync(folder, { recursive: true });
    return { archive: openArchive(`file:${folder}/not/made/yet`), close };
  },
  'a Blob container': async () => {
    const { url, token, close } = await startBlobStandIn();
    return { archive: openArchive(url.href, { credential: { getToken: async () => token } }), close };
  },
  'the fake': async () => ({ archive: fakeArchive(), close: async () => undefined }),
};

for (const [kind, open] of Object.entries(kinds)) {
  const inArchive = (sentence: string, test: (archive: Archive) => Promise<void>): void => {
    it(sentence, async () => {
      const { archive, close } = await open();
      try {
        await test(archive);
      } finally {
        await close();
      }
    });
  };

  describe(`An archive in ${kind}`, () => {
    inArchive('gives back what was written, to the byte', async (archive) => {
      const content = 'Ærøskøbing \u{1F4EC} "quotes"\r\n\ttabs & <tags>\n';
      await archive.writeOnce('receipts/7Q4K-2M/before.json', content);
      assert.equal(await archive.read('receipts/7Q4K-2M/before.json'), content);
    });

    inArchive('knows what was never written', async (archive) => {
      assert.equal(await archive.read('receipts/none/before.json'), undefined);
      await archive.writeOnce('receipts/7Q4K-2M/before.json', 'x');
      assert.equal(await archive.read('receipts/7Q4K-2M/after.json'), undefined);
    });

    inArchive('takes the same content again', async (archive) => {
      await archive.writeOnce('a/b.json', 'same');
      await archive.writeOnce('a/b.json', 'same');
      assert.equal(await archive.read('a/b.json'), 'same');
    });

    inArchive('refuses other content under the same name and keeps the first', async (archive) => {
      await archive.writeOnce('a/b.json', 'first');
      await assert.rejects(archive.writeOnce('a/b.json', 'other'), { name: 'ArchiveError', code: 'archive_conflict' });
      assert.equal(await archive.read('a/b.json'), 'first');
    });

    inArchive('lets exactly one of many writers win', async (archive) => {
      const contents = Array.from({ length: 12 }, (_, index) => `writer ${index}`);
      const results = await Promise.allSettled(contents.map((content) => archive.writeOnce('a/b.json', content)));
      const winners = contents.filter((_, index) => results[index]?.status === 'fulfilled');
      assert.deepEqual(winners, [await archive.read('a/b.json')]);
      const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
      assert.deepEqual(new Set(codes), new Set(['archive_conflict']));
    });

    inArchive('lists by prefix, in order of whole names', async (archive) => {
      const names = ['r/a/z', 'r/a-b/x', 'r/a.json', 'r/b/1', 's/1', 'r/a/B', 'r/aa'];
      for (const name of names) await archive.writeOnce(name, name);
      const inOrder = [...names].sort();
      assert.deepEqual(await namesIn(archive, ''), inOrder);
      assert.deepEqual(
        await namesIn(archive, 'r/a'),
        inOrder.filter((name) => name.startsWith('r/a')),
      );
      assert.deepEqual(await namesIn(archive, 'r/a/'), ['r/a/B', 'r/a/z']);
      assert.deepEqual(await namesIn(archive, 'r/a/z'), ['r/a/z']);
      assert.deepEqual(await namesIn(archive, 'none/'), []);
    });

    inArchive('takes no name that leads elsewhere', async (archive) => {
      const names = ['', '/etc/passwd', '../x', 'a/../x', 'a//b', 'a/', 'a/.hidden', 'a b', 'a\\b', 'a/ü', 'a\0b', '.'];
      for (const name of names) {
        await assert.rejects(archive.writeOnce(name, 'x'), { code: 'archive_name' }, name);
        await assert.rejects(archive.read(name), { code: 'archive_name' }, name);
      }
      assert.deepEqual(await namesIn(archive, ''), []);
      assert.deepEqual(await namesIn(archive, '../'), []);
    });

    inArchive('can be checked any number of times and shows nothing of it', async (archive) => {
      await archive.check();
      await archive.check();
      assert.deepEqual(await namesIn(archive, ''), []);
    });
  });
}
