import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { CredentialError } from '../../../services/credential.ts';
import { connectDirectory, type DirectoryOptions } from '../../../services/directory/connect-directory.ts';
import type { Directory } from '../../../services/directory/directory.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { drop, hang, reply, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { type TestClock, testClock } from '../../support/test-clock.ts';

const ADA = '7c0ffee0-3c7f-4fb6-a369-56408d68081f';
const DEADLINE_MS = 3_600_000;
const HOSTILE = 'hostile-value Bearer token-1 ada@contoso.com';
const person = {
  id: ADA,
  displayName: 'Ada Lovelace',
  userPrincipalName: 'ada@contoso.com',
  employeeId: '4711',
  userType: 'Member',
};

let server: ScriptedServer;
let directory: Directory & { readonly close: () => Promise<void> };
let clock: TestClock;
let log: CapturedLog;
let asked: object[];

function connect(options: Partial<DirectoryOptions> = {}): typeof directory {
  const credential = {
    getToken: async ({ claims, forceRefresh }: { claims?: string; forceRefresh?: boolean } = {}) => {
      asked.push({ claims, forceRefresh });
      return `token-${asked.length}`;
    },
  };
  return connectDirectory({ url: server.url, credential, clock, log: log.log, timeoutMs: DEADLINE_MS, ...options });
}

async function close(): Promise<void> {
  await server?.close();
  await directory?.close();
}

beforeEach(async () => {
  await close();
  server = await startScriptedServer();
  clock = testClock({ heldFrom: DEADLINE_MS });
  log = capturedLog();
  asked = [];
  directory = connect();
});
after(close);

function error(code: string, message = ''): object {
  return { error: { code, message, innerError: { 'request-id': 'r' } } };
}

describe('A person in Graph', () => {
  it('is asked for with the few properties that are needed', async () => {
    server.play(reply(200, person));
    assert.deepEqual(await directory.person(ADA.toUpperCase()), {
      objectId: ADA,
      displayName: 'Ada Lovelace',
      userPrincipalName: 'ada@contoso.com',
      employeeId: '4711',
      isGuest: false,
    });
    const [seen] = server.seen;
    assert.equal(seen?.method, 'GET');
    assert.equal(seen?.path, `/v1.0/users/${ADA}?$select=id,displayName,userPrincipalName,employeeId,userType`);
    assert.equal(seen?.headers.authorization, 'Bearer token-1');
  });

  it('is a guest by their user type, or by the mark in their UPN when there is none', async () => {
    server.play(reply(200, { ...person, userType: 'Guest' }));
    assert.equal((await directory.person(ADA))?.isGuest, true);
    server.play(
      reply(200, { ...person, userType: null, userPrincipalName: 'ada_fabrikam.com#EXT#@contoso.onmicrosoft.com' }),
    );
    assert.equal((await directory.person(ADA))?.isGuest, true);
  });

  it('is nobody only when Graph says so itself', async () => {
    server.play(reply(404, error('Request_ResourceNotFound')));
    assert.equal(await directory.person(ADA), undefined);
    server.play(reply(404, '<html>gateway</html>'));
    await assert.rejects(directory.person(ADA), { code: 'directory_protocol' });
  });

  it('is never somebody else', async () => {
    server.play(reply(200, { ...person, id: '00000000-0000-4000-8000-000000000001' }));
    await assert.rejects(directory.person(ADA), { code: 'directory_protocol' });
  });

  it('is not read from an answer of another shape', async () => {
    for (const body of ['', 'text', '[]', '{"id":7}', { ...person, userPrincipalName: null }]) {
      server.play(reply(200, body));
      await assert.rejects(directory.person(ADA), { code: 'directory_protocol' });
    }
  });
});

