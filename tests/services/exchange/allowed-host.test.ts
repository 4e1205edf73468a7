import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayReceiveToken } from '../../../services/exchange/allowed-host.ts';
import { dispatch, RedirectRefused } from '../../../services/exchange/dispatch.ts';
import { openSession, type Session } from '../../../services/exchange/session.ts';
import type { HttpAnswer, HttpRequest } from '../../../services/http/http-channel.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { TENANT } from '../../support/exchange-on-script.ts';
import { testClock } from '../../support/test-clock.ts';

const ROOT = new URL('https://outlook.office365.com');

/** A session whose channel plays answers instead of sending. */
function sessionPlaying(answers: readonly HttpAnswer[]): { session: Session; sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const session = openSession({
    url: ROOT.href,
    tenantId: TENANT,
    credential: { getToken: async () => 't' },
    clock: testClock(),
    log: capturedLog().log,
  });
  const channel = {
    send: async (request: HttpRequest) => {
      sent.push(request);
      return answers[sent.length - 1] ?? assert.fail('one call too many');
    },
    close: async () => {},
  };
  return { session: { ...session, channel }, sent };
}

const wanted = { url: new URL('/adminapi', ROOT), headers: { authorization: 'Bearer t' }, body: '{}', timeoutMs: 1000 };
const redirect = (location: string, cookie?: string): HttpAnswer => ({
  status: 302,
  headers: { location, 'set-cookie': cookie },
  body: Buffer.alloc(0),
});
const done: HttpAnswer = { status: 200, headers: {}, body: Buffer.alloc(0) };

describe('Who may receive the token', () => {
  it('edge 43: is the host that was configured, which in a sovereign cloud is another one', () => {
    const dod = new URL('https://outlook-dod.office365.us');
    assert.equal(mayReceiveToken(dod, new URL('https://outlook-dod.office365.us/adminapi')), true);
    assert.equal(mayReceiveToken(dod, new URL('https://outlook.attacker.example/adminapi')), false);
  });

  for (const target of [
    'https://outlook.office365.com/x',
    'https://eur07.outlook.com/x',
    'https://outlook.office.com/',
    'https://a.b.office365.com/',
  ]) {
    it(`is ${target}`, () => assert.equal(mayReceiveToken(ROOT, new URL(target)), true));
  }
  for (const target of [
    'http://outlook.office365.com/',
    'https://outlook.office365.com.attacker.example/',
    'https://evil-office365.com/',
    'https://outlook.office365.com:8443/',
    'https://user@outlook.office.com/',
    'https://127.0.0.1/',
    'https://attacker.example/?.office365.com',
  ]) {
    it(`is not ${target}`, () => assert.equal(mayReceiveToken(ROOT, new URL(target)), false));
  }
  it('is nobody else for a service on this machine, not even Exchange Online', () => {
    const demo = new URL('http://127.0.0.1:8080');
    assert.equal(mayReceiveToken(demo, new URL('http://127.0.0.1:8080/x')), true);
    assert.equal(mayReceiveToken(demo, new URL('http://127.0.0.1:9090/x')), false);
    assert.equal(mayReceiveToken(demo, ROOT), false);
  });
});

describe('A redirect to a region', () => {
  it('keeps the method, the body and the token, and leaves out the internal port', async () => {
    const { session, sent } = sessionPlaying([redirect('https://eur07.outlook.office365.com:446/adminapi'), done]);
    assert.equal(await dispatch(session, wanted), done);
    assert.equal(sent[1]?.url.href, 'https://eur07.outlook.office365.com/adminapi');
    assert.deepEqual([sent[1]?.method, sent[1]?.body], ['POST', '{}']);
    assert.deepEqual(sent[1]?.headers, { authorization: 'Bearer t' });
  });

  it('sends a cookie of the region back to it', async () => {
    const { session, sent } = sessionPlaying([
      redirect('https://eur07.outlook.com/one'),
      redirect('https://eur07.outlook.com/two', 'Affinity=r; secure'),
      done,
    ]);
    await dispatch(session, wanted);
    assert.equal(sent[2]?.headers.cookie, 'Affinity=r');
  });

  it('is followed twice and not three times', async () => {
    const again = redirect('https://eur07.outlook.com/again');
    const { session, sent } = sessionPlaying([again, again, again]);
    await assert.rejects(dispatch(session, wanted), RedirectRefused);
    assert.equal(sent.length, 3);
  });
});
