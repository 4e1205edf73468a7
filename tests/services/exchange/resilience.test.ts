import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import {
  ADA,
  exchangeBody,
  exchangeFault,
  exchangeOnScript,
  exchangeRow,
  type ScriptedExchange,
} from '../../support/exchange-on-script.ts';
import { failsWith } from '../../support/fails-with.ts';
import { drop, hang, reply } from '../../support/scripted-server.ts';

const BUSY = 'Microsoft.Exchange.Data.Directory.ServerBusyException';
const NOT_FOUND = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException';
const ONE = exchangeBody([exchangeRow()]);
const DONE = exchangeBody([]);
const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1795334400"}}}';
const CHALLENGE = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(CLAIMS).toString('base64url')}"`;

let stage: ScriptedExchange;
beforeEach(async () => {
  await stage?.close();
  stage = await exchangeOnScript();
});
after(() => stage.close());

describe('A call without an answer', () => {
  it('is repeated for a read whose connection was cut', async () => {
    stage.server.play(drop, drop, reply(200, ONE));
    assert.ok(await stage.exchange.read(ADA));
    assert.deepEqual(stage.clock.pauses, [2000, 4000]);
  });

  it('is never repeated for a write whose connection was cut, because it may have been applied', async () => {
    stage.server.play(drop, reply(200, DONE));
    await failsWith(stage.exchange.setCloudManaged(ADA, true), 'outcome-unknown');
    assert.equal(stage.server.seen.length, 1);
  });

  it('ends at its deadline: a read is unavailable, the outcome of a write unknown', async () => {
    stage.server.play(hang);
    const reading = failsWith(stage.exchange.read(ADA), 'unavailable');
    await stage.server.arrived(1);
    stage.clock.expire();
    await reading;
    const writing = failsWith(stage.exchange.setCloudManaged(ADA, true), 'outcome-unknown');
    await stage.server.arrived(2);
    stage.clock.expire();
    await writing;
    assert.equal(stage.server.seen.length, 2);
  });

  it('ends at its deadline also while the body is still coming', async () => {
    stage.server.play((response) => {
      response.writeHead(200);
      response.write('{"value":[');
    });
    const reading = failsWith(stage.exchange.read(ADA), 'unavailable');
    await stage.server.arrived(1);
    stage.clock.expire();
    await reading;
  });

  it('is known not to have been applied when nothing could be sent, and is repeated even for a write', async () => {
    await stage.server.close();
    await failsWith(stage.exchange.setCloudManaged(ADA, true), 'unavailable');
    assert.deepEqual(stage.clock.pauses, [2000, 4000, 8000, 16000, 32000]);
  });
});

describe('Trying again', () => {
  it('edge 41: follows a fractional Retry-After, for writes too, because a refused call was not executed', async () => {
    stage.server.play(
      reply(429, 'slow down', { 'retry-after': '1.25' }),
      reply(429, exchangeFault('', 'x')),
      reply(200, DONE),
    );
    await stage.exchange.setCloudManaged(ADA, true);
    assert.deepEqual(stage.clock.pauses, [1250, 4000]);
  });

  it('never waits longer than 300 seconds', async () => {
    stage.server.play(reply(429, '', { 'retry-after': '86400' }), reply(200, ONE));
    await stage.exchange.read(ADA);
    assert.deepEqual(stage.clock.pauses, [300_000]);
  });

  it('ends after one try and five repetitions', async () => {
    stage.server.play(reply(503, '<html>', { 'retry-after': '1' }));
    await failsWith(stage.exchange.read(ADA), 'unavailable');
    assert.equal(stage.server.seen.length, 6);
    assert.deepEqual(stage.clock.pauses, [1000, 1000, 1000, 1000, 1000]);
  });

  it('is done for a busy server under 400, also for a write', async () => {
    stage.server.play(reply(400, exchangeFault(BUSY, 'busy')), reply(200, DONE));
    await stage.exchange.setCloudManaged(ADA, true);
    assert.equal(stage.server.seen.length, 2);
  });

  for (const status of [500, 502, 503, 504]) {
    it(`is not done for a write that ended with ${status}: its outcome is unknown`, async () => {
      stage.server.play(reply(status, 'oops'), reply(200, DONE));
      await failsWith(stage.exchange.setCloudManaged(ADA, true), 'outcome-unknown');
      assert.equal(stage.server.seen.length, 1);
    });
  }

  for (const [status, body] of [
    [400, exchangeFault('X.OtherException', 'no')],
    [403, Buffer.alloc(4096)],
    [404, exchangeFault(NOT_FOUND, 'no')],
    [500, 'oops'],
  ] as const) {
    it(`is not done for what does not pass: ${status}`, async () => {
      stage.server.play(reply(status, body));
      await stage.exchange.read(ADA).catch(() => undefined);
      assert.equal(stage.server.seen.length, 1);
      assert.deepEqual(stage.clock.pauses, []);
    });
  }

  it('stops when the caller no longer waits', async () => {
    const control = new AbortController();
    stage.server.play((response) => {
      control.abort();
      reply(429, 'slow down')(response, { method: '', path: '', headers: {}, body: '' });
    });
    await stage.exchange.read(ADA, control.signal).catch(() => undefined);
    assert.equal(stage.server.seen.length, 1);
  });
});

