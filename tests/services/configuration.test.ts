import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readBotConfiguration } from '../../bot/configuration.ts';
import { ConfigurationError, readServicesConfiguration } from '../../services/configuration.ts';

const GUID = '5d2c7a10-91f4-4b7e-a3c8-0e6f4b1d2a33';
const OTHER = '5d2c7a10-91f4-4b7e-a3c8-0e6f4b1d2a34';

const RIGHT = {
  TENANT_ID: GUID,
  REDIS_URL: 'redis://127.0.0.1:6379',
  MicrosoftAppId: GUID,
  MicrosoftAppTenantId: GUID,
  MicrosoftAppPassword: 'secret',
};

/** The sentence with which the bot does not start. */
function refusal(change: Readonly<Record<string, string>>): string {
  try {
    readBotConfiguration({ ...RIGHT, ...change });
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, `not a ConfigurationError: ${String(error)}`);
    return error.message;
  }
  return assert.fail('the bot starts');
}

describe('A wrong setting stops the start and is named', () => {
  const wrong: readonly (readonly [name: string, value: string])[] = [
    ['TENANT_ID', ''],
    ['TENANT_ID', 'contoso.onmicrosoft.com'],
    ['REDIS_URL', ''],
    ['REDIS_URL', 'http://127.0.0.1'],
    ['EXCHANGE_URL', 'outlook'],
    ['GRAPH_URL', 'not a url'],
    ['EXCHANGE_CREDENTIAL', 'password'],
    ['EXCHANGE_CREDENTIAL', 'static:'],
    ['ROLE_VIEWER', 'everybody'],
    ['ROLE_REQUESTER', `${GUID},nobody`],
    ['ROLE_APPROVER', `${GUID};${OTHER}`],
    ['ROLE_ADMIN', 'admins@contoso.com'],
    ['APPROVALS_REQUIRED', '0'],
    ['APPROVALS_REQUIRED', '1.5'],
    ['APPROVALS_REQUIRED', 'two'],
    ['APPROVALS_REQUIRED', '11'],
    ['RATE_PER_MINUTE', '0'],
    ['RATE_PER_MINUTE', '1001'],
    ['RATE_BURST', '2.5'],
    ['RATE_BURST', 'many'],
    ['REQUEST_TTL', '24h'],
    ['REQUEST_TTL', 'PT0S'],
    ['REQUEST_TTL', 'P100000000000D'],
    ['CONFIRM_TTL', 'P1M'],
    ['LOG_LEVEL', 'verbose'],
    ['PORT', '99999'],
    ['PORT', '-1'],
    ['PORT', 'http'],
    ['BOT_AUTH', 'of'],
    ['BOT_AUTH', 'OFF'],
    ['BOT_AUTH', 'false'],
    ['BOT_OPENID_METADATA', 'login'],
    ['BOT_CREDENTIAL', 'none'],
    ['BOT_CREDENTIAL', 'static:'],
    ['MicrosoftAppId', 'steward'],
    ['MicrosoftAppId', ''],
    ['MicrosoftAppType', 'MultiTenant'],
    ['MicrosoftAppTenantId', 'common'],
    ['MicrosoftAppTenantId', ''],
    ['PEOPLE_LINKS', 'anna=ben'],
    ['PEOPLE_LINKS', GUID],
    ['SERVICE_URL_ALLOW', 'https://smba.trafficmanager.net/'],
    ['SERVICE_URL_ALLOW', '*'],
  ];
  for (const [name, value] of wrong) {
    it(`${name}=${value}`, () =>
      assert.match(refusal({ [name]: value }), new RegExp(`^Steward does not start: .*${name}.*\\.$`)));
  }

  it('all of them at once', () => {
    const sentence = refusal({ TENANT_ID: 'x', APPROVALS_REQUIRED: '0', LOG_LEVEL: 'loud' });
    for (const name of ['TENANT_ID', 'APPROVALS_REQUIRED', 'LOG_LEVEL']) assert.ok(sentence.includes(name), name);
  });

  it('and a secret in it is not repeated', () => {
    assert.equal(refusal({ EXCHANGE_CREDENTIAL: 'static:very-secret' }).includes('very-secret'), false);
    assert.equal(refusal({ BOT_CREDENTIAL: 'static:very-secret' }).includes('very-secret'), false);
    assert.equal(refusal({ REDIS_URL: 'amqp://steward:very-secret@redis' }).includes('very-secret'), false);
  });
});

