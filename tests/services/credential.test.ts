import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GetTokenOptions, TokenCredential } from '@azure/identity';
import { CredentialError, credentialFrom, tokenSourceOver } from '../../services/credential.ts';
import { testClock } from '../support/test-clock.ts';

const SCOPE = 'https://outlook.office365.com/.default';
const HOUR = 3_600_000;

/** A stand-in for the library: counts, and answers what the test says. */
function library(
  answer: (
    count: number,
  ) => { token: string; expiresOnTimestamp: number; refreshAfterTimestamp?: number } | Error | null,
) {
  const asked: GetTokenOptions[] = [];
  let created = 0;
  const create = async (): Promise<TokenCredential> => {
    created += 1;
    return {
      getToken: async (scope, options = {}) => {
        assert.equal(scope, SCOPE);
        asked.push(options);
        const result = answer(asked.length);
        if (result instanceof Error) throw result;
        return result;
      },
    };
  };
  return { create, asked, created: () => created };
}

function entraError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { name: 'AuthenticationError', statusCode });
}

describe('A source of tokens', () => {
  it('hands out a fixed token for a demo', async () => {
    assert.equal(await credentialFrom({ kind: 'static', token: 'demo-full' }, SCOPE).getToken(), 'demo-full');
  });

  it('fetches a token once for all who ask at the same time, and keeps it until shortly before it expires', async () => {
    const clock = testClock();
    const { create, asked } = library((count) => ({
      token: `t${count}`,
      expiresOnTimestamp: clock.now().getTime() + HOUR,
    }));
    const source = tokenSourceOver(create, { scope: SCOPE, clock });
    assert.deepEqual(await Promise.all([source.getToken(), source.getToken(), source.getToken()]), ['t1', 't1', 't1']);
    clock.advance(HOUR - 6 * 60_000);
    assert.equal(await source.getToken(), 't1');
    clock.advance(2 * 60_000);
    assert.equal(await source.getToken(), 't2');
    assert.deepEqual(asked, [{ enableCae: true }, { enableCae: true }]);
  });

  it('renews as early as Entra ID says', async () => {
    const clock = testClock();
    const { create } = library((count) => ({
      token: `t${count}`,
      expiresOnTimestamp: clock.now().getTime() + 24 * HOUR,
      refreshAfterTimestamp: clock.now().getTime() + HOUR,
    }));
    const source = tokenSourceOver(create, { scope: SCOPE, clock });
    await source.getToken();
    clock.advance(HOUR + 1);
    assert.equal(await source.getToken(), 't2');
  });

  it('asks with the claims of a challenge, past what it has', async () => {
    const clock = testClock();
    const { create, asked } = library((count) => ({
      token: `t${count}`,
      expiresOnTimestamp: clock.now().getTime() + HOUR,
    }));
    const source = tokenSourceOver(create, { scope: SCOPE, clock });
    await source.getToken();
    assert.equal(await source.getToken({ claims: '{"a":1}' }), 't2');
    assert.equal(await source.getToken(), 't2');
    assert.deepEqual(asked[1], { enableCae: true, claims: '{"a":1}' });
  });

  it('goes past the cache of the library when it must be new', async () => {
    const clock = testClock();
    const { create, created } = library((count) => ({
      token: `t${count}`,
      expiresOnTimestamp: clock.now().getTime() + HOUR,
    }));
    const source = tokenSourceOver(create, { scope: SCOPE, clock });
    await source.getToken();
    assert.equal(await source.getToken({ forceRefresh: true }), 't2');
    assert.equal(created(), 2);
  });

  it('uses the token it has when the renewal fails, as long as that is valid', async () => {
    const clock = testClock();
    const { create } = library((count) =>
      count === 1 ? { token: 't1', expiresOnTimestamp: clock.now().getTime() + HOUR } : entraError(503, 'away'),
    );
    const source = tokenSourceOver(create, { scope: SCOPE, clock });
    await source.getToken();
    clock.advance(HOUR - 2 * 60_000);
    assert.equal(await source.getToken(), 't1');
    clock.advance(2 * 60_000);
    await assert.rejects(source.getToken(), { code: 'credential_unavailable' });
  });

  const failures: readonly [string, Error | null, string, number | null][] = [
    [
      'a rejected identity',
      entraError(401, 'AADSTS700027: Client assertion secret-part contains an invalid signature.'),
      'credential_rejected',
      700027,
    ],
    ['a bad request', entraError(400, 'AADSTS90002: Tenant not found.'), 'credential_rejected', 90002],
    ['a busy Entra ID', entraError(429, 'slow down'), 'credential_unavailable', null],
    ['a network that is down', new Error('getaddrinfo secret-part'), 'credential_unavailable', null],
    ['no token at all', null, 'credential_unavailable', null],
  ];
  for (const [name, failure, code, aadsts] of failures) {
    it(`says ${code} for ${name}, and nothing of what the library said`, async () => {
      const { create } = library(() => failure);
      const error = await tokenSourceOver(create, { scope: SCOPE, clock: testClock() })
        .getToken()
        .catch((reason: unknown) => reason);
      assert.ok(error instanceof CredentialError);
      assert.equal(error.code, code);
      assert.equal(error.context.aadsts ?? null, aadsts);
      assert.equal(error.cause, undefined);
      assert.doesNotMatch(error.message, /secret-part/);
    });
  }

  it('tries again after a failure', async () => {
    const clock = testClock();
    const { create } = library((count) =>
      count === 1 ? entraError(503, 'away') : { token: 't2', expiresOnTimestamp: clock.now().getTime() + HOUR },
    );
    const source = tokenSourceOver(create, { scope: SCOPE, clock });
    await assert.rejects(source.getToken(), CredentialError);
    assert.equal(await source.getToken(), 't2');
  });

  it('lets one caller stop waiting without taking the token from the others', async () => {
    const gate = Promise.withResolvers<{ token: string; expiresOnTimestamp: number }>();
    const source = tokenSourceOver(async () => ({ getToken: () => gate.promise }), {
      scope: SCOPE,
      clock: testClock(),
    });
    const control = new AbortController();
    const abandoned = source.getToken({ signal: control.signal });
    const patient = source.getToken();
    control.abort();
    await assert.rejects(abandoned, { code: 'credential_unavailable' });
    gate.resolve({ token: 't1', expiresOnTimestamp: Date.parse('2026-11-22T09:00:00Z') });
    assert.equal(await patient, 't1');
  });

  it('names exactly the credential that was configured', async () => {
    for (const config of [
      {
        kind: 'workload-identity',
        tenantId: '5d2c7a10-91f4-4b7e-a3c8-0e6f4b1d2a33',
        clientId: 'c',
        tokenFilePath: '/nowhere/token',
      },
      {
        kind: 'certificate',
        tenantId: '5d2c7a10-91f4-4b7e-a3c8-0e6f4b1d2a33',
        clientId: 'c',
        certificatePath: '/nowhere/certificate.pem',
      },
    ] as const) {
      await assert.rejects(credentialFrom(config, SCOPE).getToken(), CredentialError);
    }
  });
});
