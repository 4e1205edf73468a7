import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { TENANT_ID } from '../../../demo/people.ts';
import { connectExchange } from '../../../services/exchange/connect-exchange.ts';
import type { Exchange, ExchangeErrorClass } from '../../../services/exchange/exchange.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { type ControlledTenant, controlledTenant } from '../../support/controlled-tenant.ts';
import { DEADLINE_MS } from '../../support/exchange-on-script.ts';
import { failsWith } from '../../support/fails-with.ts';
import { type TestClock, testClock } from '../../support/test-clock.ts';

const HOSTILE = 'hostile-value-7f3a <script>alice@contoso.com</script> Bearer demo-full';
const NOT_FOUND = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException';
const LONG = { times: 0 };

/** What a call becomes under a fault: the number of calls that reached the tenant when it succeeds, or its class. */
type Expected = ExchangeErrorClass | number;
type Row = {
  readonly of: string;
  readonly fault: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly read?: Expected;
  readonly write?: Expected;
  readonly applied?: boolean;
};

const rows: readonly Row[] = [
  { of: 'throttle, once, with a fractional wait', fault: { kind: 'throttle', retryAfter: '0.5' }, read: 2, write: 2 },
  {
    of: 'throttle as plain text, for ever',
    fault: { kind: 'throttle', plain: true, ...LONG },
    read: 'throttled',
    write: 'throttled',
  },
  { of: 'concurrency-text', fault: { kind: 'concurrency-text' }, read: 2, write: 2 },
  { of: 'concurrency-text under 400', fault: { kind: 'concurrency-text', status: 400 }, read: 2, write: 2 },
  { of: 'concurrency-text under 200', fault: { kind: 'concurrency-text', status: 200 }, read: 2, write: 2 },
  { of: 'server-busy', fault: { kind: 'server-busy' }, read: 2, write: 2 },
  {
    of: 'unavailable-html',
    fault: { kind: 'unavailable-html', retryAfter: '3' },
    read: 2,
    write: 'outcome-unknown',
    applied: false,
  },
  { of: 'gzip-label', fault: { kind: 'gzip-label' }, read: 1, write: 1 },
  { of: 'commit-then-drop', fault: { kind: 'commit-then-drop' }, write: 'outcome-unknown', applied: true },
  { of: 'drop', fault: { kind: 'drop' }, read: 2, write: 'outcome-unknown', applied: false },
  { of: 'errors-in-200', fault: { kind: 'errors-in-200' }, read: 'rejected', write: 'rejected', applied: false },
  {
    of: 'errors-in-200 of a known type',
    fault: { kind: 'errors-in-200', message: `|${NOT_FOUND}|${HOSTILE}` },
    write: 'not-found',
  },
  { of: 'value-null', fault: { kind: 'value-null' }, read: 'protocol', write: 1 },
  { of: 'value-missing', fault: { kind: 'value-missing' }, read: 'protocol', write: 1 },
  { of: 'form-a', fault: { kind: 'form-a', message: HOSTILE }, read: 'rejected', write: 'rejected' },
  {
    of: 'form-b of our own parameter',
    fault: {
      kind: 'form-b',
      type: 'Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException',
      message: 'IsExchangeCloudManaged',
    },
    write: 'permission',
  },
  {
    of: 'form-c',
    fault: {
      kind: 'form-c',
      message: HOSTILE,
      type: 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException',
    },
    read: 'ambiguous',
    write: 'ambiguous',
  },
  { of: 'redirect', fault: { kind: 'redirect' }, read: 2, write: 2 },
  { of: 'redirect-foreign', fault: { kind: 'redirect-foreign' }, read: 'protocol', write: 'protocol', applied: false },
  { of: 'claims-challenge', fault: { kind: 'claims-challenge' }, read: 2, write: 2 },
  {
    of: 'claims-challenge, for ever',
    fault: { kind: 'claims-challenge', ...LONG },
    read: 'authentication',
    write: 'authentication',
  },
  { of: 'localised', fault: { kind: 'localised' }, write: 'write-scope', applied: false },
  {
    of: 'status 500 with a hostile body',
    fault: { kind: 'status', status: 500, body: HOSTILE, headers: { 'request-id': HOSTILE } },
    read: 'unavailable',
    write: 'outcome-unknown',
    applied: false,
  },
  {
    of: 'status 401 without a body',
    fault: { kind: 'status', status: 401, ...LONG },
    read: 'authentication',
    write: 'authentication',
  },
  {
    of: 'a hostile exception type',
    fault: { kind: 'form-a', type: HOSTILE, message: HOSTILE },
    read: 'rejected',
    write: 'rejected',
  },
  { of: 'forbidden-nul', fault: { kind: 'forbidden-nul' }, read: 'permission', write: 'permission' },
  { of: 'forbidden-empty', fault: { kind: 'forbidden-empty' }, read: 'permission', write: 'permission' },
  { of: 'silent-no-write', fault: { kind: 'silent-no-write' }, write: 1, applied: false },
  { of: 'error-but-written', fault: { kind: 'error-but-written' }, write: 'outcome-unknown', applied: true },
];

let tenant: ControlledTenant;
let clock: TestClock;
let exchange: Exchange & { readonly close: () => Promise<void> };
let id = '';
const log: CapturedLog = capturedLog();

