import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Edge, startEdge } from '../support/edge-of-bot.ts';
import { ELSEWHERE, MALFORMED } from '../support/malformed-bodies.ts';
import { execute, message, personal } from '../support/teams-activities.ts';

describe('a body that is no activity of Teams', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  for (const { name, body, status = 400, type = 'application/json' } of MALFORMED) {
    it(`${name}: ${status} without a word, with and without a token`, async () => {
      const authorization = `Bearer ${await edge.issuer.sign(edge.connector.url)}`;
      for (const headers of [{}, { authorization }]) {
        const answer = await edge.sendRaw(body, { 'content-type': type, ...headers });
        assert.deepEqual([answer.status, answer.text], [status, '']);
      }
      assert.equal(edge.received.length, 0);
      assert.equal(edge.connector.calls.length, 0);
    });
  }

  for (const { name, serviceUrl } of ELSEWHERE) {
    it(`well-formed, but from ${name}: 401 without a word, with and without a token for it`, async () => {
      const authorization = `Bearer ${await edge.issuer.sign(serviceUrl)}`;
      const body = JSON.stringify({ ...message('x'), serviceUrl });
      for (const headers of [{}, { authorization }]) {
        const answer = await edge.sendRaw(body, { 'content-type': 'application/json', ...headers });
        assert.deepEqual([answer.status, answer.text], [401, '']);
      }
      assert.equal(edge.received.length, 0);
      assert.equal(edge.connector.calls.length, 0);
    });
  }

  it('leaves the process alive and well', async () => {
    assert.equal((await edge.deliver(message('status'))).status, 200);
    assert.equal(edge.log.lines.filter(({ level }) => level === 'error').length, 0);
  });
});

describe('an activity with strange insides', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  const strange: readonly { readonly name: string; readonly activity: Record<string, unknown> }[] = [
    { name: 'an entity without type', activity: message('status', { entities: [{ text: 'x' }, null, 7] }) },
    { name: 'a mention without anybody', activity: message('status', { entities: [{ type: 'mention' }] }) },
    {
      name: 'a mention and no text',
      activity: message(undefined, { entities: [{ type: 'mention', text: '<at>x</at>', mentioned: { id: 'x' } }] }),
    },
    { name: 'a text that is a number', activity: message(7) },
    { name: 'attachments that are a text', activity: message('status', { attachments: 'x' }) },
    { name: 'a value that is a number', activity: message('', { value: 7 }) },
    { name: 'no id', activity: message('status', { id: undefined }) },
    { name: 'channel data that is a text', activity: message('status', { channelData: 'x' }) },
    { name: 'an invoke without value', activity: execute('x', {}, { value: undefined }) },
    { name: 'an invoke without name', activity: execute('x', {}, { name: undefined }) },
    { name: 'a sender who is nobody', activity: message('status', { from: { id: '29:x' } }) },
    { name: 'no tenant at all', activity: message('status', { conversation: { id: 'a:x' }, channelData: {} }) },
    {
      name: 'an update without members',
      activity: { ...personal(), type: 'conversationUpdate', membersAdded: [null, 7] },
    },
  ];
  for (const { name, activity } of strange) {
    it(`${name} is answered 200`, async () => {
      assert.equal((await edge.deliver(activity)).status, 200);
    });
  }

  it('tells somebody whom Teams does not name, and asks nothing inside', async () => {
    const before = edge.received.length;
    await edge.deliver(message('status', { from: { id: '29:x', name: 'Alice' } }));
    assert.match(String(edge.connector.calls.at(-1)?.body.text), /did not say who you are/);
    assert.equal(edge.received.length, before);
  });
});

describe('the host', () => {
  it('gives away neither what it runs on nor what else it has', async () => {
    const edge = await startEdge();
    const answer = await edge.deliver(message('status'));
    for (const header of ['x-powered-by', 'user-agent', 'server', 'etag'])
      assert.equal(answer.headers.get(header), null, header);
    const root = new URL('/', edge.url);
    assert.equal((await fetch(root)).status, 404);
    assert.equal(await (await fetch(root)).text(), '');
    assert.equal((await fetch(edge.url)).status, 404);
    assert.equal(await (await fetch(new URL('/healthz', root))).text(), 'ok');
    await edge.stop();
  });

  it('counts what came of every activity', async () => {
    const edge = await startEdge();
    await edge.post(message('x'), undefined);
    await edge.sendRaw('{}', {});
    await edge.post({ ...message('x'), serviceUrl: edge.connector.url }, undefined);
    await edge.post({ ...message('x'), serviceUrl: 'https://evil.example/' }, undefined);
    await edge.deliver(message('status'));
    assert.deepEqual(edge.outcomes, ['no_token', 'malformed', 'no_token', 'service_url', 'accepted']);
    await edge.stop();
  });

  it('skips the token and nothing else when authentication is off', async () => {
    const edge = await startEdge({ auth: 'off' });
    const here = { serviceUrl: edge.connector.url };
    assert.equal((await edge.post({ ...message('status'), ...here })).status, 200);
    assert.equal(edge.received.length, 1);
    assert.equal((await edge.post({ ...message('status'), serviceUrl: 'https://evil.example/' })).status, 401);
    assert.equal((await edge.post({ ...message('status'), ...here, channelId: 'emulator' })).status, 400);
    await edge.stop();
  });

  it('answers 500 without a word when a turn breaks in a way nobody foresaw, and stays up', async () => {
    const edge = await startEdge();
    edge.loseAnswers();
    edge.connector.answer({ status: 429 });
    const answer = await edge.deliver(message('status'));
    assert.deepEqual([answer.status, answer.text], [500, '']);
    assert.match(JSON.stringify(edge.log.lines.at(-1)?.fields), /"reference":"[0-9a-f]{8}"/);
    assert.equal((await edge.deliver(message('status'))).status, 200);
    await edge.stop();
  });
});
