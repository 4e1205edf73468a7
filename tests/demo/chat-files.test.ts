// Files from a bot: offered, accepted or declined, put to an address of Teams', and shown.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as z from 'zod/v4';
import { startChatWithBot } from './chat-fake-bot.ts';

type World = Awaited<ReturnType<typeof startChatWithBot>>;
let world: World;
let desk: string;

before(async () => {
  world = await startChatWithBot();
  desk = await world.personal('desk');
});
after(() => world.close());

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const content = {
  description: 'A script.',
  sizeInBytes: 5,
  acceptContext: { file: '1' },
  declineContext: { file: '2' },
};
const offer = (change: object = {}): object => ({
  type: 'message',
  attachments: [{ contentType: CONSENT, name: 'carry.ps1', content, ...change }],
});
const upload = z.looseObject({ uploadUrl: z.url(), contentUrl: z.url(), name: z.string(), uniqueId: z.string() });
const delivery = z.array(
  z.looseObject({ activity: z.looseObject({ value: z.looseObject({ uploadInfo: upload.optional() }) }) }),
);

async function answered(messageId: string, decision: 'accept' | 'decline') {
  const body = { person: 'desk', conversation: desk, messageId, decision };
  assert.equal((await world.request('POST', '/chat/consent', { body })).status, 200);
  const deliveries = delivery.parse((await world.request('GET', '/control/deliveries')).json);
  return deliveries.at(-1)?.activity;
}

const put = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'PUT',
    body,
    headers: { 'content-range': `bytes 0-${body.length - 1}/${body.length}`, ...headers },
  });

test('an accepted offer becomes an invoke with the context and an address, as Teams sends it', async () => {
  const activity = await answered(await world.post(desk, offer()), 'accept');
  assert.equal(activity?.name, 'fileConsent/invoke');
  assert.partialDeepStrictEqual(activity?.value, { type: 'fileUpload', action: 'accept', context: { file: '1' } });
  const info = upload.parse(activity?.value.uploadInfo);
  assert.equal((await put(info.uploadUrl, 'hello')).status, 201);
  const file = await fetch(info.contentUrl);
  assert.equal(await file.text(), 'hello');
  assert.match(file.headers.get('content-disposition') ?? '', /attachment; filename="?carry.ps1/);
  assert.equal((await put(info.uploadUrl, 'hello')).status, 404, 'an address is good for one file');
});

test('a declined offer names no address', async () => {
  const activity = await answered(await world.post(desk, offer()), 'decline');
  assert.deepEqual(activity?.value, { type: 'fileUpload', action: 'decline', context: { file: '2' } });
});

test('an upload with a token, or with a range that does not fit, is refused', async () => {
  const info = upload.parse((await answered(await world.post(desk, offer()), 'accept'))?.value.uploadInfo);
  assert.equal((await put(info.uploadUrl, 'hello', { authorization: 'Bearer x' })).status, 401);
  assert.equal((await put(info.uploadUrl, 'hello', { 'content-range': 'bytes 0-3/9' })).status, 416);
  assert.equal((await put(info.uploadUrl, 'hello')).status, 201);
});

test('an offer that lacks something, or stands in a channel, is refused as Teams would', async () => {
  const post = (conversation: string, body: object) =>
    world.request('POST', world.activitiesOf(conversation), { body });
  assert.equal((await post(desk, offer({ name: undefined }))).status, 400);
  assert.equal((await post(desk, offer({ content: { description: 'x' } }))).status, 400);
  assert.equal((await post('19:approvals@thread.tacv2', offer())).status, 400);
});

test('nobody answers the offer of somebody else', async () => {
  const messageId = await world.post(desk, offer());
  const body = { person: 'approver', conversation: desk, messageId, decision: 'accept' };
  assert.equal((await world.request('POST', '/chat/consent', { body })).status, 400);
});
