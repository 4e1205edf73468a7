import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { answerRequest } from '../../demo/tenant/answer-request.ts';
import { CallLog } from '../../demo/tenant/control/call-log.ts';
import { createState } from '../../demo/tenant/directory/tenant-state.ts';
import { FaultBook } from '../../demo/tenant/faults/fault-book.ts';
import { makeRequest } from '../../demo/tenant/wire-request.ts';
import type { Caller } from './tenant-caller.ts';
import { openTenant } from './tenant-caller.ts';

describe('the control', () => {
  let tenant: Caller;
  before(async () => {
    tenant = await openTenant({ size: 60 });
  });
  after(() => tenant.close());

  it('lists the calls with their parameters and answers, and forgets them when told', async () => {
    await tenant.control('DELETE', 'calls');
    await tenant.invoke('Get-Mailbox', { Identity: 'nobody' });
    await tenant.graph('GET', '/v1.0/organization');
    const [first, second] = (await tenant.control('GET', 'calls')).body.calls ?? [];
    assert.ok(first && second);
    assert.deepEqual(
      [first.method, first.cmdlet, first.identity, Number(first.status)],
      ['POST', 'Get-Mailbox', 'nobody', 404],
    );
    assert.deepEqual(first.parameters, { Identity: 'nobody' });
    assert.equal(first.at, '2026-11-22T08:00:00.000Z');
    assert.deepEqual([second.path, second.cmdlet], ['/v1.0/organization', null]);
    await tenant.control('DELETE', 'calls');
    assert.deepEqual((await tenant.control('GET', 'calls')).body.calls, []);
  });

  it('answers wrong bodies with 400 and one sentence', async () => {
    const wrong: [string, object][] = [
      ['clock', {}],
      ['clock', { advanceMinutes: -1 }],
      ['clock', { advanceMinutes: 5, more: 1 }],
      ['cloud', { identity: 'alice' }],
      ['cloud', { identity: 'alice', values: {} }],
      ['cloud', { identity: 'alice', values: { Bogus: 1 } }],
      ['cloud', { identity: 'alice', values: { EmailAddresses: 'one' } }],
      ['cloud', { identity: 'alice', values: { IsDirSynced: 'yes' } }],
      ['cloud', { identity: 'Alex Smith', values: { CustomAttribute1: 'x' } }],
      ['on-premises', { identity: 'carol', values: { CustomAttribute1: 'x' } }],
      ['settings', { bogus: true }],
      ['settings', { writeback: 'yes' }],
      ['settings', { writebackStatus: 'Fine' }],
      ['faults', { kind: 'bogus' }],
      ['faults', { kind: 'drop', bogus: 1 }],
      ['faults', { kind: 'drop', times: 'often' }],
    ];
    for (const [path, body] of wrong) {
      const answer = await tenant.control('POST', path, body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.match(String(answer.body.error), /\.$/);
    }
    assert.equal((await tenant.control('POST', 'faults')).status, 400);
    assert.equal((await tenant.control('GET', 'mailbox?identity=nobody')).status, 404);
    assert.equal((await tenant.control('GET', 'bogus')).status, 404);
  });

  it('changes nothing when one of several values is wrong', async () => {
    await tenant.control('POST', 'cloud', { identity: 'alice', values: { CustomAttribute1: 'x', Bogus: 1 } });
    assert.equal((await tenant.row('alice')).CustomAttribute1, 'CC-4711');
  });
});

describe('the control from elsewhere', () => {
  it('is refused, while the services answer', async () => {
    const state = createState({ seed: 1, size: 30, start: new Date('2026-11-22T08:00:00Z') });
    const tenant = {
      state,
      faults: new FaultBook(),
      calls: new CallLog(() => ''),
      origin: () => '',
      changed: () => {},
    };
    const ask = (url: string) => makeRequest({ method: 'GET', url, headers: {}, text: '' });
    assert.equal((await answerRequest(tenant, ask('/control/state'), '192.0.2.7')).status, 403);
    assert.equal((await answerRequest(tenant, ask('/control/state'), '127.0.0.1')).status, 200);
    assert.equal((await answerRequest(tenant, ask('/v1.0/organization'), '192.0.2.7')).status, 401);
  });
});

describe('the state file', () => {
  it('brings a second start to where the first one stopped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tenant-'));
    const stateFile = join(folder, 'deep', 'state.json');
    const first = await openTenant({ size: 40, stateFile });
    await first.invoke('Set-Mailbox', { Identity: 'alice', IsExchangeCloudManaged: true });
    await first.control('POST', 'clock', { advanceMinutes: 45 });
    await first.close();
    const second = await openTenant({ seed: 9, stateFile });
    assert.equal(String((await second.row('alice')).IsExchangeCloudManaged), 'true');
    const { body } = await second.control('GET', 'state');
    assert.deepEqual([body.clock, Number(body.counts?.mailboxes)], ['2026-11-22T08:45:00.000Z', 40]);
    await second.close();
    assert.equal(JSON.parse(await readFile(stateFile, 'utf8')).version, 2);
    await writeFile(stateFile, '{"half":');
    await assert.rejects(openTenant({ stateFile }), /state file .* is not one/);
    await rm(folder, { recursive: true });
  });
});

describe('the tenant as a process', () => {
  const main = join(import.meta.dirname, '../../demo/tenant/main.ts');

  it('says where it is, refuses a port that is taken with one sentence, and ends when asked', async () => {
    const process1 = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(process1.stdout, 'data');
    const url = /^tenant ready (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1] ?? '';
    assert.equal((await fetch(`${url}/control/state`)).status, 200);

    const env = { ...process.env, TENANT_PORT: new URL(url).port };
    const process2 = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const said: string[] = [];
    process2.stderr.on('data', (chunk) => said.push(String(chunk)));
    const [code] = await once(process2, 'close');
    assert.equal(code, 1);
    assert.match(said.join(''), /^The demo tenant could not start because port \d+ is in use\.\n$/);

    process1.kill('SIGTERM');
    const [ended] = await once(process1, 'exit');
    assert.equal(ended, 0);
  });

  it('of the first version is completed with what a fresh tenant has, and keeps what it holds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tenant-'));
    const stateFile = join(folder, 'state.json');
    const { moves, hybridParts, settings, ...kept } = createState({ seed: 1, size: 30, start: new Date() });
    const { publicFoldersEnabled: _, ...older } = settings;
    const clock = '2026-11-25T08:00:00.000Z';
    const first = { ...kept, version: 1, clock, settings: { ...older, writebackStatus: 'Paused' } };
    await writeFile(stateFile, JSON.stringify(first));
    const tenant = await openTenant({ stateFile });
    const { body } = await tenant.control('GET', 'state');
    assert.deepEqual([body.clock, Number(body.counts?.mailboxes)], [clock, 30]);
    assert.deepEqual([body.settings?.writebackStatus, body.settings?.publicFoldersEnabled], ['Paused', 'Local']);
    assert.deepEqual([body.moves, body.hybridParts], [[], hybridParts]);
    assert.equal(moves.length, 1);
    await tenant.close();
    assert.equal(JSON.parse(await readFile(stateFile, 'utf8')).version, 2);
    await writeFile(stateFile, JSON.stringify({ ...first, version: 3 }));
    await assert.rejects(openTenant({ stateFile }), /state file .* is not one/);
    await rm(folder, { recursive: true });
  });
});
