import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { botCredential } from '../../bot/bot-credential.ts';
import { ChannelError, type ChannelErrorClass, type ConversationRef } from '../../bot/channel.ts';
import { connectorClient } from '../../bot/connector-client.ts';
import { serviceUrls } from '../../bot/service-url.ts';
import { teamsChannel } from '../../bot/teams-channel.ts';
import { type ConnectorAnswerWish, type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { BOT_CHANNEL_ID, CHANNEL, TENANT_ID } from '../support/teams-activities.ts';

const message = { card: { type: 'AdaptiveCard', body: [] }, summary: 'Request 7Q4K-2M' };
const now = Date.parse('2026-11-22T09:00:00Z');

describe('speaking in Teams', () => {
  let connector: FakeConnector;
  let to: ConversationRef;
  before(async () => {
    connector = await startFakeConnector();
    to = { id: CHANNEL, serviceUrl: connector.url, botId: BOT_CHANNEL_ID, tenantId: TENANT_ID, kind: 'channel' };
  });
  after(() => connector.stop());

  /** @param patience what happens in place of waiting eight seconds */
  function speak({
    patience = new Promise<void>(() => {}),
    getToken = async () => 'token' as string,
    allow = '',
  } = {}) {
    const allowed = serviceUrls([allow || new URL(connector.url).host], { authOff: false });
    const clock = { now: () => new Date(now), pause: () => patience };
    return teamsChannel(connectorClient({ credential: botCredential({ getToken }, allowed), clock }));
  }

  async function failureOf(attempt: Promise<unknown>): Promise<ChannelError> {
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ChannelError)) throw new Error(`expected a ChannelError, got ${String(error)}`);
    return error;
  }

  it('posts one card and returns its id', async () => {
    connector.answer({ status: 201, body: { id: '1700' } });
    assert.equal(await speak().post(to, message), '1700');
    const call = connector.calls.at(-1);
    assert.deepEqual(
      [call?.method, call?.path],
      ['POST', '/emea/v3/conversations/19%3Aapprovals%40thread.tacv2/activities'],
    );
    assert.equal(call?.headers.authorization, 'Bearer token');
    assert.deepEqual(call?.body, {
      type: 'message',
      summary: 'Request 7Q4K-2M',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }],
      from: { id: BOT_CHANNEL_ID },
    });
  });

  it('replaces a card in place', async () => {
    connector.answer({ status: 200, body: {} });
    await speak().update(to, '1700', message);
    const call = connector.calls.at(-1);
    assert.deepEqual(
      [call?.method, call?.path],
      ['PUT', '/emea/v3/conversations/19%3Aapprovals%40thread.tacv2/activities/1700'],
    );
    assert.equal(call?.body.id, '1700');
  });

  it('opens a personal chat and can speak there', async () => {
    connector.answer({ status: 201, body: { id: 'a:bob' } });
    const personal = await speak().openPersonal(to, '29:bob');
    assert.deepEqual(personal, { ...to, id: 'a:bob', kind: 'personal' });
    const call = connector.calls.at(-1);
    assert.equal(call?.path, '/emea/v3/conversations');
    assert.deepEqual(call?.body, {
      isGroup: false,
      bot: { id: BOT_CHANNEL_ID },
      members: [{ id: '29:bob' }],
      tenantId: TENANT_ID,
      channelData: { tenant: { id: TENANT_ID } },
    });
  });

  it('asks the roster for the handle of a member', async () => {
    connector.answer({ status: 200, body: { id: '29:bob', aadObjectId: 'BBBBBBBB-0000-4000-8000-000000000002' } });
    assert.equal(await speak().handleOf(to, 'bbbbbbbb-0000-4000-8000-000000000002'), '29:bob');
    const call = connector.calls.at(-1);
    const path = '/emea/v3/conversations/19%3Aapprovals%40thread.tacv2/members/bbbbbbbb-0000-4000-8000-000000000002';
    assert.deepEqual([call?.method, call?.path], ['GET', path]);
    connector.answer({ status: 200, body: { name: 'Bob' } });
    assert.equal(await speak().handleOf(to, 'x'), undefined, 'an answer without an id says nothing');
    connector.answer({ status: 404 });
    assert.equal((await failureOf(speak().handleOf(to, 'x'))).errorClass, 'gone');
  });

  const outcomes: readonly {
    readonly on: ConnectorAnswerWish;
    readonly post: ChannelErrorClass;
    readonly update: ChannelErrorClass;
  }[] = [
    { on: { status: 400 }, post: 'rejected', update: 'rejected' },
    { on: { status: 403 }, post: 'blocked', update: 'blocked' },
    { on: { status: 404 }, post: 'gone', update: 'gone' },
    { on: { status: 408 }, post: 'outcome-unknown', update: 'busy' },
    { on: { status: 412 }, post: 'busy', update: 'busy' },
    { on: { status: 413 }, post: 'too-big', update: 'too-big' },
    { on: { status: 429 }, post: 'throttled', update: 'throttled' },
    { on: { status: 500 }, post: 'outcome-unknown', update: 'busy' },
    { on: { status: 502 }, post: 'outcome-unknown', update: 'busy' },
    { on: { status: 503 }, post: 'outcome-unknown', update: 'busy' },
    { on: { status: 504 }, post: 'outcome-unknown', update: 'busy' },
    { on: 'reset', post: 'outcome-unknown', update: 'busy' },
    { on: { status: 302, headers: { location: 'https://evil.example/' } }, post: 'rejected', update: 'rejected' },
  ];
  for (const { on, post, update } of outcomes) {
    it(`${typeof on === 'string' ? 'a broken line' : on.status} means ${post} for a post and ${update} for an update, after one request each`, async () => {
      const before = connector.calls.length;
      connector.answer(on, on);
      assert.equal((await failureOf(speak().post(to, message))).errorClass, post);
      assert.equal((await failureOf(speak().update(to, '1', message))).errorClass, update);
      assert.equal(connector.calls.length, before + 2);
    });
  }

  it('gives up on a channel that is silent, and does not claim to know', async () => {
    for (const { attempt, expected } of [
      { attempt: (channel: ReturnType<typeof speak>) => channel.post(to, message), expected: 'outcome-unknown' },
      { attempt: (channel: ReturnType<typeof speak>) => channel.update(to, '1', message), expected: 'busy' },
      { attempt: (channel: ReturnType<typeof speak>) => channel.openPersonal(to, '29:bob'), expected: 'busy' },
    ]) {
      connector.answer('hang');
      const error = await failureOf(attempt(speak({ patience: connector.nextCall() })));
      assert.equal(error.errorClass, expected);
    }
  });

  it('knows that nothing was posted when nobody listens', async () => {
    const nowhere = { ...to, serviceUrl: 'http://127.0.0.1:1/' };
    const error = await failureOf(speak({ allow: '127.0.0.1:1' }).post(nowhere, message));
    assert.equal(error.errorClass, 'busy');
  });

  it('passes on how long Teams asks to be left alone', async () => {
    for (const [header, expected] of [
      ['7', 7000],
      ['Sun, 22 Nov 2026 09:00:30 GMT', 30_000],
      ['999999999', 3600_000],
      ['soon', null],
    ] as const) {
      connector.answer({ status: 429, headers: { 'retry-after': header } });
      assert.equal((await failureOf(speak().post(to, message))).retryAfter, expected, header);
    }
  });

  it('keeps the connector’s error code for the log and its text away from people', async () => {
    connector.answer({
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster', message: 'internal detail' } },
    });
    const error = await failureOf(speak().post(to, message));
    assert.deepEqual(error.context, { status: 403, code: 'BotNotInConversationRoster' });
    assert.doesNotMatch(error.message, /internal/);
  });

  it('brings a new token when its own was refused, and says so when that is refused too', async () => {
    const asked: (boolean | undefined)[] = [];
    const channel = speak({
      getToken: async (wish: { forceRefresh?: boolean } = {}) => {
        asked.push(wish.forceRefresh);
        return 'token';
      },
    });
    connector.answer(
      { status: 401 },
      { status: 401 },
      { status: 201, body: { id: '1' } },
      { status: 201, body: { id: '2' } },
    );
    assert.equal((await failureOf(channel.post(to, message))).errorClass, 'busy');
    assert.equal((await failureOf(channel.post(to, message))).errorClass, 'rejected');
    await channel.post(to, message);
    await channel.post(to, message);
    assert.deepEqual(asked, [false, true, true, false]);
  });

  it('asks nobody when there is no token', async () => {
    const before = connector.calls.length;
    const error = await failureOf(
      speak({ getToken: () => Promise.reject(new Error('no identity')) }).post(to, message),
    );
    assert.equal(error.errorClass, 'busy');
    assert.equal(connector.calls.length, before);
  });

  it('never shows its token to an address that is not allowed', async () => {
    const before = connector.calls.length;
    let asked = 0;
    const channel = speak({
      allow: 'smba.trafficmanager.net',
      getToken: async () => {
        asked += 1;
        return 'token';
      },
    });
    const error = await failureOf(channel.post(to, message));
    assert.equal(error.errorClass, 'rejected');
    assert.equal(asked, 0);
    assert.equal(connector.calls.length, before);
  });

  it('does not know what was posted without an id', async () => {
    connector.answer({ status: 201, body: {} });
    assert.equal((await failureOf(speak().post(to, message))).errorClass, 'outcome-unknown');
  });
});
