import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { drop, reply } from '../../support/scripted-server.ts';
import { graphError as error, type ScriptedGraph, scriptedGraph } from './scripted-graph.ts';

const ID = '7c0ffee0-3c7f-4fb6-a369-56408d68081f';
const OTHER = '00000000-0000-4000-8000-000000000001';
const GROUP = { kind: 'group', objectId: ID } as const;
const HOSTILE = 'hostile-value Bearer token-1 ada@contoso.com';

let graph: ScriptedGraph;
let server: ScriptedGraph['server'];
let directory: ScriptedGraph['directory'];

beforeEach(async () => {
  graph = await scriptedGraph();
  ({ server, directory } = graph);
});
afterEach(() => graph.close());

describe('An object of the directory', () => {
  const group = { id: ID.toUpperCase(), displayName: 'Help Desk', mail: null, onPremisesSyncEnabled: null };

  it('is asked for with what its kind has, a contact without what only the others have', async () => {
    server.play(reply(200, { id: ID }));
    for (const kind of ['user', 'group', 'contact'] as const) await directory.object({ kind, objectId: ID });
    const selected = server.seen.map(({ path }) => (path.split('$select=')[1] ?? '').split(','));
    assert.deepEqual(
      selected.map((names) => names.includes('onPremisesSecurityIdentifier')),
      [true, true, false],
    );
    assert.deepEqual(
      selected.map((names) => [names.includes('userPrincipalName'), names.includes('mailEnabled')]),
      [
        [true, false],
        [false, true],
        [false, false],
      ],
    );
  });

  it('leaves open what Graph does not tell', async () => {
    server.play(reply(200, { id: ID }));
    assert.deepEqual(await directory.object(GROUP), {
      ...GROUP,
      displayName: ID,
      name: ID,
      mail: null,
      isSynced: false,
      wasSynced: null,
      domain: null,
      lastSyncedAt: null,
      isMailEnabled: null,
      isSecurityEnabled: null,
    });
  });

  it('was synced when it has a security identifier, and was not when it has none', async () => {
    const seen = async (values: object): Promise<boolean | null | undefined> => {
      server.play(reply(200, { ...group, ...values }));
      return (await directory.object(GROUP))?.wasSynced;
    };
    assert.equal(await seen({ onPremisesSecurityIdentifier: 'S-1-5-21-1' }), true);
    assert.equal(await seen({ onPremisesSecurityIdentifier: null }), false);
    assert.equal(await seen({ onPremisesSecurityIdentifier: null, onPremisesSyncEnabled: true }), true);
  });

  it('is nobody only when Graph says so itself, and never another one', async () => {
    server.play(reply(404, error('Request_ResourceNotFound')));
    assert.equal(await directory.object(GROUP), undefined);
    for (const scene of [reply(404, '<html>'), reply(200, { id: OTHER }), reply(200, { id: 'x' }), reply(200, '[]')]) {
      server.play(scene);
      await assert.rejects(directory.object(GROUP), { code: 'directory_protocol' });
    }
  });
});

describe('Finding groups and contacts', () => {
  it('puts what was typed into one quoted literal', async () => {
    server.play(reply(200, { value: [] }));
    await directory.findObjects(" O'Hara@contoso.com' or mail ne '& ");
    const typed = "O''Hara@contoso.com'' or mail ne ''&";
    const proxies = ['smtp', 'SMTP'].map((prefix) => `proxyAddresses/any(p:p eq '${prefix}:${typed}')`);
    const byAddress = [`mail eq '${typed}'`, ...proxies].join(' or ');
    assert.deepEqual(
      server.seen.map(({ path }) => new URL(path, server.url).searchParams.get('$filter')),
      [byAddress, byAddress, `displayName eq '${typed}'`, `displayName eq '${typed}'`],
    );
    assert.deepEqual(
      server.seen.map(({ path }) => new URL(path, server.url).pathname),
      ['/v1.0/groups', '/v1.0/contacts', '/v1.0/groups', '/v1.0/contacts'],
    );
  });

  it('asks by display name at once for what is no address, and not at all for nothing', async () => {
    server.play(reply(200, { value: [] }));
    await directory.findObjects('Help Desk');
    assert.equal(server.seen.length, 2);
    assert.deepEqual(await directory.findObjects('  '), []);
    assert.equal(server.seen.length, 2);
  });

  it('gives twenty at most', async () => {
    const many = Array.from({ length: 20 }, () => ({ id: OTHER, displayName: 'Team' }));
    server.play(reply(200, { value: many }));
    assert.equal((await directory.findObjects('Team')).length, 20);
  });
});

describe('Members and memberships', () => {
  it('of whom only the id is shown count as not synced', async () => {
    const types = ['user', 'group', 'orgContact', 'device'].map((type) => `#microsoft.graph.${type}`);
    server.play(reply(200, { value: types.map((type) => ({ '@odata.type': type, id: ID.toUpperCase() })) }));
    assert.deepEqual(
      await directory.membersOf(ID),
      (['user', 'group', 'contact', 'other'] as const).map((kind) => ({
        ...{ kind, objectId: ID, displayName: ID, isSynced: false },
      })),
    );
  });

  it('in groups of which only the id is shown cannot be told, rather than being in groups that are not synced', async () => {
    server.play(reply(200, { value: [{ id: OTHER, displayName: null, onPremisesSyncEnabled: null }] }));
    await assert.rejects(directory.groupsOf(GROUP), { code: 'directory_permission' });
  });

  it('are asked for as an advanced query where only groups are wanted', async () => {
    server.play(reply(200, { value: [] }));
    await directory.groupsOf({ kind: 'contact', objectId: ID });
    await directory.membersOf(ID);
    assert.match(
      graph.decodedPaths()[0] ?? '',
      /^\/v1\.0\/contacts\/[^/]+\/memberOf\/microsoft\.graph\.group\?.*\$count=true/,
    );
    assert.deepEqual(
      server.seen.map(({ headers }) => headers.consistencylevel),
      ['eventual', undefined],
    );
  });
});

describe('The log of whole objects', () => {
  it('holds no token, name or identifier', async () => {
    for (const scene of [reply(200, { id: ID, displayName: HOSTILE }), reply(400, error(HOSTILE, HOSTILE)), drop]) {
      server.play(scene);
      for (const call of [
        () => directory.object(GROUP),
        () => directory.findObjects(HOSTILE),
        () => directory.objects('group')[Symbol.asyncIterator]().next(),
        () => directory.isCloudManaged(GROUP),
        () => directory.setCloudManaged(GROUP, true),
        () => directory.membersOf(ID),
        () => directory.groupsOf(GROUP),
        () => directory.writebackJobs(),
      ])
        await call().catch((reason: unknown) => graph.log.log.error({ err: reason }, 'failed'));
    }
    assert.ok(graph.log.lines().length >= 24);
    for (const secret of ['hostile', 'Bearer', 'token-', 'ada@', ID])
      assert.ok(!graph.log.text().includes(secret), `the log does not hold ${secret}`);
  });
});
