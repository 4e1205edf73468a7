import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../demo/ports.ts';
import { type Chat, chatClient } from '../support/chat-client.ts';
import { type Person, personIn, showing, textOf } from '../support/person.ts';
import { type DemoRun, isAlive, startDemo } from './demo-run.ts';

const CHANNEL = '19:approvals@thread.tacv2';
const ALICE = 'check alice@contoso.com';
const REQUEST = 'request alice@contoso.com --reason "New surname from HR"';
const ID = /[0-9A-Z]{4}-[0-9A-Z]{2}/;
const ROLLBACK = 'rollback bob@contoso.com';

async function allGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await pause(20);
}

let folder: string;
let port: number;
let demo: DemoRun | undefined;

const start = (environment: Readonly<Record<string, string>> = {}): DemoRun => {
  demo = startDemo({ DEMO_DATA: folder, DEMO_PORT: String(port), ...environment });
  return demo;
};
const ready = async (run: DemoRun): Promise<{ chat: Chat; dana: Person; priya: Person }> => {
  await run.line(/Ctrl-C/);
  const chat = chatClient(`http://127.0.0.1:${port}`, CHANNEL);
  return { chat, dana: await personIn(chat, 'desk'), priya: await personIn(chat, 'approver') };
};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-demo-'));
  port = await freePort();
});
after(async () => {
  if (demo && isAlive(demo.pid)) {
    const family = demo.family();
    process.kill(demo.pid, 'SIGTERM');
    await demo.exit;
    await allGone(family);
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('the demo', { concurrency: false }, () => {
  let requestId = '';

  test('starts, says one address and three things to try, and they work', async () => {
    const run = start();
    const { chat, dana, priya } = await ready(run);
    for (const line of [ALICE, REQUEST, ROLLBACK]) assert.ok(run.output().includes(`. ${line}\n`), line);
    assert.deepEqual(run.output().match(/https?:\S+/g), [chat.url]);
    assert.equal(run.complaints(), '');
    assert.equal((await fetch(chat.url)).status, 200);

    assert.match((await dana.types(ALICE)).text, /Alice Archer/);

    await dana.types(REQUEST);
    await dana.presses('confirm', await dana.sees(showing(/Alice Archer/, 'confirm')));
    const asked = await priya.sees(showing(/Alice Archer/, 'approve'), CHANNEL);
    await priya.presses('approve', asked, { in: CHANNEL });
    const done = await dana.sees(showing('✓ Done'));
    requestId = ID.exec(textOf(done))?.[0] ?? '';
    assert.notEqual(requestId, '');

    await dana.types(ROLLBACK);
    assert.match(textOf(await dana.sees(showing(/Bob Becker/, 'confirm'))), /parental leave/);
  });

  test('brings back a process that dies, with one line about it', async () => {
    const run = demo;
    assert.ok(run);
    const bot = /^PORT="(\d+)"$/m.exec(readFileSync(join(folder, 'steward.env'), 'utf8'))?.[1];
    const { pid } = JSON.parse(readFileSync(join(folder, 'bot.log'), 'utf8').split('\n')[0] ?? '');
    process.kill(pid, 'SIGKILL');
    assert.match(await run.line(/bot/), /^The bot ended unexpectedly and is started again; its log is \S+bot\.log\.$/);
    const isReady = () =>
      fetch(`http://127.0.0.1:${bot}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) await pause(50);
  });

  test('Ctrl-C leaves nothing running', async () => {
    const run = demo;
    assert.ok(run);
    const family = run.family();
    assert.ok(family.length >= 7, `launcher, five parts and Redis: ${family.length}`);
    process.kill(-run.pid, 'SIGINT');
    assert.equal(await run.exit, 0);
    assert.deepEqual(family.filter(isAlive), []);
    assert.equal(run.complaints(), '');
  });

  test('a second start finds the earlier request and the earlier messages', async () => {
    const { dana } = await ready(start());
    assert.ok((await dana.messages()).some(showing(/Alice Archer/)));
    assert.match((await dana.types(`status ${requestId}`)).text, /✓ Done/);
  });

  test('a launcher that is killed takes everything with it', async () => {
    const run = demo;
    assert.ok(run);
    const family = run.family();
    process.kill(run.pid, 'SIGKILL');
    await allGone(family);
  });
});

describe('what hinders the demo is one sentence', { concurrency: false }, () => {
  async function hindered(run: DemoRun, sentence: RegExp): Promise<void> {
    assert.equal(await run.exit, 1);
    assert.match(run.complaints(), sentence);
    assert.equal(run.complaints().split('\n').length, 1);
    assert.equal(run.output(), '');
  }

  test('a port that is taken', async () => {
    const holder = createServer().listen(port, '127.0.0.1');
    await once(holder, 'listening');
    await hindered(start(), new RegExp(`^Port ${port} is in use.*DEMO_PORT=\\d+ npm run demo`));
    holder.close();
  });

  test('no Redis', async () => {
    await hindered(start({ PATH: folder }), /^The demo needs redis-server or valkey-server in the PATH: install/);
  });

  test('a port that is none', async () => {
    await hindered(start({ DEMO_PORT: 'web' }), /^DEMO_PORT has to be a port number/);
  });

  test('a folder that cannot be made', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await hindered(start({ DEMO_DATA: join(file, 'demo') }), /cannot be made: .*DEMO_DATA/);
  });

  test('a part that does not start', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'tenant.json'), 'not a state');
    await hindered(start({ DEMO_DATA: other }), /tenant\.json/);
  });
});
