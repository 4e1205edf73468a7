import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openCookieJar } from '../../../services/exchange/cookie-jar.ts';
import { testClock } from '../../support/test-clock.ts';

const FRONT = new URL('https://outlook.office365.com/adminapi/beta/x/InvokeCommand');
const REGION = new URL('https://eur07.outlook.office365.com/adminapi/beta/x/InvokeCommand');
const FOREIGN = new URL('https://outlook.office365.com.attacker.example/');

describe('The cookies of a connection', () => {
  it('go back to the host that set them and to no other', () => {
    const jar = openCookieJar(testClock());
    jar.keep(FRONT, ['X-BackEnd=a; path=/; secure; HttpOnly', 'ClientId=b']);
    assert.equal(jar.headerFor(FRONT), 'X-BackEnd=a; ClientId=b');
    assert.equal(jar.headerFor(REGION), undefined);
    assert.equal(jar.headerFor(FOREIGN), undefined);
  });

  it('are shared below a domain of Exchange, and never below one that others own', () => {
    const jar = openCookieJar(testClock());
    jar.keep(REGION, [
      'Affinity=r; Domain=.outlook.office365.com',
      'Wide=w; Domain=com',
      'Other=o; Domain=contoso.com',
    ]);
    assert.equal(jar.headerFor(REGION), 'Affinity=r');
    assert.equal(jar.headerFor(FRONT), 'Affinity=r');
    assert.equal(jar.headerFor(new URL('https://apc01.outlook.office365.com/')), 'Affinity=r');
  });

  it('are replaced by name, and end when they say so', () => {
    const clock = testClock();
    const jar = openCookieJar(clock);
    jar.keep(FRONT, ['A=1', 'B=2; Max-Age=60', 'C=3; Expires=Sun, 22 Nov 2026 09:00:00 GMT']);
    jar.keep(FRONT, 'A=9');
    assert.equal(jar.headerFor(FRONT), 'B=2; C=3; A=9');
    clock.advance(61_000);
    assert.equal(jar.headerFor(FRONT), 'C=3; A=9');
    jar.keep(FRONT, 'A=; Max-Age=0');
    assert.equal(jar.headerFor(FRONT), 'C=3');
  });

  it('are not sent in clear when they are secure', () => {
    const jar = openCookieJar(testClock());
    const plain = new URL('http://127.0.0.1:8080/');
    jar.keep(plain, ['A=1; Secure', 'B=2']);
    assert.equal(jar.headerFor(plain), 'B=2');
  });

  it('are ignored when they could break the header, and are never more than fifty', () => {
    const jar = openCookieJar(testClock());
    jar.keep(FRONT, ['novalue', '=x', 'A=1\r\nX-Evil: 1', `B=${'x'.repeat(5000)}`, 'C=a b']);
    assert.equal(jar.headerFor(FRONT), undefined);
    jar.keep(
      FRONT,
      Array.from({ length: 80 }, (_, index) => `N${index}=1`),
    );
    assert.equal(jar.headerFor(FRONT)?.split('; ').length, 50);
  });
});