before(async () => {
  tenant = await controlledTenant();
  await tenant.editCloud('alice@contoso.com', { CustomAttribute5: HOSTILE, MailTip: HOSTILE });
  clock = testClock({ heldFrom: DEADLINE_MS });
  exchange = connectExchange({
    url: tenant.url,
    tenantId: TENANT_ID,
    credential: { getToken: async () => 'demo-full' },
    clock,
    log: log.log,
    readTimeoutMs: DEADLINE_MS,
    writeTimeoutMs: DEADLINE_MS,
  });
  const [alice] = await exchange.find('alice@contoso.com');
  id = alice?.objectId ?? '';
});
afterEach(async () => {
  await tenant.clearFaults();
  await exchange.setCloudManaged(id, false);
  await tenant.forgetCalls();
});
after(async () => {
  await exchange.close();
  await tenant.close();
});

async function becomes(call: () => Promise<unknown>, { fault }: Row, expected: Expected): Promise<void> {
  await tenant.clearFaults();
  await tenant.forgetCalls();
  await tenant.fault(fault);
  if (typeof expected === 'string') return void (await failsWith(call(), expected));
  await call();
  assert.equal(await tenant.calls('-Mailbox'), expected);
}

describe('A fault of the tenant', () => {
  for (const row of rows) {
    it(`${row.of}: a read becomes ${row.read ?? '(not asked)'}, a write ${row.write ?? '(not asked)'}`, async () => {
      if (row.read !== undefined) await becomes(() => exchange.read(id), row, row.read);
      if (row.write !== undefined) await becomes(() => exchange.setCloudManaged(id, true), row, row.write);
      if (row.applied !== undefined) assert.equal(await tenant.isCloudManaged(id), row.applied);
    });
  }

  for (const written of [true, false]) {
    it(`hang: a write ends at its deadline with its outcome unknown, ${written ? 'applied' : 'not applied'}`, async () => {
      await tenant.fault({ kind: 'hang', written });
      const writing = failsWith(exchange.setCloudManaged(id, true), 'outcome-unknown');
      await tenant.arrived('Set-Mailbox');
      clock.expire();
      await writing;
      assert.equal(await tenant.isCloudManaged(id), written);
    });
  }

  it('hang: a read ends at its deadline', async () => {
    await tenant.fault({ kind: 'hang' });
    const reading = failsWith(exchange.read(id), 'unavailable');
    await tenant.arrived('Get-Mailbox');
    clock.expire();
    await reading;
  });

  it('stale-read: what is read is what Exchange shows, old or new', async () => {
    await tenant.fault({ kind: 'stale-read', reads: 1 });
    await exchange.setCloudManaged(id, true);
    assert.equal((await exchange.read(id))?.isExchangeCloudManaged, false);
    assert.equal((await exchange.read(id))?.isExchangeCloudManaged, true);
  });

  for (const kind of ['next-link-foreign', 'next-link-repeats']) {
    it(`${kind}: a search is a protocol error`, async () => {
      await tenant.fault({ kind, ...LONG });
      await failsWith(exchange.search('alice', 50), 'protocol');
    });
  }

  it('latency: changes nothing', async () => {
    await tenant.fault({ kind: 'latency', ms: 1, times: 1 });
    assert.ok(await exchange.read(id));
  });

  for (const [token, read, write] of [
    ['demo-norole', 'authentication', 'authentication'],
    ['demo-norbac', 'permission', 'permission'],
    ['demo-reader', undefined, 'permission'],
  ] as const) {
    it(`the token ${token}: a read ${read ?? 'succeeds'}, a write is refused as ${write}`, async () => {
      const limited = connectExchange({
        url: tenant.url,
        tenantId: TENANT_ID,
        credential: { getToken: async () => token },
        clock,
        log: log.log,
        readTimeoutMs: DEADLINE_MS,
        writeTimeoutMs: DEADLINE_MS,
      });
      if (read === undefined) assert.ok(await limited.read(id));
      else await failsWith(limited.read(id), read);
      await failsWith(limited.setCloudManaged(id, true), write);
      await limited.close();
    });
  }
});

describe('The log of all these calls', () => {
  it('holds identifiers and outcomes, and no token, row, body or text of the service', () => {
    assert.ok(log.lines().length > rows.length);
    for (const secret of [
      'hostile',
      'demo-full',
      'demo-reader',
      'Bearer',
      'script',
      'alice',
      'contoso',
      'CC-4711',
      'Identity',
      id,
    ]) {
      assert.ok(!log.text().includes(secret), `the log does not hold ${secret}`);
    }
  });

  it('has the same few fields in every line', () => {
    const own = ['call', 'status', 'failure', 'exceptionType', 'requestId', 'clientRequestId', 'durationMs'];
    for (const { level: _level, time: _time, pid: _pid, hostname: _hostname, msg: _msg, ...fields } of log.lines()) {
      assert.deepEqual(Object.keys(fields), own);
    }
  });

  it('is not undermined by what errors carry', async () => {
    for (const { fault } of rows) {
      await tenant.clearFaults();
      await tenant.fault({ ...fault, times: 0 });
      for (const call of [
        () => exchange.read(id),
        () => exchange.setCloudManaged(id, true),
        () => exchange.find('alice@contoso.com'),
      ]) {
        await call().catch((error: unknown) => log.log.error({ err: error }, 'failed'));
      }
    }
    for (const secret of ['hostile', 'demo-full', 'Bearer', 'alice@', id])
      assert.ok(!log.text().includes(secret), `no error holds ${secret}`);
  });
});
