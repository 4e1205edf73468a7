import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TENANT_ID } from '../../demo/people.ts';
import type { Caller, Reply } from './tenant-caller.ts';
import { ANCHOR, detailOf, openTenant } from './tenant-caller.ts';

describe('access to the tenant', () => {
  let tenant: Caller;
  before(async () => {
    tenant = await openTenant();
  });
  after(() => tenant.close());

  const EXCHANGE = 'https://outlook.office365.com';
  const read = (token: string): Promise<Reply> => tenant.invoke('Get-Mailbox', { Identity: 'alice' }, { token });
  const ask = (fields: Record<string, string>): Promise<Reply> =>
    tenant.send(`/${TENANT_ID}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(fields) });
  const tokenFor = async (client: string, audience: string): Promise<string> => {
    const fields = {
      grant_type: 'client_credentials',
      client_id: client,
      client_secret: 's',
      scope: `${audience}/.default`,
    };
    return String((await ask(fields)).body.access_token);
  };

  it('answers 401 without a body to tokens it does not know and to those without the role', async () => {
    for (const token of ['nonsense', 'demo-norole', 'a.b.c']) {
      const answer = await read(token);
      assert.deepEqual([answer.status, answer.text], [401, ''], token);
    }
  });

  it('answers 403 with NUL bytes where Exchange has given no role', async () => {
    const answer = await read('demo-norbac');
    assert.equal(answer.status, 403);
    assert.ok(answer.text.length > 1000 && /^\0+$/.test(answer.text));
  });

  it('lets a reader read, and answers its writes with an empty 403', async () => {
    assert.equal((await read('demo-reader')).status, 200);
    const answer = await tenant.invoke(
      'Set-Mailbox',
      { Identity: 'alice', IsExchangeCloudManaged: true },
      { token: 'demo-reader' },
    );
    assert.deepEqual([answer.status, answer.text], [403, '']);
  });

  it('answers 403 to a cmdlet nobody knows', async () => {
    assert.equal((await tenant.invoke('Remove-Everything')).status, 403);
  });

  it('issues tokens that can be read and that open their own service only', async () => {
    const token = await tokenFor('any-app', EXCHANGE);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    assert.equal(claims.aud, EXCHANGE);
    assert.equal(claims.tid, TENANT_ID);
    assert.deepEqual(claims.roles, ['Exchange.ManageAsApp']);
    assert.equal((await read(token)).status, 200);
    assert.equal((await read(await tokenFor('any-app', 'https://graph.microsoft.com'))).status, 401);
    assert.equal((await read(await tokenFor('demo-norole', EXCHANGE))).status, 401);
    assert.equal((await read(await tokenFor('demo-norbac', EXCHANGE))).status, 403);
  });

  it('refuses token requests that lack something', async () => {
    const whole = {
      grant_type: 'client_credentials',
      client_id: 'a',
      client_secret: 's',
      scope: `${EXCHANGE}/.default`,
    };
    assert.equal((await ask({ ...whole, grant_type: 'password' })).status, 400);
    assert.equal((await ask({ ...whole, client_id: '' })).status, 400);
    assert.equal((await ask({ ...whole, scope: 'https://other.example/.default' })).status, 400);
    const { client_secret: _, ...without } = whole;
    assert.equal((await ask(without)).body.error, 'invalid_client');
    assert.equal(
      (await tenant.send('/elsewhere/oauth2/v2.0/token', { method: 'POST', body: new URLSearchParams(whole) })).status,
      400,
    );
  });

  it('lists the cmdlets a principal may run', async () => {
    const path = `/adminapi/v1.0/${TENANT_ID}/EXOModuleFile?Version=3.9.2`;
    const cmdlets = async (token: string): Promise<string> =>
      String(
        (await tenant.send(path, { headers: { authorization: `Bearer ${token}`, CommandName: '*' } })).body.value?.[0]
          ?.exportedCmdlets,
      );
    assert.match(await cmdlets('demo-full'), /Set-Mailbox/);
    assert.doesNotMatch(await cmdlets('demo-reader'), /Set-/);
  });

  it('takes the tenant by id or domain, in any case of the path, and no other tenant', async () => {
    const init = {
      method: 'POST',
      headers: { authorization: 'Bearer demo-full' },
      body: '{"CmdletInput":{"CmdletName":"Get-OrganizationConfig"}}',
    };
    assert.equal((await tenant.send('/AdminApi/V1.0/contoso.onmicrosoft.com/invokecommand', init)).status, 200);
    assert.equal(
      (await tenant.send(`/adminapi/beta/11111111-2222-3333-4444-555555555555/InvokeCommand`, init)).status,
      404,
    );
    assert.equal((await tenant.send(`/adminapi/beta/${TENANT_ID}/InvokeCommand`, { ...init, body: '[]' })).status, 400);
  });

  it('keeps the preview API to what is documented', async () => {
    const preview = (endpoint: string, name: string, parameters: object): Promise<Reply> =>
      tenant.send(`/adminapi/v2.0/${TENANT_ID}/${endpoint}`, {
        method: 'POST',
        headers: { authorization: 'Bearer demo-full', 'x-anchormailbox': ANCHOR },
        body: JSON.stringify({ CmdletInput: { CmdletName: name, Parameters: parameters } }),
      });
    assert.equal((await preview('Mailbox', 'Get-Mailbox', { Identity: 'alice' })).status, 200);
    assert.equal((await preview('OrganizationConfig', 'Get-OrganizationConfig', {})).status, 200);
    assert.equal(
      (await preview('Mailbox', 'Set-Mailbox', { Identity: 'alice', IsExchangeCloudManaged: true })).status,
      400,
    );
    assert.equal((await preview('Bogus', 'Get-Mailbox', {})).status, 404);
  });

  it('answers a batch part by part', async () => {
    const part = (id: string, name: string, identity: string): object => ({
      id,
      method: 'POST',
      url: `${EXCHANGE}/adminapi/beta/${TENANT_ID}/InvokeCommand?$select=Alias`,
      headers: { Authorization: 'Bearer demo-full' },
      body: { CmdletInput: { CmdletName: name, Parameters: { Identity: identity } } },
    });
    const answer = await tenant.graph('POST', `/adminapi/beta/${TENANT_ID}/$batch`, {
      body: { requests: [part('one', 'Get-Mailbox', 'alice'), part('two', 'Get-Mailbox', 'nobody')] },
    });
    assert.equal(answer.status, 200);
    const [one, two] = answer.body.responses ?? [];
    assert.deepEqual([one?.id, one?.status, one?.body?.value], ['one', 200, [{ Alias: 'alice' }]]);
    assert.deepEqual([two?.id, two?.status, two?.body?.error?.code], ['two', 404, 'NotFound']);
  });
});

describe('paging', () => {
  let tenant: Caller;
  before(async () => {
    tenant = await openTenant();
  });
  after(() => tenant.close());

  const pageOf = { headers: { prefer: 'odata.maxpagesize=200' }, query: '?$select=ExternalDirectoryObjectId' };
  const body = { ResultSize: 'Unlimited' };

  it('reaches every row once when each page is asked for with the same anchor and body', async () => {
    const ids: unknown[] = [];
    let answer = await tenant.invoke('Get-Mailbox', body, pageOf);
    for (;;) {
      ids.push(...(answer.body.value ?? []).map((row) => row.ExternalDirectoryObjectId));
      const link = answer.body['@odata.nextLink'];
      if (link === undefined) break;
      assert.equal(new URL(link).origin, tenant.url);
      answer = await tenant.invoke('Get-Mailbox', body, { ...pageOf, query: link });
    }
    assert.equal(ids.length, 560);
    assert.equal(new Set(ids).size, 560);
  });

  it('takes a link with another anchor, another body, no anchor at all, or after half an hour for expired', async () => {
    const first = await tenant.invoke('Get-Mailbox', body, pageOf);
    const query = String(first.body['@odata.nextLink']);
    const expired = (answer: Reply): void => {
      assert.equal(answer.status, 400);
      assert.match(detailOf(answer), /Expired or Invalid pagination request/);
    };
    const other = { ...pageOf.headers, 'x-anchormailbox': 'UPN:someone@contoso.com' };
    expired(await tenant.invoke('Get-Mailbox', body, { query, headers: other }));
    expired(await tenant.invoke('Get-Mailbox', { ResultSize: 500 }, { ...pageOf, query }));
    const bare = { ...pageOf.headers, 'x-anchormailbox': '' };
    const unanchored = await tenant.invoke('Get-Mailbox', body, { ...pageOf, headers: bare });
    expired(
      await tenant.invoke('Get-Mailbox', body, { query: String(unanchored.body['@odata.nextLink']), headers: bare }),
    );
    await tenant.control('POST', 'clock', { advanceMinutes: 31 });
    expired(await tenant.invoke('Get-Mailbox', body, { ...pageOf, query }));
  });
});
