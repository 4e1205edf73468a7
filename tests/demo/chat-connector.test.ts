import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { PEOPLE } from '../../demo/people.ts';
import { card, cardActivity, startChatWithBot } from './chat-fake-bot.ts';

type World = Awaited<ReturnType<typeof startChatWithBot>>;
let world: World;

before(async () => {
  world = await startChatWithBot();
});
afterEach(async () => {
  await world.request('DELETE', '/control/faults');
  await world.request('DELETE', '/control/calls');
});
after(() => world.close());

const CHANNEL = '19:approvals@thread.tacv2';
const hello = { type: 'message', text: 'hello' };

test('a caller without the right token is refused and nothing is posted', async () => {
  const desk = await world.personal('desk');
  const before = (await world.seen('desk', desk)).length;
  const answer = await world.request('POST', world.activitiesOf(desk), { body: hello, token: 'stolen' });
  assert.equal(answer.status, 401);
  assert.equal((await world.seen('desk', desk)).length, before);
});

test('a bot finds a person by Entra object id, starts the chat by MRI, posts, edits and deletes', async () => {
  const approver = PEOPLE[1]?.objectId;
  const member = await world.request('GET', `/v3/conversations/${CHANNEL}/members/${approver}`);
  assert.equal(member.json.aadObjectId, approver);
  const again = await world.request(
    'GET',
    `/v3/conversations/${CHANNEL}/members/${encodeURIComponent(member.json.id)}`,
  );
  assert.deepEqual(again.json, member.json);
  const body = { members: [{ id: member.json.id }], tenantId: member.json.tenantId };
  const created = await world.request('POST', '/v3/conversations', { body });
  assert.equal(created.status, 201);
  assert.equal(created.json.id, await world.personal('approver'));

  const posted = await world.request('POST', `${world.activitiesOf(created.json.id)}/made-up-reply-id`, {
    body: hello,
  });
  assert.equal(posted.status, 201);
  const one = `${world.activitiesOf(created.json.id)}/${posted.json.id}`;
  assert.equal((await world.request('PUT', one, { body: { type: 'message', text: 'changed' } })).status, 200);
  const [message] = await world.seen('approver', created.json.id);
  assert.deepEqual([message?.text, message?.edited, message?.revision], ['changed', true, 2]);
  assert.equal((await world.request('DELETE', one)).status, 200);
  assert.deepEqual(await world.seen('approver', created.json.id), []);
  assert.equal((await world.request('PUT', one, { body: hello })).json.error.code, 'ActivityNotFoundInConversation');
});

test('members are listed whole and page by page', async () => {
  const all = await world.request('GET', `/v3/conversations/${CHANNEL}/members`);
  assert.deepEqual(
    all.json.map((one: { userPrincipalName: string }) => one.userPrincipalName),
    PEOPLE.map((one) => one.upn),
  );
  const paged = await world.request('GET', `/v3/conversations/${CHANNEL}/pagedmembers?pageSize=50`);
  assert.deepEqual(paged.json, { members: all.json });
});

test('strangers, unknown conversations and foreign tenants are refused with the words of Teams', async () => {
  const create = (body: unknown) => world.request('POST', '/v3/conversations', { body });
  const stranger = await create({ members: [{ id: '29:nobody' }], tenantId: 'x' });
  assert.equal(stranger.json.error.code, 'BotNotInConversationRoster');
  assert.equal((await create({ members: [] })).json.error.code, 'BadArgument');
  const unknown = await world.request('POST', world.activitiesOf('a:unknown'), { body: hello });
  assert.equal(unknown.json.error.code, 'ConversationNotFound');
});

test('a new thread in the channel answers with the thread in the conversation id', async () => {
  const body = { isGroup: true, channelData: { channel: { id: CHANNEL } }, activity: hello };
  const { json } = await world.request('POST', '/v3/conversations', { body });
  assert.equal(json.id, `${CHANNEL};messageid=${json.activityId}`);
});

test('text and card in one activity become two messages without an id', async () => {
  const desk = await world.personal('desk');
  const before = (await world.seen('desk', desk)).length;
  const body = { ...cardActivity(card('with text')), text: 'and a text' };
  const answer = await world.request('POST', world.activitiesOf(desk), { body });
  assert.deepEqual([answer.status, answer.json], [201, {}]);
  assert.equal((await world.seen('desk', desk)).length, before + 2);
});

test('an activity above the size limit is refused by its UTF-16 size', async () => {
  const desk = await world.personal('desk');
  const send = (length: number) =>
    world.request('POST', world.activitiesOf(desk), { body: { type: 'message', text: 'x'.repeat(length) } });
  assert.equal((await send(40_000)).status, 201);
  const refused = await send(41_000);
  assert.deepEqual([refused.status, refused.json.error.code], [413, 'MessageSizeTooBig']);
});

test('a card that Teams would not show is refused with the reason', async () => {
  const desk = await world.personal('desk');
  const body = cardActivity({ ...card('future'), version: '1.6' });
  const { status, json } = await world.request('POST', world.activitiesOf(desk), { body });
  assert.equal(status, 400);
  assert.match(json.error.message, /newer than 1\.5/);
});

test('faults strike the named method and conversation as often as asked, and every call is on record', async () => {
  const desk = await world.personal('desk');
  const fault = { kind: '429-retry-after', method: 'POST', conversation: desk, times: 1, retryAfterSeconds: 3 };
  await world.request('POST', '/control/faults', { body: fault });
  assert.equal((await world.request('POST', world.activitiesOf(CHANNEL), { body: hello })).status, 201);
  const throttled = await world.request('POST', world.activitiesOf(desk), { body: hello });
  assert.deepEqual([throttled.status, throttled.headers.get('retry-after')], [429, '3']);
  assert.equal((await world.request('POST', world.activitiesOf(desk), { body: hello })).status, 201);
  const calls = (await world.request('GET', '/control/calls')).json;
  assert.deepEqual(
    calls.map((call: { method: string; status: number; body: unknown }) => [call.method, call.status, call.body]),
    [201, 429, 201].map((status) => ['POST', status, hello]),
  );
});

test('a reset after the work leaves the sender without an answer and the message in place', async () => {
  const desk = await world.personal('desk');
  const before = (await world.seen('desk', desk)).length;
  await world.request('POST', '/control/faults', { body: { kind: 'reset-after-apply', times: 1 } });
  await assert.rejects(world.request('POST', world.activitiesOf(desk), { body: hello }), /fetch failed/);
  assert.equal((await world.seen('desk', desk)).length, before + 1);
  await world.request('POST', '/control/faults', { body: { kind: 'reset', times: 1 } });
  await assert.rejects(world.request('POST', world.activitiesOf(desk), { body: hello }), /fetch failed/);
  assert.equal((await world.seen('desk', desk)).length, before + 1);
});

test('a call that hangs is let go when the faults are cleared', async () => {
  const desk = await world.personal('desk');
  await world.request('POST', '/control/faults', { body: { kind: 'hang', times: 1 } });
  const hanging = world.request('POST', world.activitiesOf(desk), { body: hello });
  const gone = assert.rejects(hanging, /fetch failed/);
  // The call is on record as soon as it arrives, so its presence says that it hangs.
  while ((await world.request('GET', '/control/calls')).json.length === 0);
  await world.request('DELETE', '/control/faults');
  await gone;
});