describe('The groups of a person', () => {
  const ids = Array.from({ length: 45 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);

  it('are asked for twenty at a time, each once', async () => {
    server.play(
      reply(200, { value: [ids[3]?.toUpperCase()] }),
      reply(200, { value: [] }),
      reply(200, { value: [ids[44], ADA] }),
    );
    assert.deepEqual(await directory.memberOf(ADA, [...ids, ids[0] ?? '']), [ids[3], ids[44]]);
    assert.deepEqual(
      server.seen.map(({ body }) => JSON.parse(body).groupIds.length),
      [20, 20, 5],
    );
    assert.equal(server.seen[0]?.path, `/v1.0/users/${ADA}/checkMemberGroups`);
  });

  it('are not partly answered when one question fails', async () => {
    server.play(reply(200, { value: [ids[3]] }), reply(500, error('x')));
    await assert.rejects(directory.memberOf(ADA, ids), { code: 'directory_unavailable' });
  });

  it('are not asked for when there are none', async () => {
    assert.deepEqual(await directory.memberOf(ADA, []), []);
    assert.equal(server.seen.length, 0);
  });
});

describe('The state of the sync', () => {
  it('is unknown where Graph says nothing', async () => {
    server.play(reply(200, { value: [{ id: 'x', onPremisesSyncEnabled: null, onPremisesLastSyncDateTime: null }] }));
    assert.deepEqual(await directory.syncState(), { enabled: null, lastSyncAt: null });
    server.play(
      reply(200, { value: [{ onPremisesSyncEnabled: true, onPremisesLastSyncDateTime: '2026-11-22T09:41:07Z' }] }),
    );
    assert.deepEqual(await directory.syncState(), { enabled: true, lastSyncAt: '2026-11-22T09:41:07.000Z' });
    assert.match(server.seen[0]?.path ?? '', /^\/v1\.0\/organization\?\$select=/);
  });

  it('is not read from an answer without exactly one organisation', async () => {
    for (const value of [
      [],
      [{}, {}],
      null,
      [{ onPremisesSyncEnabled: 'True' }],
      [{ onPremisesLastSyncDateTime: 'today' }],
    ]) {
      server.play(reply(200, { value }));
      await assert.rejects(directory.syncState(), { code: 'directory_protocol' });
    }
  });
});

describe('The authority over a whole object', () => {
  const missing = error('BadRequest', "Resource not found for the segment 'onPremisesSyncBehavior'.");
  const paths = () => server.seen.map(({ path }) => path.slice(1, path.indexOf('/users')));

  it('is asked of v1.0 first, and of v1.0 alone when that answers', async () => {
    server.play(reply(200, { id: ADA, isCloudManaged: true }));
    assert.equal(await directory.isObjectCloudManaged(ADA), true);
    assert.equal(await directory.isObjectCloudManaged(ADA), true);
    assert.deepEqual(paths(), ['v1.0', 'v1.0']);
  });

  for (const status of [400, 404]) {
    it(`is asked of beta when v1.0 answers ${status} because it does not know the path, and of beta first from then on`, async () => {
      server.play(reply(status, missing), reply(200, { isCloudManaged: false }));
      assert.equal(await directory.isObjectCloudManaged(ADA), false);
      assert.equal(await directory.isObjectCloudManaged(ADA), false);
      assert.deepEqual(paths(), ['v1.0', 'beta', 'beta']);
    });
  }

  it('cannot be told when neither knows the path', async () => {
    server.play(reply(400, missing));
    assert.equal(await directory.isObjectCloudManaged(ADA), null);
    assert.equal(server.seen.length, 2);
  });

  it('cannot be told without the permission, and beta is not asked then', async () => {
    server.play(reply(403, error('Authorization_RequestDenied')));
    assert.equal(await directory.isObjectCloudManaged(ADA), null);
    assert.equal(server.seen.length, 1);
  });

  it('is not asked of beta after a 401, which stays an error', async () => {
    server.play(reply(401, error('InvalidAuthenticationToken', 'segment')));
    await assert.rejects(directory.isObjectCloudManaged(ADA), { code: 'directory_permission' });
    assert.deepEqual(paths(), ['v1.0', 'v1.0']);
  });

  it('is not asked of beta after another 400', async () => {
    server.play(reply(400, error('Request_BadRequest', 'Invalid object identifier.')));
    await assert.rejects(directory.isObjectCloudManaged(ADA), { code: 'directory_protocol' });
    assert.equal(server.seen.length, 1);
  });

  it('is not read from an answer of another shape', async () => {
    server.play(reply(200, { isCloudManaged: 'true' }));
    await assert.rejects(directory.isObjectCloudManaged(ADA), { code: 'directory_protocol' });
  });
});

describe('Asking Graph again', () => {
  for (const status of [429, 503, 504]) {
    it(`is done after ${status} when the time that it asks for has passed`, async () => {
      server.play(reply(status, error('x'), { 'retry-after': '7' }), reply(status, error('x')), reply(200, person));
      assert.ok(await directory.person(ADA));
      assert.deepEqual(clock.pauses, [7000, 2000]);
    });
  }

  it('is done three times at most', async () => {
    server.play(reply(429, error('TooManyRequests')));
    await assert.rejects(directory.person(ADA), { code: 'directory_unavailable' });
    assert.equal(server.seen.length, 4);
    assert.deepEqual(clock.pauses, [1000, 2000, 4000]);
  });

  for (const [status, code] of [
    [400, 'directory_protocol'],
    [403, 'directory_permission'],
    [500, 'directory_unavailable'],
    [502, 'directory_unavailable'],
  ] as const) {
    it(`is not done after ${status}, which is ${code}`, async () => {
      server.play(reply(status, error('x')));
      await assert.rejects(directory.person(ADA), { code });
      assert.equal(server.seen.length, 1);
    });
  }

  it('is done once with a new token after a 401', async () => {
    server.play(reply(401, error('InvalidAuthenticationToken')), reply(200, person));
    assert.ok(await directory.person(ADA));
    assert.deepEqual(asked, [
      { claims: undefined, forceRefresh: undefined },
      { claims: undefined, forceRefresh: true },
    ]);
    server.play(reply(401, error('InvalidAuthenticationToken')));
    await assert.rejects(directory.person(ADA), { code: 'directory_permission' });
    assert.equal(server.seen.length, 4);
  });

  it('is not done after a cut connection or a deadline', async () => {
    server.play(drop, hang);
    await assert.rejects(directory.person(ADA), { code: 'directory_unavailable' });
    const asking = assert.rejects(directory.person(ADA), { code: 'directory_unavailable' });
    await server.arrived(2);
    clock.expire();
    await asking;
    assert.equal(server.seen.length, 2);
  });

  it('does not follow redirects', async () => {
    server.play(reply(302, '', { location: 'https://graph.microsoft.com.attacker.example/' }));
    await assert.rejects(directory.person(ADA), { code: 'directory_protocol' });
    assert.equal(server.seen.length, 1);
  });
});

describe('The token and the log of Graph', () => {
  it('tells a refused identity from a token service that is away', async () => {
    for (const [code, expected] of [
      ['credential_rejected', 'directory_permission'],
      ['credential_unavailable', 'directory_unavailable'],
    ] as const) {
      const other = connect({ credential: { getToken: () => Promise.reject(new CredentialError(code, 'no token')) } });
      await assert.rejects(other.person(ADA), { code: expected });
      await other.close();
    }
  });

  it('holds no token, identifier of a person, body or text of the service', async () => {
    const scenes = [
      reply(200, { ...person, displayName: HOSTILE }),
      reply(404, error('Request_ResourceNotFound', HOSTILE)),
      reply(403, error(HOSTILE, HOSTILE), { 'request-id': HOSTILE }),
      reply(500, HOSTILE),
      reply(200, HOSTILE),
      drop,
    ];
    for (const scene of scenes) {
      server.play(scene);
      for (const call of [
        () => directory.person(ADA),
        () => directory.memberOf(ADA, [ADA]),
        () => directory.syncState(),
        () => directory.isObjectCloudManaged(ADA),
      ]) {
        await call().catch((reason: unknown) => log.log.error({ err: reason }, 'failed'));
      }
    }
    assert.ok(log.lines().length >= scenes.length * 4);
    for (const secret of ['hostile', 'Bearer', 'token-', 'ada@', 'Ada', ADA])
      assert.ok(!log.text().includes(secret), `the log does not hold ${secret}`);
  });
});
