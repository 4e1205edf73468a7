import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { BOT_APP_ID, PEOPLE, TENANT_ID } from '../../demo/people.ts';
import { card, cardActivity, cardAnswer, openEvents, startChatWithBot } from './chat-fake-bot.ts';

type World = Awaited<ReturnType<typeof startChatWithBot>>;
let world: World;
let mris: string[];

before(async () => {
  world = await startChatWithBot();
  mris = (await world.request('GET', '/chat/people')).json.map((one: { mri: string }) => one.mri);
});
beforeEach(() => {
  world.bot.activities.length = 0;
  world.bot.answer(() => ({ status: 200 }));
});
after(() => world.close());

const CHANNEL = '19:approvals@thread.tacv2';
const approve = { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { request: '7Q4K-2M', version: 3 } };
const reason = { type: 'Input.Text', id: 'reason', label: 'Reason', value: 'preset' };
const send = (body: Record<string, unknown>) => world.request('POST', '/chat/send', { body });
const click = (body: Record<string, unknown>) => world.request('POST', '/chat/click', { body });

test('a line in a personal chat reaches the bot signed and shaped as Teams sends it', async () => {
  const conversation = await world.personal('desk');
  const sent = await send({ person: 'desk', conversation, text: 'check alice' });
  assert.equal(sent.json.status, 200);
  const [activity] = world.bot.activities;
  assert.equal(activity?.id, sent.json.activityId);
  assert.equal(activity?.text, 'check alice');
  assert.deepEqual(activity?.from, { id: mris[0], name: PEOPLE[0]?.name, aadObjectId: PEOPLE[0]?.objectId });
  assert.deepEqual(activity?.conversation, { conversationType: 'personal', tenantId: TENANT_ID, id: conversation });
  assert.deepEqual(activity?.recipient, { id: `28:${BOT_APP_ID}`, name: 'Steward' });
  assert.deepEqual(activity?.channelData, { tenant: { id: TENANT_ID } });
  assert.equal(activity?.serviceUrl, world.chat.serviceUrl);
});

test('a line in the channel carries the mention, the thread and the HTML that Teams adds', async () => {
  const sent = await send({ person: 'desk', conversation: CHANNEL, text: 'check <at>Priya Raman</at>' });
  const [activity] = world.bot.activities;
  assert.equal(activity?.text, '<at>Steward</at> check <at>Priya Raman</at>');
  assert.equal(activity?.conversation.id, `${CHANNEL};messageid=${sent.json.activityId}`);
  const mentioned = activity?.entities.filter((one) => one.type === 'mention').map((one) => one.mentioned);
  assert.deepEqual(mentioned, [
    { id: `28:${BOT_APP_ID}`, name: 'Steward' },
    { id: mris[1], name: 'Priya Raman' },
  ]);
  assert.equal(activity?.attachments?.[0]?.contentType, 'text/html');
});

test('a line in the channel that does not mention the bot never reaches it', async () => {
  const sent = await send({ person: 'desk', conversation: CHANNEL, text: 'lunch?', mention: false });
  assert.equal(sent.json.delivered, false);
  assert.deepEqual(world.bot.activities, []);
});

test('the answer to a click changes the card for the one who clicked, and an edit changes it for everybody', async () => {
  const id = await world.post(
    CHANNEL,
    cardActivity(card('waiting', { body: [{ type: 'TextBlock', text: 'waiting' }, reason], actions: [approve] })),
  );
  world.bot.answer(() => cardAnswer(card('thank you')));
  const inputs = { reason: 'agreed' };
  const clicked = await click({ person: 'approver', conversation: CHANNEL, messageId: id, verb: 'approve', inputs });
  assert.equal(clicked.json.status, 200);
  const [activity] = world.bot.activities;
  assert.equal(activity?.type, 'invoke');
  assert.equal(activity?.name, 'adaptiveCard/action');
  assert.equal(activity?.replyToId, id);
  assert.equal(activity?.conversation.id, CHANNEL);
  assert.deepEqual(activity?.value, {
    action: { ...approve, data: { ...approve.data, ...inputs } },
    trigger: 'manual',
  });
  const face = async (person: string) => {
    const message = (await lastSeen(person)) ?? assert.fail('no message');
    return [message.card?.body[0]?.text, message.private];
  };
  assert.deepEqual(
    [await face('approver'), await face('desk')],
    [
      ['thank you', true],
      ['waiting', false],
    ],
  );
  await world.request('PUT', `${world.activitiesOf(CHANNEL)}/${id}`, { body: cardActivity(card('done')) });
  assert.deepEqual(
    [await face('approver'), await face('desk')],
    [
      ['done', false],
      ['done', false],
    ],
  );
});

test('fields left alone are sent with their preset value, and buttons that are not there cannot be pressed', async () => {
  const conversation = await world.personal('approver');
  const content = card('ask', { body: [{ type: 'TextBlock', text: 'ask' }, reason], actions: [approve] });
  const messageId = await world.post(conversation, cardActivity(content));
  const where = { person: 'approver', conversation, messageId };
  await click({ ...where, verb: 'approve' });
  assert.deepEqual(world.bot.activities[0]?.value?.action.data, { ...approve.data, reason: 'preset' });
  assert.match((await click({ ...where, verb: 'deny' })).json.error.message, /not on the card/);
  assert.match((await click({ ...where, verb: 'approve', inputs: { x: '1' } })).json.error.message, /no field "x"/);
  assert.equal((await click({ ...where, person: 'desk', verb: 'approve' })).status, 400);
  const forged = await click({ ...where, verb: 'deny', data: { request: 'other' }, forged: true });
  assert.equal(forged.json.status, 200);
  assert.deepEqual(world.bot.activities[1]?.value?.action, {
    type: 'Action.Execute',
    verb: 'deny',
    data: { request: 'other', reason: 'preset' },
  });
});

