import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openFileArchive } from '../../../services/archive/file-archive.ts';
import { namesIn } from './names-in.ts';

const writer = fileURLToPath(new URL('./endless-writer.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'steward-archive-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs the writer and kills it without warning when it has told of `count` files; answers with those. */
async function killedWriter(target: string, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [writer, target], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line);
    if (told.length === count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return told;
}

describe('The archive in a folder', () => {
  it('holds only whole files after its process was killed, and every file that was told of', async () => {
    const target = join(folder, 'killed');
    for (const count of [3, 17, 30]) {
      const told = await killedWriter(target, count);
      const archive = openFileArchive(target);
      const names = await namesIn(archive, 'receipts/');
      for (const name of told) assert.ok(names.includes(name), name);
      for (const name of names) {
        const [length, content] = (await archive.read(name))?.split(':') ?? [];
        assert.equal(content?.length, Number(length), name);
      }
      rmSync(target, { recursive: true });
    }
  });

  it('never shows or mistakes what a killed process left behind', async () => {
    const target = join(folder, 'left');
    mkdirSync(join(target, 'a'), { recursive: true });
    writeFileSync(join(target, 'a', '.tmp-left'), 'hal');
    const archive = openFileArchive(target);
    await archive.writeOnce('a/b', 'whole');
    assert.deepEqual(await namesIn(archive, ''), ['a/b']);
    assert.deepEqual(readdirSync(join(target, 'a')).sort(), ['.tmp-left', 'b']);
  });

  it('finishes what a process began that died before it had removed its temporary file', async () => {
    const target = join(folder, 'linked');
    mkdirSync(target);
    writeFileSync(join(target, '.tmp-mine'), 'whole');
    linkSync(join(target, '.tmp-mine'), join(target, 'b'));
    await openFileArchive(target).writeOnce('b', 'whole');
    assert.equal(readFileSync(join(target, 'b'), 'utf8'), 'whole');
  });

  it('says which errno kept it from writing', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const [target, errno] of [
      [file, /^E(NOTDIR|EXIST)$/],
      ['/proc/steward-cannot-be-here', /^E/],
    ] as const) {
      const archive = openFileArchive(target);
      const unavailable = (error: unknown): boolean => {
        const { code, context } = error as { code: string; context: { errno: string } };
        return code === 'archive_unavailable' && errno.test(context.errno);
      };
      await assert.rejects(archive.writeOnce('a/b', 'x'), unavailable);
      await assert.rejects(archive.check(), unavailable);
    }
    await assert.rejects(openFileArchive(file).read('a/b'), { code: 'archive_unavailable' });
    await assert.rejects(namesIn(openFileArchive(file), ''), { code: 'archive_unavailable' });
  });

  it('removes what it wrote to see whether it can', async () => {
    const target = join(folder, 'checked');
    await openFileArchive(target).check();
    assert.deepEqual(readdirSync(target), []);
  });
});
