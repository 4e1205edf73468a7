import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GROUPS, PEOPLE, TENANT_ID } from '../../demo/people.ts';
import { NESTED_GROUPS, WHOLE_OBJECTS } from '../../demo/tenant/directory/groups-and-contacts.ts';
import type { Caller, Json, Reply } from './tenant-caller.ts';
import { openTenant } from './tenant-caller.ts';

describe('Graph', () => {
  let tenant: Caller;
  beforeEach(async () => {
    tenant = await openTenant({ size: 60 });
  });
  afterEach(() => tenant.close());

  const dana = PEOPLE[0]?.objectId ?? '';
  const get = (path: string): Promise<Reply> => tenant.graph('GET', path);
  const user = async (id: string): Promise<Json> => {
    const answer = await get(
      `/v1.0/users/${id}?$select=id,displayName,onPremisesSyncEnabled,onPremisesLastSyncDateTime,proxyAddresses`,
    );
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };

  it('shows the organisation and when it was synced last', async () => {
    const [organization] = (await get('/v1.0/organization')).body.value ?? [];
    assert.equal(organization?.id, TENANT_ID);
    assert.equal(organization?.onPremisesLastSyncDateTime, '2026-11-22T07:52:00Z');
    await tenant.control('POST', 'settings', { organizationSynced: false });
    const [never] =
      (await get('/beta/organization?$select=onPremisesSyncEnabled,onPremisesLastSyncDateTime')).body.value ?? [];
    assert.deepEqual(never, { onPremisesSyncEnabled: null, onPremisesLastSyncDateTime: null });
  });

  it('finds a user by id and by sign-in name, with what was selected', async () => {
    const alice = await user('alice@contoso.com');
    assert.equal((await user(String(alice.id))).displayName, 'Alice Archer');
    assert.deepEqual(Object.keys(alice).slice(1), [
      'id',
      'displayName',
      'proxyAddresses',
      'onPremisesSyncEnabled',
      'onPremisesLastSyncDateTime',
    ]);
    assert.equal(String(alice.onPremisesSyncEnabled), 'true');
    assert.equal((await user('carol@contoso.com')).onPremisesSyncEnabled, null);
  });

  it('filters and searches users', async () => {
    const names = async (query: string, headers = {}): Promise<string[]> => {
      const answer = await tenant.graph('GET', `/v1.0/users?${query}`, { headers });
      return [...(answer.body.value ?? [])].map((entry) => String(entry.userPrincipalName));
    };
    const alexes = ['alex.smith@contoso.com', 'alex.smith@fabrikam.com'];
    assert.deepEqual(await names(`$filter=${encodeURIComponent("startsWith(displayName,'alex s')")}`), alexes);
    assert.deepEqual(
      await names(`$filter=${encodeURIComponent("startsWith(displayName,'alex s')")}&$top=1`),
      alexes.slice(0, 1),
    );
    const either = "mail eq 'bob@contoso.com' or userPrincipalName eq 'alice@contoso.com'";
    assert.deepEqual(await names(`$filter=${encodeURIComponent(either)}`), ['alice@contoso.com', 'bob@contoso.com']);
    assert.deepEqual(
      await names(`$search=${encodeURIComponent('"displayName:smi"')}`, { consistencylevel: 'eventual' }),
      alexes,
    );
    assert.equal((await get('/v1.0/users?$filter=bogus')).status, 400);
    assert.equal((await get(`/v1.0/users?$search=${encodeURIComponent('"displayName:smi"')}`)).status, 400);
  });

  it('answers membership through groups inside groups', async () => {
    const asked = [NESTED_GROUPS.itStaff, NESTED_GROUPS.helpDesk, GROUPS.requesters, GROUPS.approvers];
    const answer = await tenant.graph('POST', `/v1.0/users/${dana}/checkMemberGroups`, { body: { groupIds: asked } });
    assert.deepEqual(answer.body.value, [NESTED_GROUPS.itStaff, NESTED_GROUPS.helpDesk, GROUPS.requesters]);
    const all = await get(`/v1.0/users/${dana}/transitiveMemberOf/microsoft.graph.group?$select=id`);
    assert.ok([...(all.body.value ?? [])].some((group) => group.id === NESTED_GROUPS.itStaff));
    const members = await get(`/v1.0/groups/${NESTED_GROUPS.itStaff}/transitiveMembers?$select=id`);
    assert.deepEqual(
      [...(members.body.value ?? [])].map((member) => member.id),
      [NESTED_GROUPS.helpDesk, dana],
    );
    const many = Array.from({ length: 21 }, () => GROUPS.oncall);
    assert.equal(
      (await tenant.graph('POST', `/v1.0/users/${dana}/checkMemberGroups`, { body: { groupIds: many } })).status,
      400,
    );
  });

  it('answers errors in its own envelope', async () => {
    const missing = await get('/v1.0/users/nobody@contoso.com');
    assert.deepEqual([missing.status, missing.body.error?.code], [404, 'Request_ResourceNotFound']);
    assert.ok(missing.body.error?.innerError?.['request-id']);
    const codeFor = async (token: string): Promise<unknown[]> => {
      const answer = await tenant.graph('GET', '/v1.0/organization', { token });
      return [answer.status, answer.body.error?.code];
    };
    assert.deepEqual(await codeFor('nonsense'), [401, 'InvalidAuthenticationToken']);
    assert.deepEqual(await codeFor('demo-norole'), [403, 'Authorization_RequestDenied']);
    assert.equal((await get('/v1.0/bogus')).status, 400);
  });

  it('moves a whole user to the cloud and back, pending until a cycle that finds hard matches allowed', async () => {
    const { id } = await user('bob@contoso.com');
    const path = `/v1.0/users/${id}/onPremisesSyncBehavior`;
    const state = async (): Promise<unknown[]> => [
      (await get(path)).body.isCloudManaged,
      (await user(String(id))).onPremisesSyncEnabled,
    ];
    assert.deepEqual(await state(), [false, true]);
    assert.equal((await tenant.graph('PATCH', path, { body: { isCloudManaged: true } })).status, 204);
    assert.deepEqual(await state(), [true, null]);
    const row = await tenant.row('bob@contoso.com');
    assert.deepEqual([String(row.IsDirSynced), String(row.IsExchangeCloudManaged)], ['false', 'false']);
    assert.equal((await tenant.graph('PATCH', path, { body: { isCloudManaged: false } })).status, 204);
    assert.deepEqual(await state(), [false, null]);
    await tenant.control('POST', 'sync');
    assert.deepEqual(await state(), [false, null]);
    await tenant.control('POST', 'settings', { hardMatchBlocked: false });
    await tenant.control('POST', 'sync');
    assert.deepEqual(await state(), [false, true]);
    assert.equal(String((await tenant.row('bob@contoso.com')).IsDirSynced), 'true');
  });

  it('knows the authority over groups and contacts, and the one user moved as a whole', async () => {
    const contacts = (await tenant.invoke('Get-Recipient', { Identity: 'partner.1@adatum.example' })).body.value;
    const behavior = async (path: string): Promise<unknown> =>
      (await get(`/beta/${path}/onPremisesSyncBehavior`)).body.isCloudManaged;
    assert.equal(await behavior(`groups/${NESTED_GROUPS.allStaff}`), false);
    assert.equal(await behavior(`contacts/${contacts?.[0]?.ExternalDirectoryObjectId}`), false);
    assert.equal(
      (await get(`/v1.0/contacts/${contacts?.[0]?.ExternalDirectoryObjectId}`)).body.displayName,
      'Partner Contact 1',
    );
    assert.equal((await get(`/v1.0/groups/${NESTED_GROUPS.allStaff}`)).body.mail, 'all.staff@contoso.com');
    assert.equal(await behavior('users/wholeobject@contoso.com'), true);
    assert.equal((await user('wholeobject@contoso.com')).onPremisesSyncEnabled, null);
  });

  it('refuses to move what never was synced, what is no truth value, and callers who may only read', async () => {
    const path = (name: string): string => `/v1.0/users/${name}@contoso.com/onPremisesSyncBehavior`;
    assert.equal((await tenant.graph('PATCH', path('carol'), { body: { isCloudManaged: true } })).status, 400);
    assert.equal((await tenant.graph('PATCH', path('bob'), { body: { isCloudManaged: 'true' } })).status, 400);
    assert.equal((await tenant.graph('GET', path('bob'), { token: 'demo-reader' })).status, 403);
  });

  it('shows the writeback job and what has become of it', async () => {
    const principals = await get(
      `/v1.0/servicePrincipals?$filter=${encodeURIComponent("displayName eq 'corp.contoso.com'")}`,
    );
    const path = `/v1.0/servicePrincipals/${principals.body.value?.[0]?.id}/synchronization/jobs`;
    const job = async (): Promise<Json | undefined> => (await get(path)).body.value?.[0];
    assert.equal((await job())?.templateId, 'Entra2ADExchangeOnlineAttributeWriteback');
    assert.equal((await job())?.status?.code, 'Active');
    await tenant.control('POST', 'settings', { writeback: false });
    assert.equal((await job())?.status?.code, 'Paused');
    await tenant.control('POST', 'settings', { writebackStatus: 'Quarantine' });
    assert.ok((await job())?.status?.quarantine?.reason);
    await tenant.control('POST', 'settings', { writebackStatus: 'Absent' });
    assert.equal(await job(), undefined);
  });

  it('has a job for each domain that writeback was set up for, with its mappings', async () => {
    await tenant.control('POST', 'settings', { secondDomain: true });
    const principals = async (): Promise<Json[]> => {
      const filter = encodeURIComponent("applicationTemplateId eq '3b99513e-0cee-4291-aea8-84356239fb82'");
      return [...((await get(`/v1.0/servicePrincipals?$filter=${filter}&$select=id`)).body.value ?? [])];
    };
    const jobs = async (): Promise<Json[]> => {
      const lists = await Promise.all(
        (await principals()).map(({ id }) => get(`/v1.0/servicePrincipals/${id}/synchronization/jobs`)),
      );
      return lists.flatMap((list) => [...(list.body.value ?? [])]);
    };
    const domains = async (): Promise<unknown[]> =>
      (await jobs()).map((job) => job.synchronizationJobSettings?.[0]?.value);
    assert.deepEqual(await domains(), ['corp.contoso.com']);
    await tenant.control('POST', 'settings', { secondDomainWriteback: true });
    assert.deepEqual(await domains(), ['corp.contoso.com', 'ad.fabrikam.com']);
    const domainOf = async (name: string): Promise<unknown> =>
      (await get(`/v1.0/users/${name}?$select=onPremisesDomainName`)).body.onPremisesDomainName;
    assert.deepEqual(
      [await domainOf('alex.smith@contoso.com'), await domainOf('alex.smith@fabrikam.com')],
      ['corp.contoso.com', 'ad.fabrikam.com'],
    );

    const targets = async (): Promise<string> => {
      const [job] = await jobs();
      const [principal] = await principals();
      return (await get(`/v1.0/servicePrincipals/${principal?.id}/synchronization/jobs/${job?.id}/schema`)).text;
    };
    assert.match(await targets(), /"targetAttributeName":"mail"/);
    await tenant.control('POST', 'settings', { writebackMapsMail: false });
    assert.doesNotMatch(await targets(), /"targetAttributeName":"mail"/);
    assert.match(await targets(), /"targetAttributeName":"msExchExtensionCustomAttribute5"/);
    await tenant.control('POST', 'settings', { writebackTemplate: 'AAD2ADExchangeHybridWriteback' });
    assert.equal((await jobs())[0]?.templateId, 'AAD2ADExchangeHybridWriteback');
  });

  it('lists and filters groups and contacts, page by page', async () => {
    const names = async (path: string): Promise<string[]> =>
      [...((await get(path)).body.value ?? [])].map((entry) => String(entry.displayName));
    const filtered = (kind: string, filter: string): Promise<string[]> =>
      names(`/v1.0/${kind}?$select=displayName&$filter=${encodeURIComponent(filter)}`);
    assert.deepEqual(await filtered('groups', "mail eq 'plant.news@contoso.com'"), ["O'Hara Plant News"]);
    assert.deepEqual(await filtered('groups', "displayName eq 'o''hara plant news'"), ["O'Hara Plant News"]);
    assert.deepEqual(await filtered('groups', "proxyAddresses/any(p:p eq 'smtp:plant@contoso.com')"), [
      "O'Hara Plant News",
    ]);
    const either = "mail eq 'x@y.z' or proxyAddresses/any(a:a eq 'smtp:partner.1@adatum.example')";
    assert.deepEqual(await filtered('contacts', either), ['Partner Contact 1']);
    assert.equal((await filtered('contacts', 'onPremisesSyncEnabled eq true')).length, 5);
    assert.equal((await get('/v1.0/groups?$filter=bogus')).status, 400);

    const all = await names('/v1.0/groups?$top=999');
    const paged: string[] = [];
    let link = '/v1.0/groups?$top=5&$select=displayName';
    while (link !== '') {
      const { body } = await tenant.graph('GET', link);
      paged.push(...[...(body.value ?? [])].map((entry) => String(entry.displayName)));
      link = String(body['@odata.nextLink'] ?? '');
    }
    assert.ok(all.length > 10);
    assert.deepEqual(paged, all);
  });

  it('refuses a page token of another question, too large a page, and what a contact does not have', async () => {
    const { body } = await get('/v1.0/groups?$top=5');
    const token = new URL(String(body['@odata.nextLink'])).searchParams.get('$skiptoken');
    for (const path of [
      `/v1.0/contacts?$top=5&$skiptoken=${token}`,
      `/v1.0/groups?$top=6&$skiptoken=${token}`,
      '/v1.0/groups?$skiptoken=bogus',
      '/v1.0/groups?$top=1000',
      '/v1.0/contacts?$select=onPremisesSecurityIdentifier',
      `/v1.0/contacts/${WHOLE_OBJECTS.contact}?$select=id,onPremisesDomainName`,
    ])
      assert.equal((await get(path)).status, 400, path);
  });

  it('shows who is directly in a group, and what something is directly in', async () => {
    const ids = async (path: string, headers = {}): Promise<string[]> => {
      const answer = await tenant.graph('GET', path, { headers });
      assert.equal(answer.status, 200, answer.text);
      return [...(answer.body.value ?? [])].map((entry) => String(entry.id));
    };
    assert.deepEqual(await ids(`/v1.0/groups/${NESTED_GROUPS.itStaff}/members`), [NESTED_GROUPS.helpDesk]);
    const types = [...((await get(`/v1.0/groups/${WHOLE_OBJECTS.mailGroup}/members?$select=id`)).body.value ?? [])];
    assert.deepEqual(
      types.map((entry) => String(entry['@odata.type']).split('.').at(-1)),
      ['user', 'user', 'group', 'orgContact'],
    );
    assert.deepEqual(await ids(`/v1.0/contacts/${WHOLE_OBJECTS.contact}/memberOf`), [WHOLE_OBJECTS.mailGroup]);
    const cast = `/v1.0/groups/${NESTED_GROUPS.helpDesk}/memberOf/microsoft.graph.group`;
    assert.equal((await get(cast)).status, 400);
    assert.equal((await tenant.graph('GET', cast, { headers: { consistencylevel: 'eventual' } })).status, 400);
    assert.deepEqual(
      new Set(await ids(`${cast}?$count=true&$select=id`, { consistencylevel: 'eventual' })),
      new Set([NESTED_GROUPS.itStaff, WHOLE_OBJECTS.mailGroup]),
    );
  });

  it('shows the licence of a person, and none on a shared mailbox', async () => {
    const licences = async (name: string): Promise<number> =>
      [...((await get(`/v1.0/users/${name}@contoso.com?$select=assignedLicenses`)).body.assignedLicenses ?? [])].length;
    assert.deepEqual([await licences('alice'), await licences('sales')], [1, 0]);
  });

  it('answers a batch, twenty parts at most', async () => {
    const part = (id: string, url: string): object => ({ id, method: 'GET', url });
    const answer = await tenant.graph('POST', '/v1.0/$batch', {
      body: { requests: [part('1', '/organization'), part('2', '/users/nobody')] },
    });
    assert.deepEqual(
      [...(answer.body.responses ?? [])].map((entry) => Number(entry.status)),
      [200, 404],
    );
    const many = Array.from({ length: 21 }, (_, index) => part(String(index), '/organization'));
    assert.equal((await tenant.graph('POST', '/v1.0/$batch', { body: { requests: many } })).status, 400);
  });
});
