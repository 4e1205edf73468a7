import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { drop, hang, reply } from '../../support/scripted-server.ts';
import { graphError as error, type ScriptedGraph, scriptedGraph } from './scripted-graph.ts';

const ID = '7c0ffee0-3c7f-4fb6-a369-56408d68081f';
const GROUP = { kind: 'group', objectId: ID } as const;

let graph: ScriptedGraph;
let server: ScriptedGraph['server'];
let directory: ScriptedGraph['directory'];

beforeEach(async () => {
  graph = await scriptedGraph();
  ({ server, directory } = graph);
});
afterEach(() => graph.close());

describe('Changing the authority over a whole object', () => {
  const missing = error('BadRequest', "Resource not found for the segment 'onPremisesSyncBehavior'.");
  const change = () => directory.setCloudManaged(GROUP, true);
  const sent = () => server.seen.map(({ method, path }) => `${method} ${path}`);

  it('sends a truth value as JSON, and takes an empty answer for an answer', async () => {
    server.play(reply(204));
    await change();
    assert.deepEqual(sent(), [`PATCH /v1.0/groups/${ID}/onPremisesSyncBehavior`]);
    assert.equal(server.seen[0]?.body, '{"isCloudManaged":true}');
    assert.equal(server.seen[0]?.headers['content-type'], 'application/json');
  });

  it('goes to users and contacts in the same way', async () => {
    server.play(reply(204));
    await directory.setCloudManaged({ kind: 'user', objectId: ID }, false);
    await directory.setCloudManaged({ kind: 'contact', objectId: ID.toUpperCase() }, false);
    assert.deepEqual(
      server.seen.map(({ path, body }) => [path, body]),
      ['users', 'contacts'].map((kind) => [`/v1.0/${kind}/${ID}/onPremisesSyncBehavior`, '{"isCloudManaged":false}']),
    );
  });

  for (const status of [400, 404]) {
    it(`goes to beta when v1.0 answers ${status} because it does not know the path, and first from then on, for that kind`, async () => {
      server.play(reply(status, missing), reply(204), reply(204), reply(200, { isCloudManaged: true }), reply(204));
      await change();
      await change();
      assert.equal(await directory.isCloudManaged(GROUP), true);
      await directory.setCloudManaged({ kind: 'contact', objectId: ID }, true);
      assert.deepEqual(
        server.seen.map(({ path }) => path.split('/')[1]),
        ['v1.0', 'beta', 'beta', 'beta', 'v1.0'],
      );
    });
  }

  it('is refused when neither version knows the path', async () => {
    server.play(reply(404, missing));
    await assert.rejects(change(), { code: 'directory_refused' });
    assert.equal(server.seen.length, 2);
  });

  for (const [status, code] of [
    [400, 'directory_refused'],
    [401, 'directory_permission'],
    [403, 'directory_permission'],
    [404, 'directory_refused'],
    [408, 'directory_unconfirmed'],
    [409, 'directory_refused'],
    [302, 'directory_unconfirmed'],
    [500, 'directory_unconfirmed'],
    [502, 'directory_unconfirmed'],
    [503, 'directory_unconfirmed'],
    [504, 'directory_unconfirmed'],
  ] as const) {
    it(`is not sent again after ${status}, which is ${code}, and never to beta`, async () => {
      server.play(reply(status, error('x', 'no'), { location: 'https://attacker.example/', 'retry-after': '1' }));
      await assert.rejects(change(), { code });
      // A 401 says that nothing was done, so it is tried once with a new token.
      assert.equal(server.seen.length, status === 401 ? 2 : 1);
      assert.ok(server.seen.every(({ path }) => path.startsWith('/v1.0/')));
      assert.deepEqual(graph.clock.pauses, []);
    });
  }

  it('is sent again after 429, which says that nothing was done, three times at most', async () => {
    server.play(reply(429, error('TooManyRequests'), { 'retry-after': '7' }), reply(204));
    await change();
    assert.deepEqual(graph.clock.pauses, [7000]);
    server.play(reply(429, error('TooManyRequests')));
    await assert.rejects(change(), { code: 'directory_unavailable' });
    assert.equal(server.seen.length, 6);
  });

  it('is not sent again after a cut connection or a deadline, and nobody knows what came of it', async () => {
    server.play(drop, hang);
    await assert.rejects(change(), { code: 'directory_unconfirmed' });
    const asking = assert.rejects(change(), { code: 'directory_unconfirmed' });
    await server.arrived(2);
    graph.clock.expire();
    await asking;
    assert.equal(server.seen.length, 2);
  });

  it('did not happen when it was given up before it was sent, or nobody listens', async () => {
    await assert.rejects(directory.setCloudManaged(GROUP, true, AbortSignal.abort()), {
      code: 'directory_unavailable',
    });
    assert.equal(server.seen.length, 0);
    await server.close();
    await assert.rejects(change(), { code: 'directory_unavailable' });
  });
});
