import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SyncedObject } from '../../../services/directory/directory-tenant.ts';
import { reply } from '../../support/scripted-server.ts';
import { graphError as error, type ScriptedGraph, scriptedGraph } from './scripted-graph.ts';

const ID = '7c0ffee0-3c7f-4fb6-a369-56408d68081f';
const OTHER = '00000000-0000-4000-8000-000000000001';

let graph: ScriptedGraph;
let server: ScriptedGraph['server'];
let directory: ScriptedGraph['directory'];

beforeEach(async () => {
  graph = await scriptedGraph();
  ({ server, directory } = graph);
});
afterEach(() => graph.close());

async function all(pages: AsyncIterable<readonly SyncedObject[]>): Promise<readonly SyncedObject[]> {
  const objects: SyncedObject[] = [];
  for await (const page of pages) objects.push(...page);
  return objects;
}

describe('A list of Graph', () => {
  const page = (ids: readonly string[], link?: string) =>
    reply(200, {
      value: ids.map((id) => ({ id, onPremisesSyncEnabled: true })),
      ...(link === undefined ? {} : { '@odata.nextLink': link }),
    });

  it('is read page by page, each when the one before has been taken', async () => {
    server.play(page([ID], `${server.url}/v1.0/groups?$skiptoken=one`), page([OTHER]));
    const pages = directory.objects('group')[Symbol.asyncIterator]();
    assert.equal((await pages.next()).value?.[0]?.objectId, ID);
    assert.equal(server.seen.length, 1);
    assert.equal((await pages.next()).value?.[0]?.objectId, OTHER);
    assert.equal((await pages.next()).done, true);
    assert.equal(server.seen[1]?.path, '/v1.0/groups?$skiptoken=one');
  });

  it('is followed below a service root with a path as well', async () => {
    const behind = graph.connect(`${server.url}/graph/`);
    server.play(page([ID], `${server.url}/graph/v1.0/groups?$skiptoken=one`), page([OTHER]));
    assert.equal((await all(behind.objects('group'))).length, 2);
    assert.equal(server.seen[1]?.path, '/graph/v1.0/groups?$skiptoken=one');
  });

  it('is not followed to another origin or version, and its part is not given for the whole', async () => {
    const { host } = new URL(server.url);
    for (const link of [
      'https://graph.microsoft.com.attacker.example/v1.0/groups?$skiptoken=x',
      `http://${host}.attacker.example/v1.0/groups`,
      `${server.url}/beta/groups?$skiptoken=x`,
      `${server.url}/v1.0/../beta/groups`,
      `${server.url}/v1.0`,
      '/v1.0/groups?$skiptoken=x',
      'x',
    ]) {
      server.play(page([ID], link));
      const before = server.seen.length;
      await assert.rejects(all(directory.objects('group')), { code: 'directory_protocol' }, link);
      assert.equal(server.seen.length, before + 1);
    }
  });

  it('is not followed in a circle', async () => {
    server.play(page([ID], `${server.url}/v1.0/groups?$skiptoken=x`));
    await assert.rejects(all(directory.objects('group')), { code: 'directory_protocol' });
    assert.equal(server.seen.length, 2);
  });

  it('fails when a later page cannot be read, or is gone', async () => {
    for (const [scene, code] of [
      [reply(500), 'directory_unavailable'],
      [reply(404, error('Request_ResourceNotFound')), 'directory_protocol'],
      [reply(200, { value: [{ id: 7 }] }), 'directory_protocol'],
    ] as const) {
      server.play(page([ID], `${server.url}/v1.0/groups/${ID}/members?$skiptoken=x`), scene);
      await assert.rejects(all(directory.objects('group')), { code });
      server.play(
        reply(200, { value: [], '@odata.nextLink': `${server.url}/v1.0/groups/${ID}/members?$skiptoken=x` }),
        scene,
      );
      await assert.rejects(directory.membersOf(ID), { code });
    }
  });
});
