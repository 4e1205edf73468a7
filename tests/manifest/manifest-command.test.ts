import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { manifestSchema } from '../../manifest/manifest-schema.ts';
import { readPng } from './read-png.ts';
import { readZip } from './read-zip.ts';

// The command as an administrator runs it: a process, its exit code, what it says and what it leaves.

const main = fileURLToPath(new URL('../../manifest/main.ts', import.meta.url));
const APP_ID = 'b07c1e52-6a3d-4f0e-9d55-2f8a7c40e911';
const PAGE = 'https://it.contoso.com/steward';

describe('npm run manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-manifest-'));
  after(() => rmSync(folder, { recursive: true }));

  function manifest(args: readonly string[], settings: Readonly<Record<string, string>>) {
    const env = { PATH: process.env.PATH, ...settings };
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return { code: status, out: stdout.trim(), err: stderr.trim() };
  }

  it('writes the package where it is ignored: manifest and icons at the root, nothing else', () => {
    const { code, out, err } = manifest([], { MicrosoftAppId: APP_ID, MANIFEST_DEVELOPER_URL: PAGE });
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, new RegExp(`^manifest/steward\\.zip is written: Steward \\d+\\.\\d+\\.\\d+, bot ${APP_ID}\\.$`));
    const files = new Map(
      readZip(readFileSync(join(folder, 'manifest/steward.zip'))).map((file) => [file.name, file.content]),
    );
    assert.deepEqual([...files.keys()], ['manifest.json', 'color.png', 'outline.png']);
    const parsed = manifestSchema.parse(JSON.parse(String(files.get('manifest.json'))));
    for (const [name, size] of [
      [parsed.icons.color, 192],
      [parsed.icons.outline, 32],
    ] as const) {
      assert.equal(readPng(Buffer.from(files.get(name) ?? '')).width, size);
    }
    const ignored = readFileSync(join(import.meta.dirname, '../../.gitignore'), 'utf8').split('\n');
    assert.ok(ignored.includes('manifest/steward.zip'));
  });

  it('writes it to the file that is named, with the same bytes every time', () => {
    const settings = { MicrosoftAppId: APP_ID, MANIFEST_DEVELOPER_URL: PAGE };
    const files = ['one.zip', 'deep/er/two.zip'];
    for (const file of files) assert.equal(manifest([file], settings).code, 0);
    const [one, two] = files.map((file) => readFileSync(join(folder, file)));
    assert.ok(one && two?.equals(one));
  });

  it('says when its page is still nobody’s', () => {
    const { code, out } = manifest(['three.zip'], { MicrosoftAppId: APP_ID });
    assert.equal(code, 0);
    assert.match(out, /set MANIFEST_DEVELOPER_URL before others install it\.$/);
  });

  it('says in one sentence what hinders it', () => {
    const cases: readonly (readonly [readonly string[], Readonly<Record<string, string>>, RegExp])[] = [
      [[], {}, /^The app package is not written: MicrosoftAppId is missing: .+\.$/],
      [['a.zip', 'b.zip'], { MicrosoftAppId: APP_ID }, /^Name one file/],
      [['--help'], { MicrosoftAppId: APP_ID }, /^Name one file/],
      [
        ['one.zip/inside.zip'],
        { MicrosoftAppId: APP_ID },
        /^"one\.zip\/inside\.zip" cannot be written \(E\w+\): name another/,
      ],
    ];
    for (const [args, settings, sentence] of cases) {
      const { code, out, err } = manifest(args, settings);
      assert.deepEqual([code, out], [1, ''], args.join(' '));
      assert.match(err, sentence);
    }
  });
});
