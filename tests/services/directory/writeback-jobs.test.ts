import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
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

describe('Writeback jobs', () => {
  const job = {
    id: 'Entra2ADExchangeOnlineAttributeWriteback.1a.2b',
    templateId: 'Entra2ADExchangeOnlineAttributeWriteback',
    schedule: { interval: 'PT20M', state: 'Active' },
    status: { code: 'Active', lastExecution: { state: 'Succeeded', timeEnded: '2026-11-22T07:52:00Z' } },
    synchronizationJobSettings: [{ name: 'DomainFQDN', value: 'CORP.contoso.com' }],
  };
  const principals = reply(200, { value: [{ id: ID }] });
  const schema = (target: string) =>
    reply(200, {
      synchronizationRules: [{ objectMappings: [{ attributeMappings: [{ targetAttributeName: target }] }] }],
    });

  it('are those of the right template, of every application made for it', async () => {
    server.play(
      reply(200, { value: [{ id: ID }, { id: OTHER }] }),
      reply(200, { value: [{ ...job, templateId: 'AAD2ADExchangeHybridWriteback' }, job] }),
      schema('mail'),
      reply(200, { value: [] }),
    );
    assert.deepEqual(await directory.writebackJobs(), [
      {
        id: job.id,
        domain: 'corp.contoso.com',
        status: 'Active',
        schedule: 'Active',
        interval: 'PT20M',
        lastRunAt: '2026-11-22T07:52:00.000Z',
        lastRun: 'Succeeded',
        mapsMail: true,
      },
    ]);
    const template = "applicationTemplateId eq '3b99513e-0cee-4291-aea8-84356239fb82'";
    assert.ok(graph.decodedPaths()[0]?.startsWith(`/v1.0/servicePrincipals?$filter=${template}`));
    assert.deepEqual(graph.decodedPaths().slice(1), [
      `/v1.0/servicePrincipals/${ID}/synchronization/jobs`,
      `/v1.0/servicePrincipals/${ID}/synchronization/jobs/${job.id}/schema`,
      `/v1.0/servicePrincipals/${OTHER}/synchronization/jobs`,
    ]);
  });

  it('carry mail only when something is mapped to it, and leave it open when their schema cannot be read', async () => {
    for (const [scene, expected] of [
      [schema('Mail'), true],
      [schema('proxyAddresses'), false],
      [reply(403, error('Authorization_RequestDenied')), null],
      [reply(404, error('x')), null],
      [reply(500), null],
      [reply(200, { synchronizationRules: null }), null],
    ] as const) {
      server.play(principals, reply(200, { value: [job] }), scene);
      assert.deepEqual(
        (await directory.writebackJobs()).map(({ mapsMail }) => mapsMail),
        [expected],
      );
    }
  });

  it('say nothing that Graph did not say', async () => {
    const bare = { id: job.id, templateId: job.templateId, status: null };
    server.play(principals, reply(200, { value: [bare] }), schema('mail'));
    const [read] = await directory.writebackJobs();
    assert.deepEqual(
      [read?.domain, read?.status, read?.schedule, read?.interval, read?.lastRunAt, read?.lastRun],
      [null, 'Unknown', 'Unknown', null, null, null],
    );
  });

  it('are not read under an id that would lead elsewhere', async () => {
    for (const id of ['..', '../../users', 'a/b', '']) {
      server.play(principals, reply(200, { value: [{ ...job, id }] }));
      const before = server.seen.length;
      await assert.rejects(directory.writebackJobs(), { code: 'directory_protocol' });
      assert.equal(server.seen.length, before + 2);
    }
  });

  it('cannot be told without the permission', async () => {
    server.play(reply(403, error('Authorization_RequestDenied')));
    await assert.rejects(directory.writebackJobs(), { code: 'directory_permission' });
    server.play(principals, reply(403, error('Authorization_RequestDenied')));
    await assert.rejects(directory.writebackJobs(), { code: 'directory_permission' });
  });
});
