import assert from 'node:assert/strict';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TENANT_ID } from '../../demo/people.ts';
import type { Caller, Reply } from './tenant-caller.ts';
import { detailOf, openTenant } from './tenant-caller.ts';

describe('faults', () => {
  let tenant: Caller;
  beforeEach(async () => {
    tenant = await openTenant({ size: 60 });
  });
  afterEach(() => tenant.close());

  const get = (identity = 'alice'): Promise<Reply> => tenant.invoke('Get-Mailbox', { Identity: identity });
  const flip = (): Promise<Reply> => tenant.invoke('Set-Mailbox', { Identity: 'alice', IsExchangeCloudManaged: true });
  const flag = async (): Promise<boolean> =>
    (await tenant.both('alice')).cloud.IsExchangeCloudManaged?.toString() === 'true';
  const met = async (fault: object, call: () => Promise<Reply> = get): Promise<Reply> => {
    await tenant.fault(fault);
    return call();
  };

  it('spoil as many calls as they say, after as many as they let pass, of the cmdlet and mailbox they name', async () => {
    await tenant.fault({ kind: 'status', status: 500, times: 2, after: 1, cmdlet: 'get-MAILBOX', identity: 'alice' });
    assert.equal((await flip()).status, 200);
    assert.equal((await get('bob')).status, 200);
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await get()).status);
    assert.deepEqual(statuses, [200, 500, 500, 200]);
  });

  it('last until they are cleared when they say 0 or null times', async () => {
    for (const times of [0, null]) {
      await tenant.fault({ kind: 'forbidden-empty', times });
      assert.deepEqual([(await get()).status, (await get()).status], [403, 403]);
      await tenant.control('DELETE', 'faults');
      assert.equal((await get()).status, 200);
    }
  });

  it('are used in the order they were set', async () => {
    await tenant.fault({ kind: 'status', status: 500 });
    await tenant.fault({ kind: 'status', status: 502 });
    assert.deepEqual([(await get()).status, (await get()).status, (await get()).status], [500, 502, 200]);
  });

  it('throttle: 429 with, without and with a fractional Retry-After, as JSON or plain text', async () => {
    for (const retryAfter of ['2', '0.5', undefined]) {
      const answer = await met({ kind: 'throttle', ...(retryAfter ? { retryAfter } : {}) });
      assert.equal(answer.status, 429);
      assert.equal(answer.headers.get('retry-after'), retryAfter ?? null);
      assert.equal(answer.body.error?.code, 'TooManyRequests');
    }
    assert.doesNotMatch((await met({ kind: 'throttle', plain: true })).text, /\{/);
  });

  it('concurrency-text, server-busy, unavailable-html: what a busy service says', async () => {
    const concurrent = await met({ kind: 'concurrency-text' });
    assert.match(concurrent.text, /^You have reached the maximum number of concurrent requests per tenant\./);
    const busy = await met({ kind: 'server-busy' });
    assert.equal(busy.status, 400);
    assert.match(detailOf(busy), /ServerBusyException/);
    const html = await met({ kind: 'unavailable-html' });
    assert.deepEqual([html.status, html.headers.get('content-type')?.startsWith('text/html')], [503, true]);
  });

  it('gzip-label: announces gzip and sends plain text', async () => {
    await tenant.fault({ kind: 'gzip-label' });
    const { encoding, text } = await new Promise<{ encoding: string | undefined; text: string }>((resolve, reject) => {
      const options = { method: 'POST', headers: { authorization: 'Bearer demo-full' } };
      const outgoing = request(`${tenant.url}/adminapi/beta/${TENANT_ID}/InvokeCommand`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ encoding: response.headers['content-encoding'], text: Buffer.concat(chunks).toString() }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end('{"CmdletInput":{"CmdletName":"Get-Mailbox","Parameters":{"Identity":"alice"}}}');
    });
    assert.equal(encoding, 'gzip');
    assert.match(text, /^\{"@odata\.context"/);
  });

  it('drop: cuts before anything is done; commit-then-drop: cuts after', async () => {
    await assert.rejects(met({ kind: 'drop', cmdlet: 'Set-Mailbox' }, flip));
    assert.equal(await flag(), false);
    await assert.rejects(met({ kind: 'commit-then-drop', cmdlet: 'Set-Mailbox' }, flip));
    assert.equal(await flag(), true);
    const { calls } = (await tenant.control('GET', 'calls')).body;
    assert.deepEqual(
      [...(calls ?? [])].map((call) => call.status),
      [null, null],
    );
  });

  it('hang: never answers, until the caller gives up or the seconds are over', async () => {
    await tenant.fault({ kind: 'hang', written: true });
    const call = new AbortController();
    const waiting = tenant.invoke(
      'Set-Mailbox',
      { Identity: 'alice', IsExchangeCloudManaged: true },
      { signal: call.signal },
    );
    while (!(await flag())) await new Promise(setImmediate);
    call.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    await assert.rejects(met({ kind: 'hang', seconds: 0 }));
  });

  it('stale-read: shows what was before the last write, for so many reads', async () => {
    await tenant.fault({ kind: 'stale-read', reads: 2 });
    const read = async (): Promise<string> => String((await tenant.row('alice')).IsExchangeCloudManaged);
    assert.equal(await read(), 'false');
    await flip();
    assert.equal(String((await tenant.row('bob')).IsExchangeCloudManaged), 'true');
    assert.deepEqual([await read(), await read(), await read()], ['false', 'false', 'true']);
  });

  it('stale-read: holds for the tenant default as well', async () => {
    await tenant.fault({ kind: 'stale-read', reads: 1 });
    await tenant.invoke('Set-OrganizationConfig', { ExchangeAttributesCloudManagedByDefault: true });
    const read = async (): Promise<string> =>
      String(
        (await tenant.invoke('Get-OrganizationConfig')).body.value?.[0]?.BlockExchangeProvisioningFromOnPremEnabled,
      );
    assert.deepEqual([await read(), await read()], ['false', 'true']);
  });

  it('errors-in-200: reports a failure inside a success', async () => {
    const answer = await met({ kind: 'errors-in-200', message: 'It failed.' }, flip);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body['@adminapi.errors'], ['It failed.']);
    assert.equal(await flag(), false);
    await met({ kind: 'errors-in-200', written: true }, flip);
    assert.equal(await flag(), true);
  });

  it('value-null and value-missing: leave the rows out', async () => {
    assert.equal((await met({ kind: 'value-null' })).body.value, null);
    assert.ok(!('value' in (await met({ kind: 'value-missing' })).body));
  });

  it('form-a, form-b, form-c: fail in the shape they name', async () => {
    const error = { type: 'Some.Exception', message: 'Some text.' };
    const a = await met({ kind: 'form-a', ...error, status: 500 }, flip);
    assert.deepEqual([a.status, detailOf(a)], [500, 'Ex6F9304|Some.Exception|Some text.']);
    const b = await met({ kind: 'form-b', ...error }, flip);
    assert.deepEqual(
      [b.status, b.body.error?.message, detailOf(b)],
      [400, 'Invalid Operation', '|Some.Exception|Some text.'],
    );
    const c = await met({ kind: 'form-c', ...error }, flip);
    assert.deepEqual(JSON.parse(detailOf(c)), {
      ClassName: 'Some.Exception',
      Message: 'Some text.',
      localizedString: { stringId: 'Ex6F9304' },
    });
    assert.equal(await flag(), false);
  });

  it('redirect and redirect-foreign: send the caller elsewhere', async () => {
    const near = await met({ kind: 'redirect' });
    assert.deepEqual([near.status, near.headers.get('location')?.startsWith(`${tenant.url}/adminapi/`)], [302, true]);
    assert.ok(near.headers.get('set-cookie'));
    assert.equal(
      (await met({ kind: 'redirect', location: 'https://x.outlook.com:446/a' })).headers.get('location'),
      'https://x.outlook.com:446/a',
    );
    assert.match((await met({ kind: 'redirect-foreign' })).headers.get('location') ?? '', /attacker\.example/);
  });

  it('claims-challenge: asks for another token', async () => {
    const answer = await met({ kind: 'claims-challenge' });
    const claims =
      /error="insufficient_claims", claims="([^"]+)"/.exec(answer.headers.get('www-authenticate') ?? '')?.[1] ?? '';
    assert.equal(answer.status, 401);
    assert.ok(JSON.parse(Buffer.from(claims, 'base64url').toString()).access_token);
  });

  it('localised: refuses in another language', async () => {
    assert.match(detailOf(await met({ kind: 'localised' }, flip)), /"alice".*lokalen Organisation synchronisiert/);
    assert.equal(await flag(), false);
  });

  it('next-link-foreign and next-link-repeats: lead astray', async () => {
    const list = (query = ''): Promise<Reply> =>
      tenant.invoke('Get-Mailbox', { ResultSize: 'Unlimited' }, { headers: { prefer: 'odata.maxpagesize=20' }, query });
    const foreign = await met({ kind: 'next-link-foreign' }, list);
    assert.match(String(foreign.body['@odata.nextLink']), /attacker\.example/);
    const first = await met({ kind: 'next-link-repeats', times: 0 }, list);
    const link = String(first.body['@odata.nextLink']);
    const second = await list(link);
    assert.deepEqual(second.body.value, first.body.value);
    assert.equal(second.body['@odata.nextLink'], link);
  });

  it('status, forbidden-nul, forbidden-empty: answer what they are told', async () => {
    const told = await met({ kind: 'status', status: 418, body: { tea: true }, headers: { 'x-tea': 'yes' } });
    assert.deepEqual([told.status, told.text, told.headers.get('x-tea')], [418, '{"tea":true}', 'yes']);
    assert.match((await met({ kind: 'forbidden-nul' })).text, /^\0+$/);
    assert.deepEqual([(await met({ kind: 'forbidden-empty' })).text], ['']);
  });

  it('silent-no-write: succeeds and changes nothing; error-but-written: the other way round', async () => {
    await tenant.fault({ kind: 'silent-no-write' });
    assert.equal((await get()).status, 200);
    assert.equal((await flip()).status, 200);
    assert.equal(await flag(), false);
    const answer = await met({ kind: 'error-but-written' }, flip);
    assert.deepEqual([answer.status, detailOf(answer)], [400, '||']);
    assert.equal(await flag(), true);
  });

  it('graph-429, graph-503, graph-timeout: concern Graph only', async () => {
    const organization = (signal?: AbortSignal): Promise<Reply> =>
      tenant.graph('GET', '/v1.0/organization', signal ? { signal } : {});
    await tenant.fault({ kind: 'graph-429', retryAfter: '2' });
    assert.equal((await get()).status, 200);
    const many = await organization();
    assert.deepEqual(
      [many.status, many.headers.get('retry-after'), many.body.error?.code],
      [429, '2', 'TooManyRequests'],
    );
    assert.equal((await met({ kind: 'graph-503' }, organization)).status, 503);
    await assert.rejects(met({ kind: 'graph-timeout', seconds: 0 }, organization));
  });

  it('any kind: concerns the path it names, on Graph as well', async () => {
    await tenant.fault({ kind: 'status', status: 500, path: '/checkMemberGroups' });
    assert.equal((await tenant.graph('GET', '/v1.0/organization')).status, 200);
    assert.equal(
      (await tenant.graph('POST', '/v1.0/users/alice@contoso.com/checkMemberGroups', { body: { groupIds: [] } }))
        .status,
      500,
    );
  });

  it('latency: goes along with other faults and changes no answer', async () => {
    await tenant.fault({ kind: 'latency', ms: 1 });
    await tenant.fault({ kind: 'throttle' });
    assert.deepEqual([(await get()).status, (await get()).status], [429, 200]);
  });

  it('are listed with what is left of them', async () => {
    await tenant.fault({ kind: 'throttle', times: 3 });
    await get();
    const [left] = (await tenant.control('GET', 'state')).body.faults ?? [];
    assert.deepEqual([left?.kind, Number(left?.times)], ['throttle', 2]);
  });
});
