import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { openFileArchive } from '../../../services/archive/file-archive.ts';
import { auditCommand } from '../../../services/audit/audit-command.ts';
import { receiptName } from '../../../services/audit/receipt.ts';
import { auditHeadKey, auditStreamKey } from '../../../services/store/keys.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { liveToTheEnd, sampleTrail, TENANT } from './sample-life.ts';

// The command as an administrator runs it: a process, its exit code and what it says.

const main = fileURLToPath(new URL('../../../services/audit/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'steward-audit-'));
const trail = sampleTrail();
const { after: end } = await liveToTheEnd(trail, openFileArchive(folder), '7Q4K-2M');
const AFTER = join(folder, receiptName('7Q4K-2M', 'after'));
const BEFORE = join(folder, receiptName('7Q4K-2M', 'before'));
const head = trail.head();

let server: TestRedis;
let redis: Redis;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
  for (const entry of trail.entries)
    await redis.xadd(auditStreamKey(TENANT), `${entry.seq}-0`, 'entry', JSON.stringify(entry));
  await redis.hset(auditHeadKey(TENANT), { ...head });
});
after(async () => {
  redis.disconnect();
  await server.stop();
  rmSync(folder, { recursive: true });
});

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

async function audit(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const inherited = { PATH: process.env.PATH, ARCHIVE_URL: `file:${folder}` };
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, out: out.trim(), err: err.trim() };
}

/** The same without a process of its own, where only the answer matters. */
async function inProcess(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await auditCommand(args, {
    env: { ARCHIVE_URL: `file:${folder}`, ...env },
    say: (line) => out.push(line),
    complain: (line) => err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const online = (): NodeJS.ProcessEnv => ({ REDIS_URL: server.url, TENANT_ID: TENANT });

/** Changes a file for the time of the test. */
async function changed(path: string, test: () => Promise<void>): Promise<void> {
  const content = readFileSync(path, 'utf8');
  writeFileSync(path, content.replace('contoso', 'fabrikam'));
  await test().finally(() => writeFileSync(path, content));
}

describe('npm run audit', () => {
  it('verifies the archive without Redis', async () => {
    const said = { code: 0, out: 'Archive: 2 receipts and 1 snapshot fit.', err: '' };
    assert.deepEqual(await audit(['verify', '--receipts']), said);
  });

  it('names the receipt that was changed', async () => {
    await changed(AFTER, async () => {
      const { code, out } = await audit(['verify', '--receipts']);
      assert.equal(code, 1);
      assert.match(out, /^Does not fit\. receipts\/7Q4K-2M\/after\.json: it was changed/);
    });
  });

  it('verifies files by themselves', async () => {
    assert.deepEqual(await audit(['verify', BEFORE, AFTER]), { code: 0, out: '2 receipts fit.', err: '' });
    await changed(BEFORE, async () => assert.equal((await audit(['verify', BEFORE])).code, 1));
    const missing = await audit(['verify', join(folder, 'none.json')]);
    assert.equal(missing.code, 2);
    assert.match(missing.err, /none\.json" cannot be opened/);
  });

  it('verifies chain and archive together, and says the head', async () => {
    const { code, out } = await audit(['verify'], online());
    assert.equal(code, 0, out);
    assert.match(out, new RegExp(`^Chain: 5 entries fit\\. Head: ${head.seq} ${head.hash}\nArchive: 2 receipts`));
    const said = await audit(['head'], online());
    assert.deepEqual(said, { code: 0, out: `${head.seq} ${head.hash}`, err: '' });
    assert.equal((await audit(['verify', '--witness', said.out], online())).code, 0);
    const contrary = await audit(['verify', '--witness', `${head.seq} ${end.digest}`], online());
    assert.deepEqual(
      [contrary.code, contrary.out],
      [1, 'Does not fit. Entry 5 is not the one that the witness names.'],
    );
  });

  it('notices that the chain was emptied together with its head, because the receipts quote it', async () => {
    const { code, out } = await audit(['verify'], { ...online(), TENANT_ID: 'another' });
    assert.equal(code, 1);
    assert.equal(out, 'Does not fit. Entry 1 is missing: a receipt in the archive names entry 3.');
  });

  it('names the entry that was changed', async () => {
    const entry = trail.entries[1];
    assert.ok(entry);
    const key = auditStreamKey(TENANT);
    await redis.del(key);
    for (const each of trail.entries) {
      const written = each === entry ? { ...each, actor: 'x' } : each;
      await redis.xadd(key, `${each.seq}-0`, 'entry', JSON.stringify(written));
    }
    const { code, out } = await audit(['verify'], online());
    assert.deepEqual(
      [code, out],
      [1, 'Does not fit. Entry 2 was changed after it was written: its hash does not fit.'],
    );
  });

  it('says what to do when it cannot find out', async () => {
    const cases: readonly (readonly [readonly string[], NodeJS.ProcessEnv, RegExp])[] = [
      [[], {}, /npm run audit -- verify/],
      [['veryfy'], {}, /npm run audit -- verify/],
      [['verify', '--recipts'], {}, /npm run audit -- verify/],
      [['verify', '--receipts', 'x.json'], {}, /do not go together/],
      [['verify', '--witness', 'yesterday'], {}, /A witness is/],
      [['verify'], {}, /^REDIS_URL is not set/],
      [['head'], { REDIS_URL: server.url }, /^TENANT_ID is not set/],
      [
        ['verify'],
        { REDIS_URL: 'redis://:SECRET@127.0.0.1:1', TENANT_ID: TENANT },
        /^Redis at REDIS_URL could not be read \(ECONNREFUSED\)/,
      ],
      [['verify', '--receipts'], { ARCHIVE_URL: 's3://bucket' }, /^ARCHIVE_URL /],
      [['verify', '--receipts'], { ARCHIVE_URL: `file:${folder}/elsewhere` }, /check ARCHIVE_URL/],
      [['verify', '--receipts'], { ARCHIVE_URL: `file:${main}` }, /ENOTDIR/],
    ];
    await Promise.all(
      cases.map(async ([args, env, sentence]) => {
        const { code, out, err } = await inProcess(args, env);
        assert.deepEqual([code, out], [2, ''], args.join(' '));
        assert.match(err, sentence);
        assert.doesNotMatch(err, /SECRET|\n\s+at /);
      }),
    );
  });
});