test('a line or a failure as the answer is shown to the one who clicked only', async () => {
  const conversation = await world.personal('approver');
  const messageId = await world.post(conversation, cardActivity(card('ask', { actions: [approve] })));
  const events = await openEvents(world.chat.url, 'approver');
  const pressAndRead = async (body: unknown, status = 200) => {
    world.bot.answer(() => ({ status, body }));
    const { json } = await click({ person: 'approver', conversation, messageId, verb: 'approve' });
    const { kind, text } = await events.next((event) => event.type === 'toast');
    assert.equal(json.shown.text, text);
    return [kind, text];
  };
  const line = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted.' };
  assert.deepEqual(await pressAndRead(line), ['message', 'Noted.']);
  const error = {
    statusCode: 403,
    type: 'application/vnd.microsoft.error',
    value: { code: 'no', message: 'Not you.' },
  };
  assert.deepEqual(await pressAndRead(error), ['error', 'Not you.']);
  const wrong = ['error', 'Something went wrong. Please try again.'];
  assert.deepEqual(await pressAndRead(undefined), wrong);
  assert.deepEqual(await pressAndRead(line, 501), wrong);
  assert.deepEqual(await pressAndRead({ ...line, value: '' }), wrong);
  assert.deepEqual(await pressAndRead({ ...line, type: 'application/vnd.microsoft.card.adaptive', value: {} }), wrong);
  events.close();
});

test('people named by a card get their own view without a click when it arrives and when it is edited', async () => {
  const events = await openEvents(world.chat.url, 'approver');
  const refresh = {
    action: { type: 'Action.Execute', verb: 'view', data: { request: '7Q4K-2M' } },
    userIds: [mris[1]],
  };
  world.bot.answer((activity) => cardAnswer(card(`yours, ${activity.value?.trigger}`, { actions: [approve] })));
  const id = await world.post(CHANNEL, cardActivity(card('base', { refresh })));
  await events.next((event) => JSON.stringify(event).includes('yours, automatic'));
  await world.request('PUT', `${world.activitiesOf(CHANNEL)}/${id}`, {
    body: cardActivity(card('base 2', { refresh })),
  });
  await events.next((event) => JSON.stringify(event).includes('base 2'));
  await events.next((event) => JSON.stringify(event).includes('yours, automatic'));
  events.close();
  assert.deepEqual(
    world.bot.activities.map((one) => [one.from.id, one.value?.trigger, one.value?.action.verb]),
    [
      [mris[1], 'automatic', 'view'],
      [mris[1], 'automatic', 'view'],
    ],
  );
  assert.equal((await lastSeen('desk'))?.card?.body[0]?.text, 'base 2');
});

test('tokens made for tests are refused or taken by the bot as their claims deserve', async () => {
  const conversation = await world.personal('desk');
  await send({ person: 'desk', conversation, text: 'hello' });
  const [activity] = world.bot.activities;
  const token = async (body: unknown) => (await world.request('POST', '/chat/token', { body })).json.token;
  const deliver = async (given: string | null) =>
    (await world.request('POST', '/chat/deliver', { body: { activity, token: given } })).json.status;
  assert.equal(await deliver(await token({})), 200);
  assert.equal(await deliver(await token({ claims: { aud: 'another-bot' } })), 401);
  assert.equal(await deliver(await token({ claims: { exp: null } })), 401);
  assert.equal(await deliver(await token({ wrongKey: true })), 401);
  assert.equal(await deliver(null), 401);
  const again = await world.request('POST', '/chat/redeliver', { body: { activityId: activity?.id } });
  assert.equal(again.json.status, 200);
  assert.deepEqual(world.bot.activities.at(-1), activity);
});

test('other web pages cannot act in these people’s names', async () => {
  const response = await fetch(`${world.chat.url}/chat/people`, { headers: { Origin: 'http://elsewhere.example' } });
  assert.equal(response.status, 403);
});

test('messages and the signing key survive a restart', async () => {
  const stateFile = join(tmpdir(), `chat-${randomUUID()}.json`);
  const first = await startChatWithBot({ stateFile });
  const conversation = await first.personal('desk');
  await first.request('POST', '/chat/send', { body: { person: 'desk', conversation, text: 'remember me' } });
  const keys = (await first.request('GET', '/v1/.well-known/keys')).json;
  await first.close();
  const second = await startChatWithBot({ stateFile });
  assert.deepEqual(
    (await second.seen('desk', conversation)).map((one) => one.text),
    ['remember me'],
  );
  assert.deepEqual((await second.request('GET', '/v1/.well-known/keys')).json, keys);
  await second.close();
  rmSync(stateFile);
});

test('a line that no bot took is marked, and several bots take turns', async () => {
  const other = await startChatWithBot();
  const conversation = await other.personal('desk');
  const line = () => other.request('POST', '/chat/send', { body: { person: 'desk', conversation, text: 'hello' } });
  await other.request('POST', '/control/bot', { body: { urls: [other.bot.url, 'http://127.0.0.1:9'] } });
  assert.deepEqual([(await line()).json.delivered, (await line()).json.delivered], [true, false]);
  await other.close();
});

async function lastSeen(person: string) {
  return (await world.seen(person, CHANNEL)).at(-1);
}