describe('The token', () => {
  it('is renewed once after a 401, and no more', async () => {
    stage.server.play(reply(401), reply(200, ONE));
    assert.ok(await stage.exchange.read(ADA));
    assert.deepEqual(stage.asked, [{}, { forceRefresh: true }]);
    assert.equal(stage.server.seen[1]?.headers.authorization, 'Bearer token-2');
    stage.server.play(reply(401));
    const error = await failsWith(stage.exchange.setCloudManaged(ADA, true), 'authentication');
    assert.equal(stage.server.seen.length, 4);
    assert.equal(error.context.status, 401);
  });

  it('is fetched with the claims that a challenge demands, once', async () => {
    stage.server.play(reply(401, '', { 'www-authenticate': CHALLENGE }), reply(200, DONE));
    await stage.exchange.setCloudManaged(ADA, true);
    assert.deepEqual(stage.asked, [{}, { claims: CLAIMS }]);
    stage.server.play(reply(401, '', { 'www-authenticate': CHALLENGE }));
    await failsWith(stage.exchange.read(ADA), 'authentication');
    assert.equal(stage.asked.length, 4);
  });

  it('is not taken from a challenge that makes no sense', async () => {
    stage.server.play(
      reply(401, '', { 'www-authenticate': 'Bearer error="insufficient_claims", claims="bm8ganNvbg"' }),
      reply(200, ONE),
    );
    assert.ok(await stage.exchange.read(ADA));
    assert.deepEqual(stage.asked, [{}, { forceRefresh: true }]);
  });
});

describe('A redirect', () => {
  it('is followed with the same body, the token and the cookie that came with it, at most twice', async () => {
    const here = (path: string) =>
      reply(302, '', { location: `${stage.server.url}${path}`, 'set-cookie': 'Affinity=r; path=/' });
    stage.server.play(here('/one'), here('/two'), reply(200, DONE));
    await stage.exchange.setCloudManaged(ADA, true);
    const [first, second, third] = stage.server.seen;
    assert.deepEqual([second?.method, second?.path, third?.path], ['POST', '/one', '/two']);
    assert.deepEqual([second?.body, third?.body], [first?.body, first?.body]);
    assert.equal(third?.headers.authorization, 'Bearer token-1');
    assert.deepEqual([first?.headers.cookie, second?.headers.cookie], [undefined, 'Affinity=r']);
    stage.server.play(here('/again'));
    assert.equal((await failsWith(stage.exchange.read(ADA), 'protocol')).context.reason, 'foreign-redirect');
    assert.equal(stage.server.seen.length, 6);
  });

  for (const location of [
    'https://outlook.office365.com.attacker.example/x',
    'https://outlook.office365.com/x',
    'http://127.0.0.1:1/x',
    '//attacker.example/x',
  ]) {
    it(`from this machine to ${location} is refused without a token being sent`, async () => {
      stage.server.play(reply(302, '', { location }));
      const error = await failsWith(stage.exchange.setCloudManaged(ADA, true), 'protocol');
      assert.equal(error.context.reason, 'foreign-redirect');
      assert.equal(stage.server.seen.length, 1);
    });
  }

  it('without a target is a protocol error', async () => {
    stage.server.play(reply(302));
    await failsWith(stage.exchange.read(ADA), 'protocol');
  });
});

describe('How many calls run at once on the wire', () => {
  it('is one write and four reads', async () => {
    stage.server.play(hang);
    const control = new AbortController();
    const calls = [1, 2, 3].flatMap(() => [
      stage.exchange.setCloudManaged(ADA, true, control.signal),
      stage.exchange.read(ADA, control.signal),
      stage.exchange.read(ADA, control.signal),
    ]);
    const settled = Promise.allSettled(calls);
    await stage.server.arrived(5);
    control.abort();
    await settled;
    assert.equal(stage.server.seen.length, 5);
    assert.equal(stage.server.seen.filter(({ body }) => body.includes('Set-Mailbox')).length, 1);
  });

  it('is fewer after the service said that it is too much, or that little of the allowance is left', async () => {
    for (const scene of [
      reply(200, ONE, { 'rate-limit-limit': '30000', 'rate-limit-remaining': '2999' }),
      reply(429, 'slow down', { 'retry-after': '1' }),
    ]) {
      const own = await exchangeOnScript();
      own.server.play(scene, reply(200, ONE, { 'rate-limit-limit': '30000', 'rate-limit-remaining': '100' }));
      await own.exchange.read(ADA);
      own.server.play(hang);
      const before = own.server.seen.length;
      const control = new AbortController();
      const settled = Promise.allSettled([1, 2, 3, 4].map(() => own.exchange.read(ADA, control.signal)));
      await own.server.arrived(before + 1);
      control.abort();
      await settled;
      assert.ok(own.server.seen.length - before <= 2);
      await own.close();
    }
  });
});