describe('What is for this machine only', () => {
  it('a static credential is refused while either service is elsewhere', () => {
    const local = 'http://127.0.0.1:4000';
    const token = { EXCHANGE_CREDENTIAL: 'static:demo' };
    assert.match(refusal(token), /EXCHANGE_CREDENTIAL/);
    assert.match(refusal({ ...token, EXCHANGE_URL: local }), /EXCHANGE_CREDENTIAL/);
    assert.match(refusal({ ...token, GRAPH_URL: local }), /EXCHANGE_CREDENTIAL/);
    assert.match(
      refusal({ ...token, EXCHANGE_URL: local, GRAPH_URL: 'http://127.0.0.1.evil.example' }),
      /EXCHANGE_CREDENTIAL/,
    );
    const both = { ...RIGHT, ...token, EXCHANGE_URL: local, GRAPH_URL: 'http://localhost:4000' };
    assert.equal(readServicesConfiguration(both).EXCHANGE_CREDENTIAL, 'static:demo');
  });

  it('a bot without authentication listens on loopback and nowhere else', () => {
    assert.equal(readBotConfiguration({ ...RIGHT, BOT_AUTH: 'off' }).bot.host, '127.0.0.1');
    assert.equal(readBotConfiguration({ ...RIGHT, BOT_AUTH: 'off', HOST: 'localhost' }).bot.host, 'localhost');
    for (const HOST of ['0.0.0.0', '::', '10.0.0.1', 'localhost.contoso.com', '127.0.0.1.contoso.com']) {
      assert.match(refusal({ BOT_AUTH: 'off', HOST }), /BOT_AUTH may be off only while HOST is on this machine/);
    }
  });

  it('a static credential of the bot is refused while any service URL is elsewhere', () => {
    const token = { BOT_CREDENTIAL: 'static:demo' };
    assert.match(refusal(token), /BOT_CREDENTIAL/);
    assert.match(refusal({ ...token, SERVICE_URL_ALLOW: '127.0.0.1:4000,smba.trafficmanager.net' }), /BOT_CREDENTIAL/);
    assert.match(refusal({ ...token, BOT_AUTH: 'off' }), /BOT_CREDENTIAL/);
    const local = readBotConfiguration({ ...RIGHT, ...token, SERVICE_URL_ALLOW: '127.0.0.1:4000' });
    assert.equal(local.serviceUrls.onlyLoopback, true);
  });
});

describe('Settings that are left out', () => {
  it('are what the table of the design says', () => {
    const { bot, services } = readBotConfiguration(RIGHT);
    assert.equal(bot.PORT, 3978);
    assert.equal(bot.host, '0.0.0.0');
    assert.equal(bot.BOT_AUTH, 'on');
    assert.equal(services.EXCHANGE_CREDENTIAL, 'managed-identity');
    assert.equal(services.APPROVALS_REQUIRED, 1);
    assert.deepEqual([services.RATE_PER_MINUTE, services.RATE_BURST], [30, 15]);
    assert.equal(services.REQUEST_TTL, 'PT24H');
    assert.equal(services.CONFIRM_TTL, 'PT15M');
    assert.equal(services.ARCHIVE_URL, 'file:./data/archive');
    assert.equal(services.APPROVALS_CONVERSATION, undefined);
  });

  it('count as absent when they are empty, and an empty role means nobody', () => {
    const services = readServicesConfiguration({ ...RIGHT, ROLE_ADMIN: '', APPROVALS_REQUIRED: '', LOG_LEVEL: '' });
    assert.deepEqual(services.ROLE_ADMIN, []);
    assert.equal(services.APPROVALS_REQUIRED, 1);
    assert.equal(services.LOG_LEVEL, 'info');
  });

  it('never turn authentication off: without it being named, an app id is needed', () => {
    assert.match(refusal({ MicrosoftAppId: '' }), /MicrosoftAppId/);
    assert.equal(readBotConfiguration({ ...RIGHT, BOT_AUTH: '' }).bot.BOT_AUTH, 'on');
  });
});

describe('Lists of ids', () => {
  it('are read with spaces and in any case', () => {
    const services = readServicesConfiguration({ ...RIGHT, ROLE_ADMIN: ` ${GUID.toUpperCase()} , ${OTHER},` });
    assert.deepEqual(services.ROLE_ADMIN, [GUID, OTHER]);
  });
});
