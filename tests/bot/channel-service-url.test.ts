import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceUrls } from '../../bot/service-url.ts';

describe('service URLs', () => {
  const microsoft = serviceUrls([], { authOff: false });
  const named = serviceUrls(['Chat.Example:8443', '127.0.0.1:4000', 'plain.example'], { authOff: false });
  const cases = [
    { urls: microsoft, url: 'https://smba.trafficmanager.net/emea/', allowed: true },
    { urls: microsoft, url: 'https://smba.trafficmanager.net:443/amer/tenant/', allowed: true },
    { urls: microsoft, url: 'https://SMBA.trafficmanager.net/teams', allowed: true },
    { urls: microsoft, url: 'https://europe.botframework.com/', allowed: true },
    { urls: microsoft, url: 'https://smba.infra.gcc.teams.microsoft.com/gcc', allowed: true },
    { urls: microsoft, url: 'https://smba.infra.gov.teams.microsoft.us/gcch', allowed: true },
    { urls: microsoft, url: 'https://botframework.com/', allowed: false },
    { urls: microsoft, url: 'https://evilbotframework.com/', allowed: false },
    { urls: microsoft, url: 'https://smba.trafficmanager.net:8443/', allowed: false },
    { urls: microsoft, url: 'http://smba.trafficmanager.net/', allowed: false },
    { urls: microsoft, url: 'http://127.0.0.1/', allowed: false },
    { urls: microsoft, url: 'http://localhost:3000/', allowed: false },
    { urls: microsoft, url: 'https://smba.trafficmanager.net/?x=1', allowed: false },
    { urls: microsoft, url: 'https://user@smba.trafficmanager.net/', allowed: false },
    { urls: microsoft, url: '', allowed: false },
    { urls: named, url: 'https://chat.example:8443/v3', allowed: true },
    { urls: named, url: 'https://plain.example/', allowed: true },
    { urls: named, url: 'https://plain.example:444/', allowed: false },
    { urls: named, url: 'http://plain.example/', allowed: false },
    { urls: named, url: 'http://127.0.0.1:4000/', allowed: true },
    { urls: named, url: 'http://127.0.0.1:4001/', allowed: false },
    { urls: named, url: 'https://smba.trafficmanager.net/emea/', allowed: false },
    { urls: serviceUrls(['localhost'], { authOff: false }), url: 'http://localhost:3979/', allowed: true },
    { urls: serviceUrls([], { authOff: true }), url: 'http://127.0.0.1:3979/', allowed: true },
    { urls: serviceUrls([], { authOff: true }), url: 'http://10.0.0.1:3979/', allowed: false },
  ];
  for (const { urls, url, allowed } of cases) {
    it(`"${url}" is ${allowed ? '' : 'not '}allowed`, () => assert.equal(urls.allows(url), allowed));
  }

  it('says whether all of them are this machine', () => {
    assert.equal(serviceUrls(['127.0.0.1:1', 'localhost', '[::1]:2'], { authOff: false }).onlyLoopback, true);
    assert.equal(named.onlyLoopback, false);
    assert.equal(serviceUrls([], { authOff: true }).onlyLoopback, false);
  });

  it('refuses a list that cannot be read', () => {
    for (const entry of ['https://x.example', 'x.example/path', '*', '', 'a b']) {
      assert.throws(() => serviceUrls([entry], { authOff: false }), { code: 'bad_service_host' }, entry);
    }
  });
});
